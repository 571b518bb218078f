import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.audit.models import Entry
from tongxin.ground.orgs import exchange
from tongxin.ground.orgs.models import Org, TreeSheet
from tongxin.ground.orgs.planning import COLUMNS, Union, plan
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import read_sheet, write_sheet
from tongxin.project.testing import FRIDAY

STREET, PRIMARY = "乡镇(街道)总工会", "基层工会"


def preview(cast, *rows, by=None) -> TreeSheet:
    data = write_sheet(COLUMNS, rows)
    return exchange.preview(data, "组织.xlsx", by=by or cast.ao, at=FRIDAY)


def reasons(sheet: TreeSheet) -> dict[str, str]:
    return {reject["cells"]["编号"]: "".join(reject["reasons"]) for reject in sheet.rejects}


def test_it_shows_first_and_imports_after_a_yes(cast):
    sheet = preview(
        cast,
        ["HZ-YH-1-1", "HZ-YH-1", "某厂工会", "", PRIMARY, ""],
        ["HZ-YH-1", "HZ-YH", "示例街道总工会", "示例街道", STREET, "330110"],
        ["HZ-XH-LY-1", "HZ-YH-1", "示例云杉厂工会", "示例云杉厂工会", PRIMARY, ""],
        ["HZ-YH", "HZ", "余杭工会", "余杭区", "区县(市)总工会", "330110"],
        ["HZ-XH", "HZ", "西湖区总工会", "", "区县(市)总工会", ""],
    )
    assert exchange.counts(sheet) == {"create": 2, "move": 1, "change": 1, "same": 1, "rejected": 0}
    assert not Org.objects.filter(code="HZ-YH-1").exists()
    exchange.commit(sheet, by=cast.ao, at=FRIDAY)
    factory = Org.objects.get(code="HZ-XH-LY-1")
    assert factory.parent.code == "HZ-YH-1"
    assert Org.objects.get(code="HZ-YH-1-1").path.startswith(cast.yuhang.path)
    assert Org.objects.get(code="HZ-YH").name == "余杭工会"
    assert Entry.objects.filter(kind="orgs.treesheet", verb="import").count() == 1
    with pytest.raises(Refused, match="已经导入"):
        exchange.commit(sheet, by=cast.ao, at=FRIDAY)


def test_it_gives_rejected_rows_back_with_all_their_reasons(cast):
    sheet = preview(
        cast,
        ["A", "B", "甲工会", "", PRIMARY, ""],
        ["B", "C", "乙工会", "", PRIMARY, ""],
        ["C", "A", "丙工会", "", PRIMARY, ""],
        ["D", "NONE", "丁工会", "", PRIMARY, ""],
        ["E", "D", "戊工会", "", PRIMARY, ""],
        ["F", "HZ-XH", "", "", "分会", "999999"],
        ["G", "HZ-XH", "庚工会", "", STREET, ""],
        ["G", "HZ-XH", "庚工会二", "", STREET, ""],
        ["HZ", "HZ-XH", "市总", "", "市总工会", ""],
        ["K", "HZ-XH-LY-1", "区", "", "区县(市)总工会", ""],
        ["HZ-XH-LY", "HZ-XH", "灵隐", "", PRIMARY, ""],
    )
    why = reasons(sheet)
    assert "循环：A → B → C → A" in why["A"]
    assert {"B", "C", "D", "E", "F", "G", "HZ", "K", "HZ-XH-LY"} < set(why)
    assert "NONE" in why["D"]
    assert "未通过" in why["E"]
    assert "缺少名称" in why["F"] and "不在选项内" in why["F"] and "999999" in why["F"]
    assert [row["code"] for row in sheet.rows] == ["G"]
    back = read_sheet(exchange.rejected_sheet(sheet, by=cast.ao, at=FRIDAY), "x.xlsx", columns=COLUMNS)
    assert len(list(back.rows)) == len(sheet.rejects)
    assert "退回原因" in back.header


def test_what_it_exports_it_takes_back_as_the_same(cast):
    data = exchange.export_tree(by=cast.ao, at=FRIDAY)
    sheet = exchange.preview(data, "组织.xlsx", by=cast.ao, at=FRIDAY)
    assert exchange.counts(sheet) == {"create": 0, "move": 0, "change": 0, "same": 6, "rejected": 0}


def test_it_exports_only_the_own_scope(cast):
    read = read_sheet(exchange.export_tree(by=cast.xi, at=FRIDAY), "x.xlsx", columns=COLUMNS)
    assert [row.cells["编号"] for row in read.rows] == ["HZ-XH", "HZ-XH-LY", "HZ-XH-LY-1"]


def test_it_keeps_to_the_scope_of_the_person(cast):
    sheet = preview(
        cast, ["N1", "HZ-YH", "甲", "", STREET, ""], ["N2", "HZ-XH", "乙", "", STREET, ""], by=cast.xi
    )
    assert reasons(sheet) == {"N1": "不在您的管理范围内。"}


def test_it_refuses_when_the_tree_changed_after_the_preview(cast):
    sheet = preview(cast, ["N", "HZ-XH", "甲工会", "", STREET, ""])
    Org.objects.filter(code="HZ-XH").update(merged_into=cast.yuhang)
    with pytest.raises(Refused, match="重新上传"):
        exchange.commit(sheet, by=cast.ao, at=FRIDAY)


def test_it_refuses_a_sheet_of_something_else(cast):
    with pytest.raises(Refused, match="模板"):
        exchange.preview(write_sheet(["甲", "乙"], [["1", "2"]]), "x.xlsx", by=cast.ao, at=FRIDAY)


@given(st.lists(st.tuples(*[st.sampled_from("ABCDEF")] * 2), max_size=12))
def test_whatever_it_accepts_is_a_tree(pairs):
    """Any parent pointers: every accepted row comes after its parent and leads to the root."""
    tree = {"R": Union("R", "", "根", "", "city", "")}
    rows = [
        (n, {"编号": code, "上级编号": parent if n % 3 else "R", "名称": "某", "层级": PRIMARY})
        for n, (code, parent) in enumerate(pairs)
    ]
    made = plan(rows, tree, set(), {"R"})
    placed = {"R"}
    for union, act in made.accepted:
        assert union.parent in placed and act == "create"
        placed.add(union.code)
    assert len(made.accepted) + len(made.rejected) == len(rows)


def test_it_founds_a_thousand_unions_with_few_statements(cast, django_assert_max_num_queries):
    rows = [
        [
            f"N{n}",
            "HZ-XH-LY" if n < 50 else f"N{n % 50}",
            f"示例{n}工会",
            "",
            "联合工会" if n < 50 else PRIMARY,
            "",
        ]
        for n in range(1000)
    ]
    sheet = preview(cast, *rows)
    with django_assert_max_num_queries(25):
        exchange.commit(sheet, by=cast.ao, at=FRIDAY)
    assert Org.objects.below(cast.lingyin).count() == 1002
    for org in Org.objects.below(cast.lingyin).select_related("parent"):
        assert org.path == f"{org.parent.path}{org.pk}."
    assert Entry.objects.filter(kind="orgs.org", verb="create").count() == 1000


def test_an_export_of_the_tree_is_in_the_trail(client, cast):
    client.force_login(cast.xi)
    assert client.get("/orgs/export/").status_code == 200
    entry = Entry.objects.get(verb="export")
    assert (entry.kind, entry.key, entry.actor) == ("orgs.org", "列表", "席西湖")
    assert entry.facts["rows"] == Org.objects.visible_to(cast.xi).count() == 3
