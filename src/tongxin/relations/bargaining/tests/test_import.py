"""Sheets of contracts: what is taken, what comes back, what happens the second time and when it is taken back."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.models import Employer
from tongxin.ground.notices.models import Notice
from tongxin.ground.people.models import Account, Post
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import read_sheet, write_csv, write_sheet
from tongxin.project.testing import FRIDAY
from tongxin.relations.bargaining import importing, layout
from tongxin.relations.bargaining.jobs import import_waiting
from tongxin.relations.bargaining.models import Contract, Cover, Import
from tongxin.relations.bargaining.reading import workers
from tongxin.relations.bargaining.tests.makers import CODES, make_contract, make_employer

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [
        make_employer(cast.lingyin, f"示例{name}厂", code) for name, code in zip("甲乙丙", CODES, strict=True)
    ]


def line(number="一号", kind="工资专项集体合同", reach="", union="", code=CODES[0], name="", workers="120",
         signed="2026-03-01", filed="2026-03-05", starts="2026-03-01", ends="2027-02-28"):  # fmt: skip
    return [number, kind, reach, union, code, name, workers, signed, filed, starts, ends]


def more(number, code="", name=""):
    """A further row of a contract told above."""
    return line(number, "", "", "", code, name, "", "", "", "", "")


def take(cast, lines, *, org=None, by=None, name="台账.xlsx"):
    content = write_sheet(list(layout.COLUMNS), lines)
    return importing.take_in(content, name, org=org or cast.city, by=by or cast.chen, at=FRIDAY)


def why(made):
    return {row: "".join(r for n, r in made.rejects if n == row) for row, _ in made.rejects}


def test_a_regional_contract_is_told_once_and_binds_each_employer_of_its_rows(cast, units):
    rows = [line(reach="区域性", union="西湖区总工会"), more("一号", CODES[1]), more("一号", name="示例丙厂")]
    made = take(cast, [*rows, line("二号", "集体合同", code=CODES[1], filed="")])
    assert (made.state, made.rows, made.contracts, made.covers, made.rejected) == ("done", 4, 2, 4, 0)
    first, second = Contract.objects.order_by("pk")
    assert (first.reach, first.org, first.covers.count()) == ("region", cast.xihu, 3)
    assert (second.kind, second.filed_on, second.org) == (
        "general",
        None,
        cast.lingyin,
    )  # that of its employer


def test_rows_that_cannot_be_taken_come_back_with_every_reason_and_the_rest_goes_in(cast, units):
    bad = [
        line("", code=CODES[1]),
        line("三号", kind="君子协定", reach="全世界", signed="昨天", ends="2020-01-01"),
        line("四号", code="91330106MA27WXYZ9X"),
        line("五号", code="", name=""),
        line("六号", workers="很多"),
        line("七号", union="没有的工会"),
        line("八号", signed="2027-01-01", filed="2026-12-01"),
        line("一号", ends="2028-02-28"),
        more("一号", CODES[1]),
        line("九号", starts="", filed="=1+1"),
    ]
    made = take(cast, [line(), *bad])
    reasons = why(made)
    assert (made.contracts, made.covers, made.rejected) == (1, 1, 10)
    for row, words in zip(
        range(3, 13),
        ("合同编号：必填", "君子协定", "没有信用代码", "至少填一项", "很多", "没有的工会", "还没有到", "与第 2 行编号相同，但终止日期不同",
         "只能覆盖一个单位", "起始日期：必填"),
        strict=True,
    ):  # fmt: skip
        assert words in reasons[row], (row, reasons[row])
    assert "全世界" in reasons[4] and "昨天" in reasons[4]
    back = read_sheet(
        importing.rejected_sheet(made, by=cast.chen, at=FRIDAY), "b.xlsx", columns=layout.COLUMNS
    )
    told = [row.cells for row in back.rows]
    assert len(told) == 10 and told[4][layout.NUMBER] == "六号" and "很多" in told[4][layout.REASON]


def test_the_same_sheet_again_changes_nothing(cast, units):
    rows = [line(reach="区域"), more("一号", CODES[1])]
    take(cast, rows)
    again = take(cast, rows)
    assert (again.contracts, again.covers, again.same, again.rejected) == (0, 0, 2, 0)
    grown = take(cast, [*rows, more("一号", CODES[2])])
    assert (grown.contracts, grown.covers, grown.same) == (0, 1, 2)


def test_a_number_that_is_kept_with_other_terms_comes_back(cast, units):
    make_contract(cast.lingyin, units[:1], by=cast.chen, number="一号")
    made = take(cast, [line(workers="7", filed="2026-03-06"), line("二号", code=CODES[1])])
    assert made.contracts == 1 and "已在册" in why(made)[2] and "覆盖职工人数" in why(made)[2]


def test_a_contract_of_a_single_employer_takes_no_second(cast, units):
    take(cast, [line()])
    made = take(cast, [line(union="灵隐街道总工会", code=CODES[1])])
    assert why(made) == {2: "单个单位的合同只能覆盖一个单位"}


def test_a_district_takes_in_its_own_employers_only(cast, units):
    far = make_employer(cast.yuhang, "示例远方厂", "91330110MA27WXYZ4D")
    made = take(
        cast,
        [line(), line("二号", code=far.uscc), line("三号", union="杭州市总工会")],
        org=cast.xihu,
        by=cast.xi,
    )
    assert made.contracts == 1 and sorted(why(made)) == [3, 4]


def test_two_employers_of_one_name_are_asked_for_by_code(cast, units):
    make_employer(cast.xihu, "示例甲厂")
    made = take(cast, [line(code="", name="示例甲厂")])
    assert "改填统一社会信用代码" in why(made)[2]


def test_an_employer_merged_into_another_is_told_as_that_one(cast, units):
    units[1].merged_into = units[0]
    units[1].save()
    take(cast, [line(code=CODES[1])])
    assert Cover.objects.get().employer == units[0]


def test_what_a_sheet_told_is_taken_back_whole_and_can_come_again(cast, units):
    kept = make_contract(cast.lingyin, units[:1], by=cast.chen, number="旧", reach="region", kind="wages")
    terms = dict(
        zip(layout.COLUMNS, line("旧", reach="区域性", union="灵隐街道总工会", code=CODES[1]), strict=True)
    )
    terms[layout.FILED] = kept.filed_on.isoformat()
    terms[layout.ENDS] = kept.ends_on.isoformat()
    made = take(cast, [line(), list(terms.values())])
    assert (made.contracts, made.covers, made.rejected) == (1, 2, 0)
    importing.withdraw_import(made, by=cast.chen, at=FRIDAY)
    assert list(Contract.objects.kept()) == [kept] and list(kept.employers.all()) == [units[0]]
    gone = Contract.objects.get(state="withdrawn")
    assert (
        Entry.objects.get(kind="bargaining.contract", key=str(gone.pk)).facts["reason"]
        == f"撤回第 {made.pk} 次导入"
    )
    with pytest.raises(Refused, match="不能撤回"):
        importing.withdraw_import(made, by=cast.chen, at=FRIDAY)
    assert take(cast, [line()]).contracts == 1


def test_a_regional_contract_whose_first_employer_is_unknown_binds_the_others(cast, units):
    rows = [line(reach="区域", union="西湖区总工会", code="91330106MA27WXYZ9X"), more("一号", CODES[1])]
    made = take(cast, rows)
    assert (made.contracts, made.covers, list(why(made))) == (1, 1, [2])
    make_employer(cast.lingyin, "示例迟到厂", "91330106MA27WXYZ9X")
    back = importing.rejected_sheet(made, by=cast.chen, at=FRIDAY)
    again = importing.take_in(back, "再来.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (again.contracts, again.covers, again.rejected) == (0, 1, 0)


def test_a_further_row_that_came_back_can_come_alone(cast, units):
    made = take(cast, [line(reach="区域", union="西湖区总工会"), more("一号", name="示例迟到厂")])
    make_employer(cast.lingyin, "示例迟到厂")
    back = importing.rejected_sheet(made, by=cast.chen, at=FRIDAY)
    again = importing.take_in(back, "再来.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (again.contracts, again.covers, again.rejected) == (0, 1, 0)
    assert Contract.objects.get().covers.count() == 2


def test_two_unions_may_give_the_same_number(cast, units):
    far = make_employer(cast.yuhang, "示例远方厂", "91330110MA27WXYZ4D")
    rows = [line("001"), line("001", code=far.uscc, filed="", workers=""), line("001", code=CODES[0])]
    made = take(cast, rows)
    assert (made.contracts, made.covers, made.same, made.rejected) == (2, 2, 1, 0)
    other = Contract.objects.get(org=cast.yuhang)
    assert (other.filed_on, other.workers) == (None, None)


def test_nothing_is_entered_at_a_union_where_its_sender_only_reads(cast, units):
    both = Account.objects.create_user("both", name="双岗")
    for org, role in ((cast.lingyin, "bargaining_adviser"), (cast.city, "leader")):
        Post.objects.create(account=both, org=org, role=role, since=date(2020, 1, 1))
    far = make_employer(cast.yuhang, "示例远方厂", "91330110MA27WXYZ4D")
    rows = [line(), line("二号", union="余杭区总工会", code=CODES[1]), line("三号", code=far.uscc)]
    made = take(cast, rows, org=cast.lingyin, by=both)
    assert made.contracts == 1 and Contract.objects.get().org == cast.lingyin
    assert "由您登记" in why(made)[3] and "不能为该单位的工会登记" in why(made)[4]


def test_a_column_of_its_own_name_goes_before_one_of_another_office(cast, units):
    header = ["编号", "职工人数", *layout.COLUMNS]
    content = write_sheet(header, [["1", "9999", *line()]])
    importing.take_in(content, "台账.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    found = Contract.objects.get()
    assert (found.number, found.workers) == ("一号", 120)


def test_rows_of_a_file_that_is_kept_as_a_copy_come_back_under_their_own_reasons(cast, units):
    lines = ["集体合同台账,", "2026年,", ",".join(layout.COLUMNS)]
    rows = [line("坏一", kind="君子协定"), line("好二"), line("坏三", workers="很多", code=CODES[1])]
    text = "\r\n".join([*lines, *(",".join(row) for row in rows)])
    made = importing.take_in(text.encode("utf-16"), "台账.csv", org=cast.city, by=cast.chen, at=FRIDAY)
    assert made.file.name.endswith(".xlsx") and list(why(made)) == [4, 6]
    back = read_sheet(
        importing.rejected_sheet(made, by=cast.chen, at=FRIDAY), "b.xlsx", columns=layout.COLUMNS
    )
    told = [(row.cells[layout.NUMBER], row.cells[layout.REASON]) for row in back.rows]
    assert [number for number, _ in told] == ["坏一", "坏三"]
    assert "君子协定" in told[0][1] and "很多" in told[1][1]


def test_the_same_sheet_changes_nothing_either_after_its_employers_moved_or_merged(cast, units):
    rows = [line(), line("二号", reach="区域", code=CODES[1])]
    take(cast, rows)
    Employer.objects.filter(pk=units[0].pk).update(org=cast.xihu)
    Employer.objects.filter(pk=units[1].pk).update(merged_into=units[2])
    again = take(cast, rows)
    assert (again.contracts, again.covers, again.same, again.rejected) == (0, 0, 2, 0)


def test_what_a_sheet_adds_to_a_contract_of_before_stands_in_its_trail(cast, units):
    rows = [line(reach="区域"), more("一号", CODES[1])]
    take(cast, rows)
    added = take(cast, [*rows, more("一号", CODES[2])])
    importing.withdraw_import(added, by=cast.chen, at=FRIDAY)
    key = str(Contract.objects.get().pk)
    trail = Entry.objects.filter(kind="bargaining.contract", key=key).order_by("pk")
    assert list(trail.values_list("verb", flat=True)) == ["cover", "uncover"]


def test_damage_in_a_column_nobody_reads_sends_no_row_back(cast, units):
    content = write_csv([*layout.COLUMNS, "银行账号"], [[*line(), "6.22E+18"]])
    made = importing.take_in(content, "台账.csv", org=cast.city, by=cast.chen, at=FRIDAY)
    assert made.contracts == 1


def test_full_width_brackets_in_a_kind_are_read(cast, units):
    take(cast, [line(kind="工资专项集体合同（工资协议）")])
    assert Contract.objects.get().kind == "wages"


def test_a_long_sheet_is_taken_in_by_the_worker_who_tells_its_sender(cast, units, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    made = take(cast, [line(reach="区域"), more("一号", CODES[1])])
    assert made.state == "waiting" and not Contract.objects.exists()
    assert import_waiting(FRIDAY) == 1 and import_waiting(FRIDAY) == 0
    made.refresh_from_db()
    assert (made.state, made.contracts, made.covers) == ("done", 1, 2)
    assert "新登记合同 1 份" in Notice.objects.get(account=cast.chen).body


def test_a_sheet_that_two_workers_take_up_is_taken_in_once(cast, units, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 0)
    made = take(cast, [line()])
    importing.run(made, at=FRIDAY)
    late = importing.run(made, at=FRIDAY)  # `made` still says it waits
    assert (late.state, late.contracts) == ("done", 1)
    assert Notice.objects.filter(account=cast.chen).count() == 1
    with pytest.raises(Refused):
        importing.fail(made, "读不出", at=FRIDAY)


def test_a_waiting_sheet_whose_file_is_gone_is_closed_and_its_sender_told(cast, units, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 0)
    made = take(cast, [line()])
    Import.objects.update(file=None)
    assert import_waiting(FRIDAY) == 1
    made.refresh_from_db()
    assert made.state == "failed" and "没有保存" in made.why


def test_a_csv_of_another_office_with_its_own_titles_is_read(cast, units):
    header = ["编号", "合同类型", "企业名称", "签订时间", "生效日期", "到期日期"]
    content = write_csv(
        header, [["一号", "工资专项", "示例甲厂", "2026年3月1日", "2026/3/1", date(2027, 2, 28)]]
    )
    made = importing.take_in(content, "台账.csv", org=cast.city, by=cast.chen, at=FRIDAY)
    assert made.contracts == 1 and Contract.objects.get().signed_on == date(2026, 3, 1)


def test_files_that_are_no_register_are_refused(cast, units):
    told = {"org": cast.city, "by": cast.chen, "at": FRIDAY}
    with pytest.raises(Refused, match="统一社会信用代码或单位名称"):
        importing.take_in(write_sheet(["合同编号"], [["1"]]), "a.xlsx", **told)
    with pytest.raises(Refused, match="只有表头"):
        importing.take_in(layout.template(), "t.xlsx", **told)
    with pytest.raises(Refused):
        importing.take_in(b"MZ\x90\x00", "a.xlsx", **told)
    assert not Import.objects.exists()


def test_reading_a_thousand_rows_asks_the_database_no_more_often_than_reading_ten(
    cast, units, django_assert_max_num_queries
):
    rows = [line(f"{n // 3}号", reach="区域", code=CODES[n % 3]) for n in range(1000)]
    with django_assert_max_num_queries(45):
        made = take(cast, rows)
    assert (made.contracts, made.covers) == (334, 1000)


FIGURES = st.one_of(
    st.text(max_size=12), st.from_regex(r"\A[0-9,.]{1,12}人?\Z"), st.integers(-5, 10**9).map(str)
)


@given(FIGURES)
def test_a_head_count_is_a_number_nothing_or_a_reason(text):
    try:
        found = workers(text)
    except ValueError:
        return
    assert found is None or 0 < found <= 10_000_000


def test_the_pages_take_in_show_and_take_back(cast, units, client):
    client.force_login(cast.chen)
    upload = io.BytesIO(write_sheet(list(layout.COLUMNS), [line(), line("二号", code="无")]))
    upload.name = "台账.xlsx"
    page = client.post("/contracts/import/", {"sheet": upload}, follow=True)
    assert page.status_code == 200 and "没有信用代码或名称为“无”" in page.content.decode()
    made = Import.objects.get()
    assert client.get(f"/contracts/imports/{made.pk}/rejected.xlsx").status_code == 200
    client.post(f"/contracts/imports/{made.pk}/withdraw/")
    assert not Contract.objects.kept().exists()
    client.force_login(cast.guan)
    assert client.get("/contracts/imports/").status_code == 403
