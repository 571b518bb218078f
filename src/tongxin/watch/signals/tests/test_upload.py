"""The pages of an import: upload, preview, confirm, result, rows sent back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import imports
from tongxin.watch.signals.jobs import import_waiting
from tongxin.watch.signals.models import Batch, Signal
from tongxin.watch.signals.tests.makers import make_sheet, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast):
    return make_source(cast.city, key="weekly", kind="weekly", secret="")


def upload(client, user, source, content, name="周报.xlsx"):
    client.force_login(user)
    return client.post("/signals/import/", {"source": source.pk, "file": SimpleUploadedFile(name, content)})


def test_a_sheet_goes_from_preview_to_result(client, cast, source):
    answer = upload(client, cast.li, source, make_sheet({}, {"内容": ""}))
    batch = Batch.objects.get()
    assert answer["Location"] == f"/signals/batches/{batch.pk}/" and batch.org == cast.lingyin
    assert "确认导入 1 条" in client.get(answer["Location"]).content.decode()
    assert client.post(f"/signals/batches/{batch.pk}/commit/").status_code == 302
    assert "已导入" in client.get(answer["Location"]).content.decode() and Signal.objects.count() == 1
    sheet = read_sheet(client.get(f"/signals/batches/{batch.pk}/rejected/").content, "退回.xlsx")
    assert [row.cells["退回原因"] for row in sheet.rows] == ["内容：必填"]


def test_a_long_sheet_shows_its_progress(client, cast, source, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    upload(client, cast.li, source, make_sheet({"内容": "甲"}, {"内容": "乙"}))
    batch = Batch.objects.get()
    client.post(f"/signals/batches/{batch.pk}/commit/")
    part = client.get(f"/signals/batches/{batch.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in part and "every 1s" in part and "<html" not in part
    import_waiting(FRIDAY)
    assert "every 1s" not in client.get(f"/signals/batches/{batch.pk}/").content.decode()


def test_it_can_be_dropped(client, cast, source):
    upload(client, cast.li, source, make_sheet({}))
    batch = Batch.objects.get()
    assert client.post(f"/signals/batches/{batch.pk}/cancel/").status_code == 302
    assert client.post(f"/signals/batches/{batch.pk}/commit/").status_code == 409


@pytest.mark.parametrize("content", [b"x", b"\xff\xd8\xff\xe0 a picture", b"PK\x03\x04", b"a,b\n1,2\n"])
def test_a_file_that_is_no_sheet_is_answered_beside_the_field(client, cast, source, content):
    answer = upload(client, cast.li, source, content)
    assert answer.status_code == 422 and "field-error" in answer.content.decode()


def test_another_district_sees_nothing_of_a_batch(client, cast, source):
    upload(client, cast.xi, source, make_sheet({}, {"内容": ""}))
    pk = Batch.objects.get().pk
    client.force_login(cast.yu)
    for path in ("", "rejected/"):
        assert client.get(f"/signals/batches/{pk}/{path}").status_code == 404
    assert client.post(f"/signals/batches/{pk}/commit/").status_code == 404


def test_only_those_with_the_right_import(client, cast, source):
    assert upload(client, cast.wang, source, make_sheet({})).status_code == 403
    assert upload(client, cast.nobody, source, make_sheet({})).status_code == 403


def test_templates_are_there_for_every_kind(client, cast):
    client.force_login(cast.li)
    assert client.get("/signals/import/template/weekly/").status_code == 200
    assert client.get("/signals/import/template/nothing/").status_code == 404


def test_the_pages_need_few_queries(client, cast, source, django_assert_max_num_queries):
    upload(client, cast.li, source, make_sheet({}))
    for path in ("/signals/import/", f"/signals/batches/{Batch.objects.get().pk}/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
