"""What is not known is said to be so; what is late without a report is late; merged employers are one."""

from datetime import timedelta

from tongxin.faces.reports.layout import document
from tongxin.faces.reports.periods import parse
from tongxin.faces.reports.queries import collect
from tongxin.faces.tests.makers import make_case, make_employer, make_incident, make_judged
from tongxin.ground.employers.merging import merge
from tongxin.kit.documents import Chart, Paragraph, TableBlock, to_docx, to_pdf
from tongxin.project.testing import FRIDAY
from tongxin.watch.cases.models import Case

JULY = FRIDAY.replace(month=7, day=3)
SPRING = FRIDAY.replace(month=5, day=8)


def facts(org, period="2026Q3", **over):
    return collect(org, parse(period), **{"named": False, "at": FRIDAY} | over)


def texts(printed):
    return "\n".join(block.text for block in printed.blocks if isinstance(block, Paragraph))


def rows_of(printed, caption):
    tables = [block for block in printed.blocks if isinstance(block, TableBlock) and block.caption == caption]
    return {row[0]: row for table in tables for row in table.cells()}


def series_of(printed):
    return {name for block in printed.blocks if isinstance(block, Chart) for name in block.series}


def test_what_lies_before_the_first_signal_is_no_data_and_not_zero(cast):
    make_judged(cast.xihu, "第一条", at=JULY - timedelta(days=100), region="330106")
    make_judged(cast.xihu, "又一条", at=JULY, region="330106")
    printed = document(facts(cast.city))
    said = texts(printed)
    assert "平台自2026年3月25日起收到线索，上年同期无数据。" in said
    assert "同比不计算（上年同期无数据）" in said and "环比不计算（上季度为0条）" in said
    row = rows_of(printed, "主要数据")
    assert row["线索（条）"] == ["线索（条）", "1", "0", "—", "无数据", "—"]
    assert row["挽回经济损失"][4:] == row["按时办理率"][4:] == ["无数据", "—"]
    assert rows_of(printed, "按区划")["西湖区"][2:4] == ["—", "无数据"]
    assert series_of(printed) == {"本季度", "上季度"}
    assert to_pdf(printed)[:5] == b"%PDF-" and to_docx(printed)[:2] == b"PK"


def test_a_period_the_platform_began_in_is_partial(cast):
    make_judged(cast.xihu, "第一条", at=SPRING, region="330106")
    make_judged(cast.xihu, "又一条", at=JULY, region="330106")
    printed = document(facts(cast.city))
    assert "平台自2026年5月8日起收到线索，上季度数据不全、上年同期无数据。" in texts(printed)
    assert rows_of(printed, "主要数据")["线索（条）"][2:] == ["数据不全", "—", "无数据", "—"]
    assert series_of(printed) == {"本季度"}
    year = texts(document(facts(cast.city, "2026")))
    assert "本年度数据不全、上年度无数据" in year and "同比不计算（上年度无数据）" in year
    early = texts(document(facts(cast.city, "2025Q3")))
    assert "本季度无数据、上季度无数据、上年同期无数据" in early


def test_what_is_overdue_and_not_reported_counts_as_late(city):
    make_case(city.xihu, at=JULY, region_id="330106")
    make_case(city.yuhang, at=SPRING, region_id="330110", due=FRIDAY)  # not due when the quarter ended
    printed = document(facts(city.city))
    words = "其中按时1件、逾期1件；另有1件已超期尚未上报，计为逾期；按时办理率33.33%（1/3）"
    assert words in texts(printed)
    assert facts(city.xihu).counts["overdue"].now == 1 and facts(city.yuhang).counts["overdue"].now == 0
    assert rows_of(printed, "主要数据")["逾期未上报（件）"][1] == "1"


def test_a_report_of_a_past_quarter_keeps_what_was_late_at_its_end(city):
    case = make_case(city.xihu, at=JULY, region_id="330106")
    Case.objects.filter(pk=case.pk).update(state="reported", reported_at=FRIDAY, in_time=False)
    assert facts(city.city).counts["overdue"].now == 1
    assert facts(city.city, "2026Q4").counts["overdue"].now == 0


def test_employers_merged_in_two_steps_are_one(city):
    one, two, three = (make_employer(city.lingyin, f"杭州红松{n}有限公司", section="C") for n in "甲乙丙")
    for employer in (one, one, two, three):
        make_incident(city.lingyin, at=JULY, employer=employer, region_id="330106012", persons=4)
    merge(two, one, by=city.chen, at=FRIDAY)
    merge(three, two, by=city.chen, at=FRIDAY)
    first = facts(city.city, named=True).employers[0]
    assert (first.name, first.incidents, first.persons) == ("杭州红松丙有限公司", 4, 16)
    assert facts(city.city).repeated_employers == 2
