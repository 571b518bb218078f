"""The pages of employers: who may open them, what they show, how they write."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.importing import preview
from tongxin.ground.employers.models import Employer, Import, Merge
from tongxin.ground.employers.tests.makers import NAME, OTHER, SEEDS, make_employer, row, sheet
from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
HOSTILE = '<script>alert("x")</script>公司'


def listed(response) -> list[int]:
    return [each.pk for each in response.context["table"].rows]


@pytest.fixture
def two(cast):
    return make_employer(
        cast.lingyin, NAME, uscc=SEEDS[0].uscc, region_id="330106012", section="C", staff=120
    ), make_employer(cast.yuhang, OTHER, region_id="330110", section="H", staff=8, own_union=cast.factory)


def test_it_lists_what_lies_in_ones_scope(client, cast, two):
    client.force_login(cast.chen)
    assert set(listed(client.get("/employers/"))) == {each.pk for each in two}
    client.force_login(cast.xi)
    assert listed(client.get("/employers/")) == [two[0].pk]


@pytest.mark.parametrize(
    "query",
    [{"district": "330106"}, {"section": "C"}, {"size": "100"}, {"union": "no"}, {"q": "乌有云杉"},
     {"q": SEEDS[0].uscc[:10]}, {"q": "乌有云衫服饰"}],
)  # fmt: skip
def test_it_narrows_and_finds(client, cast, two, query):
    client.force_login(cast.chen)
    assert listed(client.get("/employers/", query)) == [two[0].pk]


def test_it_exports_what_is_filtered(client, cast, two):
    client.force_login(cast.chen)
    page = client.get("/employers/", {"section": "C", "export": "xlsx"})
    rows = list(read_sheet(page.content, "x.xlsx").rows)
    assert [each.cells["名称"] for each in rows] == [NAME]


def test_it_asks_at_most_twelve_queries(client, cast, two, django_assert_max_num_queries):
    for n in range(20):
        make_employer(cast.lingyin, f"{NAME}{n}", region_id="330106012", industry_org=cast.builders)
    client.force_login(cast.chen)
    for url in ("/employers/", f"/employers/{two[0].pk}/", f"/employers/{two[0].pk}/merge/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 12, "\n".join(q["sql"][:150] for q in queries)


def test_a_colleague_of_another_district_finds_nothing(client, cast, two):
    client.force_login(cast.yu)
    pk = two[0].pk
    for url in (f"/employers/{pk}/", f"/employers/{pk}/edit/", f"/employers/{pk}/merge/"):
        assert client.get(url).status_code == 404


def test_who_may_only_look_may_not_change(client, cast, two):
    client.force_login(cast.wang)
    assert client.get(f"/employers/{two[0].pk}/").status_code == 200
    for url in (
        "/employers/new/",
        f"/employers/{two[0].pk}/edit/",
        f"/employers/{two[0].pk}/merge/",
        "/employers/import/",
    ):
        assert client.get(url).status_code == 403
    client.force_login(cast.ao)
    assert client.get("/employers/").status_code == 403


def test_it_prints_hostile_names_as_they_are(client, cast):
    employer = make_employer(cast.lingyin, HOSTILE)
    client.force_login(cast.chen)
    for url in ("/employers/", f"/employers/{employer.pk}/", f"/employers/{employer.pk}/edit/"):
        page = client.get(url).content.decode()
        assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_it_registers_an_employer_under_the_union_of_its_street(client, cast):
    client.force_login(cast.xi)
    answer = client.post(
        "/employers/new/", {"uscc": SEEDS[1].uscc, "name": NAME, "region": "330106012", "staff": "35"}
    )
    employer = Employer.objects.get()
    assert answer.url == f"/employers/{employer.pk}/"
    assert (employer.org, employer.staff) == (cast.lingyin, 35)


def test_it_says_what_is_wrong_beside_the_field(client, cast, two):
    client.force_login(cast.chen)
    page = client.post("/employers/new/", {"uscc": "123", "name": "123", "staff": "多"})
    assert page.status_code == 422
    words = page.content.decode()
    assert "校验位" in words and "不是单位名称" in words and "应为整数" in words and "请选择主管工会" in words
    page = client.post("/employers/new/", {"uscc": SEEDS[0].uscc, "name": NAME, "region": "330106"})
    assert "已经登记过" in page.content.decode()


def test_a_district_cannot_hand_an_employer_to_a_foreign_union(client, cast, two):
    client.force_login(cast.xi)
    page = client.post(f"/employers/{two[0].pk}/edit/", {"name": NAME, "org": cast.yuhang.pk})
    assert page.status_code == 422


def test_it_changes_a_name_and_keeps_the_old_one(client, cast, two):
    client.force_login(cast.xi)
    client.post(
        f"/employers/{two[0].pk}/edit/",
        {
            "uscc": SEEDS[0].uscc,
            "name": "杭州华胥新荷服饰有限公司",
            "region": "330106012",
            "section": "C",
            "staff": "120",
        },
    )
    page = client.get(f"/employers/{two[0].pk}/").content.decode()
    assert "杭州华胥新荷服饰有限公司" in page and "曾用名" in page and NAME in page


def test_it_merges_after_naming_the_consequence_and_undoes(client, cast, two):
    kept, gone = two
    client.force_login(cast.chen)
    assert str(gone.pk) in client.get(f"/employers/{kept.pk}/merge/", {"q": OTHER}).content.decode()
    page = client.get(f"/employers/{kept.pk}/merge/confirm/", {"gone": gone.pk}).content.decode()
    assert "曾用名" in page and "可以在单位页上撤销" in page
    assert not Merge.objects.exists()
    client.post(f"/employers/{kept.pk}/merge/confirm/", {"gone": gone.pk})
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert OTHER in client.get(f"/employers/{kept.pk}/").content.decode()
    assert "已并入" in client.get(f"/employers/{gone.pk}/").content.decode()
    client.post(f"/employers/{kept.pk}/merge/{Merge.objects.get().pk}/undo/")
    gone.refresh_from_db()
    assert gone.merged_into is None
    again = client.post(f"/employers/{kept.pk}/merge/{Merge.objects.get().pk}/undo/")
    assert again.status_code == 409 and "已经撤销" in again.content.decode()


def test_a_district_cannot_merge_a_foreign_employer(client, cast, two):
    client.force_login(cast.xi)
    assert client.post(f"/employers/{two[0].pk}/merge/confirm/", {"gone": two[1].pk}).status_code == 422


def test_it_offers_employers_while_a_name_is_typed(client, cast, two):
    client.force_login(cast.wang)
    page = client.get("/employers/options/", {"employer_words": "乌有云杉"}).content.decode()
    assert f'value="{two[0].pk}"' in page
    assert "没有找到" in client.get("/employers/options/", {"employer_words": "余杭没有的"}).content.decode()


def test_it_takes_a_sheet_from_upload_to_the_rows_sent_back(client, cast):
    client.force_login(cast.chen)
    upload = SimpleUploadedFile("单位.xlsx", sheet(row(0), row(1, 行业门类="炼金")))
    answer = client.post("/employers/import/", {"sheet": upload})
    made = Import.objects.get()
    assert answer.url == f"/employers/imports/{made.pk}/"
    page = client.get(answer.url).content.decode()
    assert "导入其余各行" in page and "炼金" in page
    client.post(f"/employers/imports/{made.pk}/commit/")
    assert Employer.objects.count() == 1
    assert listed(client.get("/employers/imports/")) == [made.pk]
    back = client.get(f"/employers/imports/{made.pk}/rejected.xlsx")
    assert Entry.objects.get(verb="download").kind == "employers.import"
    assert "炼金" in next(iter(read_sheet(back.content, "x.xlsx").rows)).cells["退回原因"]
    again = client.post(f"/employers/imports/{made.pk}/commit/")
    assert again.status_code == 409


def test_a_broken_sheet_is_refused_in_words(client, cast):
    client.force_login(cast.chen)
    answer = client.post("/employers/import/", {"sheet": SimpleUploadedFile("坏.xlsx", b"PK\x03\x04junk")})
    assert answer.status_code == 409 and "损坏" in answer.content.decode()


def test_a_foreign_import_is_not_found(client, cast):
    made = preview(sheet(row(0)), "单位.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    client.force_login(cast.xi)
    assert client.get(f"/employers/imports/{made.pk}/").status_code == 404
    assert client.post(f"/employers/imports/{made.pk}/commit/").status_code == 404


def test_the_template_is_a_sheet_the_import_takes(client, cast):
    client.force_login(cast.chen)
    content = client.get("/employers/import/template.xlsx").content
    assert "统一社会信用代码" in read_sheet(content, "x.xlsx", columns=["统一社会信用代码", "名称"]).header


def test_imports_are_found_by_file_and_by_person(client, cast):
    for name in ("春季.xlsx", "秋季.xlsx"):
        preview(sheet(row(0)), name, org=cast.city, by=cast.chen, at=FRIDAY)
    client.force_login(cast.chen)

    def found(**query):
        return [
            each.cells[1].value for each in client.get("/employers/imports/", query).context["table"].rows
        ]

    assert found(q="秋季") == ["秋季.xlsx"] and len(found(q="陈城调", sort="state")) == 2
    assert "/employers/import/" in client.get("/employers/imports/").content.decode()


def test_former_names_are_entered_with_their_last_days_and_found(client, cast, two):
    client.force_login(cast.xi)
    form = {"uscc": SEEDS[0].uscc, "name": NAME, "region": "330106012", "section": "C", "staff": "120"}
    url = f"/employers/{two[0].pk}/edit/"
    assert client.post(url, form | {"former": "杭州旧名厂（至2019年5月1日）\n杭州更旧厂"}).status_code == 302
    page = client.get(f"/employers/{two[0].pk}/").content.decode()
    assert "杭州旧名厂" in page and "至2019年5月1日" in page and "杭州更旧厂" in page
    assert listed(client.get("/employers/", {"q": "更旧厂"})) == [two[0].pk]
    assert "杭州旧名厂（至2019-05-01）" in client.get(url).content.decode()
    client.post(url, form | {"former": "杭州旧名厂（至2019-05-01）"})
    assert not listed(client.get("/employers/", {"q": "更旧厂"}))
    wrong = client.post(url, form | {"former": "某厂（至去年）"})
    assert wrong.status_code == 422 and "不是日期" in wrong.content.decode()


def test_the_size_is_a_column_and_a_filter(client, cast, two):
    client.force_login(cast.chen)
    rows = list(read_sheet(client.get("/employers/", {"export": "xlsx"}).content, "x.xlsx").rows)
    assert {each.cells["名称"]: each.cells["规模"] for each in rows} == {NAME: "100–299人", OTHER: "20人以下"}
    assert listed(client.get("/employers/", {"size": "1"})) == [two[1].pk]
