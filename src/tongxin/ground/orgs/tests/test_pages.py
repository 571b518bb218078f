import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongxin.ground.orgs import services
from tongxin.ground.orgs.models import Merge, Org, TreeSheet
from tongxin.ground.orgs.planning import COLUMNS
from tongxin.kit.sheets import write_sheet
from tongxin.project.testing import FRIDAY

GET = ["", "tree/", "export/", "import/template/"]


@pytest.mark.parametrize("page", GET)
def test_everybody_with_an_account_sees_the_own_part(client, cast, page):
    assert client.get(f"/orgs/{page}").status_code == 302
    for user in (cast.ao, cast.xi, cast.nobody):
        client.force_login(user)
        assert client.get(f"/orgs/{page}").status_code == 200


def test_the_list_keeps_to_the_scope(client, cast):
    client.force_login(cast.xi)
    rows = client.get("/orgs/").context["table"].rows
    assert [row.cells[0].value for row in rows] == ["西湖区总工会", "灵隐街道总工会", "示例云杉厂工会"]
    rows = client.get("/orgs/?level=township&district=330106&q=灵隐").context["table"].rows
    assert len(rows) == 1


def test_the_tree_unfolds_by_branches_and_finds(client, cast):
    client.force_login(cast.ao)
    page = client.get("/orgs/tree/").content.decode()
    assert "杭州市总工会" in page and "西湖区总工会" not in page
    page = client.get(f"/orgs/{cast.city.pk}/branch/").content.decode()
    assert "西湖区总工会" in page and "灵隐" not in page
    assert "示例云杉厂工会" in client.get("/orgs/tree/?q=云杉").content.decode()


@pytest.mark.parametrize("verb", ["", "branch/", "new/", "edit/", "move/", "merge/"])
def test_a_foreign_union_is_not_there(client, cast, verb):
    client.force_login(cast.yu)
    assert client.get(f"/orgs/{cast.xihu.pk}/{verb}").status_code == 404


@pytest.mark.parametrize("verb", ["new/", "edit/", "move/", "merge/"])
def test_only_administrators_change_the_tree(client, cast, verb):
    client.force_login(cast.xi)
    assert client.get(f"/orgs/{cast.lingyin.pk}/{verb}").status_code == 403
    assert client.post(f"/orgs/{cast.lingyin.pk}/{verb}").status_code == 403
    client.force_login(cast.ao)
    assert client.get(f"/orgs/{cast.lingyin.pk}/{verb}").status_code == 200
    assert client.post(f"/orgs/{cast.lingyin.pk}/{verb}").status_code == 422


def test_it_creates_edits_moves_merges_and_undoes_by_page(client, cast):
    client.force_login(cast.ao)
    new = {"level": "township", "code": "HZ-XH-BS", "name": "北山街道总工会", "short": "", "region": ""}
    assert client.post(f"/orgs/{cast.xihu.pk}/new/", new).status_code == 302
    assert client.post(f"/orgs/{cast.xihu.pk}/new/", new).status_code == 409
    assert client.post(f"/orgs/{cast.xihu.pk}/new/", new | {"level": "city"}).status_code == 422
    street = Org.objects.get(code="HZ-XH-BS")
    changed = {"code": "HZ-XH-BS", "name": "北山街道工会", "short": "北山", "region": "330106009"}
    assert client.post(f"/orgs/{street.pk}/edit/", changed | {"region": "000000"}).status_code == 422
    assert client.post(f"/orgs/{street.pk}/edit/", changed).status_code == 302
    assert client.post(f"/orgs/{street.pk}/move/", {"under": "没有"}).status_code == 422
    assert client.post(f"/orgs/{street.pk}/move/", {"under": "HZ-XH"}).status_code == 409
    assert client.post(f"/orgs/{street.pk}/move/", {"under": "余杭区总工会"}).status_code == 302
    assert client.post(f"/orgs/{street.pk}/merge/", {"into": "HZ-XH-LY"}).status_code == 302
    assert Merge.objects.get().kept == cast.lingyin
    assert "撤销合并" in client.get(f"/orgs/{street.pk}/").content.decode()
    assert client.post(f"/orgs/{street.pk}/merge/undo/").status_code == 302
    assert client.post(f"/orgs/{street.pk}/merge/undo/").status_code == 404


def test_the_consequence_is_named_before_a_move(client, cast):
    client.force_login(cast.ao)
    page = client.get(f"/orgs/{cast.lingyin.pk}/move/").content.decode()
    assert "工会 2 个" in page and "岗位 1 个" in page and "工单 0 个" in page


def test_it_imports_by_page_in_two_steps(client, cast):
    client.force_login(cast.ao)
    data = write_sheet(
        COLUMNS,
        [["N", "HZ-XH", "新街道总工会", "", "乡镇(街道)总工会", ""], ["M", "X", "错", "", "基层工会", ""]],
    )
    answer = client.post("/orgs/import/", {"sheet": SimpleUploadedFile("组织.xlsx", data)})
    assert answer.status_code == 302
    sheet = TreeSheet.objects.get()
    assert "新街道总工会" in client.get(answer["Location"]).content.decode()
    assert client.get(f"/orgs/import/{sheet.pk}/rejects/").status_code == 200
    assert client.post(f"/orgs/import/{sheet.pk}/commit/").status_code == 302
    assert client.post(f"/orgs/import/{sheet.pk}/commit/").status_code == 409
    assert Org.objects.filter(code="N").exists()
    assert (
        client.post("/orgs/import/", {"sheet": SimpleUploadedFile("x.xlsx", b"PK\x03\x04junk")}).status_code
        == 409
    )
    client.force_login(cast.xi)
    assert client.get(f"/orgs/import/{sheet.pk}/").status_code == 404
    assert client.get("/orgs/import/").status_code == 403


def test_list_detail_and_tree_take_at_most_12_queries(client, cast, django_assert_max_num_queries):
    for n in range(60):
        services.create(f"P{n}", f"某厂{n}工会", level="primary", parent=cast.lingyin, by=None, at=FRIDAY)
    client.force_login(cast.ao)
    for url in (
        "",
        "?level=primary&district=330106&q=某",
        "tree/?q=某",
        f"{cast.lingyin.pk}/",
        f"{cast.lingyin.pk}/branch/",
        f"{cast.lingyin.pk}/move/",
        f"{cast.city.pk}/",
        "options/?under=某",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(f"/orgs/{url}").status_code == 200
