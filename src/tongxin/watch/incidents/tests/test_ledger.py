"""What was counted before the platform was in use: taken in from a sheet, taken back."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences, sums
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Row, read_sheet, write_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.ledger import rejected_sheet, take_in, template, withdraw
from tongxin.watch.incidents.ledger_rows import COLUMNS, Known, read
from tongxin.watch.incidents.models import Earlier, Ledger

pytestmark = [pytest.mark.django_db]
LINGYIN = "330106012"
LINES = [
    ["2024-03-04", LINGYIN, "劳动报酬", "", "2"],
    [date(2024, 3, 4), LINGYIN, "wages", None, None],
    ["2024年3月5日", "330106", "工伤待遇", "", 1],
]


def sheet(rows, header=COLUMNS):
    return write_sheet(list(header), rows)


def counted(measure="incidents"):
    found = sums(measure, date(2000, 1, 1), FRIDAY.date(), by=("day", "region", "category"))
    return {each.key: each.n for each in found if each.n}


def test_the_desk_takes_in_a_ledger_and_its_incidents_are_counted_once(cast):
    content = sheet(LINES)  # once: a workbook holds the second of its making
    ledger = take_in(content, "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (ledger.rows, ledger.incidents, ledger.rejects) == (3, 4, [])
    assert (ledger.first, ledger.last) == (date(2024, 3, 4), date(2024, 3, 5))
    assert counted() == {
        (date(2024, 3, 4), LINGYIN, "wages"): 3,
        (date(2024, 3, 5), "330106", "injury"): 1,
    }
    assert differences() == []
    assert Entry.objects.filter(kind="incidents.ledger", verb="import", actor_id=cast.chen.pk).exists()
    with pytest.raises(Refused, match="已经导入过"):
        take_in(content, "again.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)


def test_what_it_counted_under_an_industry_union_stands_there_too(cast):
    lines = [["2024-03-04", LINGYIN, "劳动报酬", cast.builders.name, 2]]
    take_in(sheet(lines), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert counted("incidents_industry") == counted() == {(date(2024, 3, 4), LINGYIN, "wages"): 2}
    assert Earlier.objects.get().industry_org == cast.builders
    assert differences() == []


def test_a_ledger_taken_back_counts_no_more_and_can_be_taken_in_again(cast):
    ledger = take_in(sheet(LINES), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    withdraw(ledger, by=cast.chen, at=FRIDAY)
    assert counted() == {} and differences() == []
    with pytest.raises(Refused, match="已经撤回"):
        withdraw(ledger, by=cast.chen, at=FRIDAY)
    assert take_in(sheet(LINES), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY).incidents == 4


def test_a_second_ledger_of_the_same_months_is_pointed_out(cast, client):
    first = take_in(sheet(LINES), "旧.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    second = take_in(sheet(LINES[1:]), "更正.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    client.force_login(cast.chen)
    assert "旧.xlsx</a>的期间重叠" in client.get(f"/incidents/ledgers/{second.pk}/").content.decode()
    withdraw(first, by=cast.chen, at=FRIDAY)
    assert "期间重叠" not in client.get(f"/incidents/ledgers/{second.pk}/").content.decode()


def test_a_ledger_of_which_nothing_could_be_counted_can_be_withdrawn_and_tried_again(cast):
    lines = [["2024-03-04", LINGYIN, "劳动报酬", "将来的产业工会", 1]]
    nothing = take_in(sheet(lines), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (nothing.incidents, nothing.rejected) == (0, 1)
    withdraw(nothing, by=cast.chen, at=FRIDAY)
    assert take_in(sheet(lines), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY).rejected == 1


def test_rows_that_cannot_be_counted_come_back_with_their_reasons_and_the_rest_goes_in(cast):
    bad = [
        ["2024-13-04", LINGYIN, "劳动报酬", "", 1],
        [FRIDAY.date().isoformat(), LINGYIN, "劳动报酬", "", 1],
        ["1999-12-31", LINGYIN, "劳动报酬", "", 1],
        ["2024-03-04", "999999", "劳动报酬", "", 1],
        ["2024-03-04", "310101", "劳动报酬", "", 1],
        ["2024-03-04", LINGYIN, "讨薪", "没有这个工会", "很多"],
        ["2024-03-04", LINGYIN, "劳动报酬", "", 0],
    ]
    ledger = take_in(sheet([*bad, *LINES]), "2024.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (ledger.rows, ledger.incidents, ledger.rejected) == (10, 4, 7)
    told = [("".join(each["reasons"])) for each in ledger.rejects]
    assert [each["row"] for each in ledger.rejects] == list(range(2, 9))
    for words, reasons in zip(
        ("2024-13-04", "不早于平台开始接收线索", "早于 2000", "999999", "310101", "讨薪", "件数“0”"),
        told,
        strict=True,
    ):
        assert words in reasons
    assert "没有这个工会" in told[5] and "很多" in told[5]
    back = read_sheet(rejected_sheet(ledger, by=cast.chen, at=FRIDAY), "back.xlsx", columns=COLUMNS)
    assert [row.cells["退回原因"] for row in back.rows] == told


def test_a_district_cannot_count_what_lies_in_another(cast):
    lines = [["2024-03-04", "330110005", "劳动报酬", "", 1], *LINES]
    ledger = take_in(sheet(lines), "2024.xlsx", org=cast.xihu, by=cast.chen, at=FRIDAY)
    assert (ledger.incidents, ledger.rejected) == (4, 1)
    assert "不在本工会范围内" in ledger.rejects[0]["reasons"][0]


def test_files_that_are_no_ledger_are_refused(cast):
    taken = {"org": cast.city, "by": cast.chen, "at": FRIDAY}
    with pytest.raises(Refused, match="区划代码"):
        take_in(sheet([["2024-03-04", 1]], ("日期", "件数")), "2024.xlsx", **taken)
    with pytest.raises(Refused, match="只有表头"):
        take_in(sheet([]), "2024.xlsx", **taken)
    with pytest.raises(Refused):
        take_in(b"MZ\x90\x00", "2024.xlsx", **taken)
    assert not Ledger.objects.exists()


def test_the_template_is_read_as_a_ledger(cast):
    with pytest.raises(Refused, match="只有表头"):
        take_in(template(), "template.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)


def test_the_pages_take_in_show_and_take_back(cast, client):
    client.force_login(cast.chen)
    page = client.get("/incidents/ledgers/")
    assert "还没有导入往年台账" in page.content.decode()
    upload = io.BytesIO(sheet([*LINES, ["昨天", LINGYIN, "劳动报酬", "", 1]]))
    upload.name = "2024.xlsx"
    made = client.post("/incidents/ledgers/import/", {"sheet": upload}, follow=True)
    text = made.content.decode()
    assert made.status_code == 200 and "2024.xlsx" in text
    assert f'<td data-label="日期">昨天</td><td data-label="区划代码">{LINGYIN}</td>' in text
    ledger = Ledger.objects.get()
    assert client.get(f"/incidents/ledgers/{ledger.pk}/rejected/").status_code == 200
    client.post(f"/incidents/ledgers/{ledger.pk}/withdraw/")
    assert counted() == {}
    client.force_login(cast.guan)
    assert client.get("/incidents/ledgers/").status_code == 403
    assert client.get(f"/incidents/ledgers/{ledger.pk}/").status_code in (403, 404)


CELLS = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates())


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=8))
def test_no_row_is_lost_whatever_stands_in_it(rows):
    known = Known("3301", frozenset({"3301", LINGYIN}), {}, FRIDAY.date())
    sums, rejects = read([Row(n, cells) for n, cells in enumerate(rows, 2)], known)
    assert len(rejects) + sum(sums.values()) >= len(rows)
    assert all(each.reasons for each in rejects)
