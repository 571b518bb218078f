import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tongxin.ground.files.queries import files_of
from tongxin.watch.signals.models import Signal

pytestmark = pytest.mark.django_db


def values(**over):
    return {"key": uuid.uuid4(), "text": "工地停工，欠薪三个月", "heard_at": "2026-11-20T09:00", "district": "330106",
            "street": "330106012", "place": "灵隐路", "persons": "30", "phone": "13812341234", "anonymous": "on"} | over  # fmt: skip


def post(client, user, **over):
    client.force_login(user)
    return client.post("/signals/report/", values(**over))


def photo():
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")


def test_an_informant_reports_with_a_photo(client, cast):
    assert post(client, cast.li, photos=[photo()], position="30.24,120.11,20").status_code == 302
    signal = Signal.objects.get()
    assert (signal.kind, signal.org, signal.by, signal.region_id) == (
        "patrol",
        cast.lingyin,
        cast.li,
        "330106012",
    )
    assert (signal.persons, signal.anonymous) == (30, True) and "定位 30.24,120.11,20" in signal.place
    assert files_of(signal).count() == 1


def test_the_same_form_twice_is_one_signal(client, cast):
    key = uuid.uuid4()
    first, second = post(client, cast.li, key=key), post(client, cast.li, key=key)
    assert first["Location"] == second["Location"] and Signal.objects.count() == 1


@pytest.mark.parametrize(
    "over",
    [
        {"text": ""},
        {"heard_at": "x"},
        {"street": "330110012"},
        {"phone": "电话"},
        {"persons": "-1"},
        {"position": "x"},
        {"amount": "NaN"},
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_written(client, cast, over):
    answer = post(client, cast.li, **over)
    assert answer.status_code == 422 and "灵隐路" in answer.content.decode()
    assert not Signal.objects.exists()


def test_a_time_to_come_is_refused_by_name(client, cast):
    assert post(client, cast.li, heard_at="2099-01-01T00:00").status_code == 409


def test_a_file_that_is_no_picture_leaves_nothing_behind(client, cast):
    answer = post(client, cast.li, photos=[SimpleUploadedFile("a.jpg", b"MZ not a picture", "image/jpeg")])
    assert answer.status_code == 409 and not Signal.objects.exists()


def test_it_is_open_only_with_the_right(client, cast):
    assert post(client, cast.guan).status_code == 403
    assert post(client, cast.nobody).status_code == 403


def test_the_form_keeps_a_draft_and_narrows_the_streets(client, cast):
    client.force_login(cast.li)
    page = client.get("/signals/report/").content.decode()
    assert 'data-draft="signal-report"' in page and 'data-position="id_place"' in page
    streets = client.get("/signals/streets/", {"district": "330106"}).content.decode()
    assert "灵隐街道" in streets and "临平" not in streets


def test_a_position_chooses_the_district_where_it_is_clear(client, cast):
    client.force_login(cast.li)

    def answer(**query):
        return client.get("/signals/near/", query).content.decode()

    clear = answer(position="30.241000,120.111000")
    assert '<option value="330106" selected>' in clear and "大约在西湖区" in clear and "灵隐街道" in clear
    border = answer(position="30.265000,120.165000")
    assert "大约在上城区或拱墅区" in border and "selected" not in border
    other = answer(position="30.241000,120.111000", district="330110", street="330110005")
    assert (
        '<option value="330110" selected>' in other
        and "与所选区县不同" in other
        and '"330110005" selected' in other
    )
    assert "不在杭州市内" in answer(position="39.9,116.4") and "不在杭州市内" in answer(position="x")


def test_a_report_with_nothing_but_a_position_lies_where_it_was_made(client, cast):
    post(client, cast.li, district="", street="", place="", position="29.600000,119.040000")
    assert "约在淳安县" in Signal.objects.get().place
