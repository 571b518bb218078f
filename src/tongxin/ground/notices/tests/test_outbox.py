from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices import services
from tongxin.ground.notices.models import Channel, Sending
from tongxin.ground.people.models import Post
from tongxin.project.testing import FRIDAY


@pytest.fixture
def failed(cast):
    """A message to xi and one to yu that were given up, and one to xi that went out."""
    for person in (cast.xi, cast.yu):
        Channel.objects.create(account=person, kind="mail", address="a@example.org")
        services.notify([person], "陈某某的工单即将到期", at=FRIDAY)
    Sending.objects.update(state="failed", tries=8, error="对方未接收", due_at=FRIDAY)
    services.notify([cast.xi], "已发的", at=FRIDAY)
    Sending.objects.filter(state="waiting").update(state="sent", sent_at=FRIDAY)
    return {each.channel.account.username: each for each in Sending.objects.filter(state="failed")}


def test_ao_sees_what_did_not_go_out_and_why_but_not_what_it_says(client, cast, failed):
    client.force_login(cast.ao)
    page = client.get("/notices/outbox/").content.decode()
    assert "席西湖" in page and "余余杭" in page and page.count("对方未接收") == 2
    assert "陈某某" not in page and "已发的" not in page
    assert "余余杭" not in client.get("/notices/outbox/", {"state": "waiting"}).content.decode()
    assert "待发通知" in client.get("/notices/").content.decode()


def test_ao_sends_one_again(client, cast, failed):
    client.force_login(cast.ao)
    chosen = failed["xi"]
    assert client.post("/notices/outbox/retry/", {"pk": [chosen.pk, "x", "9" * 30]}).status_code == 302
    chosen.refresh_from_db()
    assert (chosen.state, chosen.tries) == ("waiting", 0) and chosen.due_at > FRIDAY - timedelta(days=1)
    entry = Entry.objects.get(verb="retry")
    assert (entry.actor_id, entry.key) == (cast.ao.pk, str(chosen.pk))
    failed["yu"].refresh_from_db()
    assert failed["yu"].state == "failed"


def test_what_went_out_is_not_sent_twice(client, cast, failed):
    client.force_login(cast.ao)
    sent = Sending.objects.get(state="sent")
    client.post("/notices/outbox/retry/", {"pk": sent.pk})
    sent.refresh_from_db()
    assert sent.state == "sent" and not Entry.objects.filter(verb="retry").exists()


def test_an_administrator_of_xihu_reaches_only_their_own(client, cast, failed):
    Post.objects.create(account=cast.nobody, org=cast.xihu, role="administrator", since=FRIDAY.date())
    client.force_login(cast.nobody)
    page = client.get("/notices/outbox/").content.decode()
    assert "席西湖" in page and "余余杭" not in page
    client.post("/notices/outbox/retry/", {"pk": failed["yu"].pk})
    failed["yu"].refresh_from_db()
    assert failed["yu"].state == "failed"


def test_a_mediator_has_no_business_there(client, cast, failed):
    client.force_login(cast.wang)
    assert client.get("/notices/outbox/").status_code == 403
    assert client.post("/notices/outbox/retry/", {"pk": failed["xi"].pk}).status_code == 403
    assert "outbox" not in client.get("/notices/").content.decode()


@pytest.mark.parametrize(("model", "values"), [(Channel, {"kind": "fax"}), (Sending, {"state": "lost"})])
def test_the_database_refuses_a_kind_or_state_that_is_none(failed, model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)
