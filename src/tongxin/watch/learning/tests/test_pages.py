"""The model page and the list of overrulings: who sees what, and what the buttons do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.project.testing import FRIDAY
from tongxin.watch.learning.jobs import train_waiting
from tongxin.watch.learning.models import Training
from tongxin.watch.learning.tests.test_learn import taught
from tongxin.watch.triage.models import ModelVersion

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")


def test_the_desk_trains_puts_to_use_and_rolls_back(client, cast):
    taught(cast)
    client.force_login(cast.chen)
    assert client.post("/triage/model/train/").status_code == 302
    assert "等待训练" in client.get("/triage/model/").content.decode()
    train_waiting(FRIDAY)
    version = Training.objects.get().version
    assert client.post(f"/triage/model/{version.pk}/activate/").status_code == 302
    page = client.get("/triage/model/").content.decode()
    assert version.name in page and "使用中" in page and "退回上一版本" in page
    client.post("/triage/model/roll-back/")
    assert not ModelVersion.objects.filter(active=True).exists()


def test_a_district_reads_the_page_but_cannot_train(client, cast):
    client.force_login(cast.xi)
    page = client.get("/triage/model/")
    assert page.status_code == 200 and "训练新版本" not in page.content.decode()
    assert client.post("/triage/model/train/").status_code == 403


def test_a_district_sees_its_own_overrulings_only(client, cast):
    taught(cast, rows=3)
    client.force_login(cast.yu)
    assert not client.get("/triage/model/overrulings/").context["table"].rows
    client.force_login(cast.xi)
    assert client.get("/triage/model/overrulings/").context["table"].rows


def test_a_mediator_has_no_business_here(client, cast):
    client.force_login(cast.wang)
    assert client.get("/triage/model/").status_code == 403


def test_the_list_costs_the_same_for_three_and_for_thirty(client, cast):
    client.force_login(cast.chen)
    counts = []
    for rows in (3, 30):
        taught(cast, rows=rows)
        client.get("/triage/model/overrulings/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/triage/model/overrulings/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_empty_city_is_told_what_to_do(client, cast):
    client.force_login(cast.chen)
    page = client.get("/triage/model/").content.decode()
    assert "还没有训练过" in page and "还没有人工看过的线索" in page
