"""A report states what rollups and facts say, and reads well when there is nothing to say."""

import io
from dataclasses import asdict
from decimal import Decimal

import docx
import pytest
from django.db.models import Sum

from tongxin.faces.reports import words
from tongxin.faces.reports.layout import document
from tongxin.faces.reports.periods import parse
from tongxin.faces.reports.quarter import build
from tongxin.faces.reports.queries import collect
from tongxin.faces.tests.makers import (
    make_judged,
)
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.queries import total
from tongxin.kit.documents import Chart, Paragraph, TableBlock, to_docx, to_pdf
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.models import Signal


def facts(org, period="2026Q3", **over):
    return collect(org, parse(period), **{"named": False, "at": FRIDAY} | over)


def texts(printed):
    return "\n".join(block.text for block in printed.blocks if isinstance(block, Paragraph))


def within(rows, field, period):
    return rows.filter(**{f"{field}__date__range": (period.start, period.end)})


def test_counts_are_those_of_rollups_and_of_the_facts(city):
    found, period = facts(city.city), parse("2026Q3")
    for measure, three in found.counts.items():
        if measure not in ("recovered", "overdue"):
            spans = (period, period.before(), period.year_ago())
            assert [three.now, three.before, three.year_ago] == [
                total(measure, p.start, p.end).n for p in spans
            ]
    raw = {
        "signals": within(Signal.objects.all(), "heard_at", period).count(),
        "incidents": within(Incident.objects.all(), "first_at", period).count(),
        "alerts": within(Alert.objects.all(), "at", period).count(),
        "cases": within(Case.objects.all(), "opened_at", period).count(),
        "closed": within(Case.objects.all(), "closed_at", period).count(),
        "in_time": within(Case.objects.filter(in_time=True), "reported_at", period).count(),
        "late": within(Case.objects.filter(in_time=False), "reported_at", period).count(),
    }
    assert raw == {key: found.counts[key].now for key in raw} and raw["signals"] == 10
    closed = within(Case.objects.all(), "closed_at", period).aggregate(Sum("recovered"), Sum("helped"))
    assert found.counts["recovered"].now == closed["recovered__sum"] == Decimal(6_930_500)
    assert found.counts["helped"].now == closed["helped__sum"] == 21


def test_every_division_adds_up_to_the_whole(city):
    found = facts(city.city)
    for part in (found.sources, found.dimensions, found.categories):
        assert sum(part.values(), words.Three()) == found.counts["signals"]
    assert sum((p.signals for p in found.places), words.Three()) == found.counts["signals"]
    assert sum((p.incidents for p in found.places), words.Three()) == found.counts["incidents"]
    assert sum(found.levels.values(), words.Three()) == found.counts["alerts"]
    assert sum(found.incident_categories.values(), words.Three()) == found.counts["incidents"]
    assert sum(found.trend.now) == found.counts["signals"].now and found.trend.labels == ["7月", "8月", "9月"]


def test_every_table_adds_up_to_its_last_row(city):
    for org in (city.city, city.xihu):
        for table in (
            b
            for b in document(facts(org)).blocks
            if isinstance(b, TableBlock) and "合计" in str(b.rows[-1][0])
        ):
            parts = [row for row in table.rows[:-1] if "合计" not in row[0]]
            assert sum(int(str(row[1]).replace(",", "")) for row in parts) == int(table.rows[-1][1]), (
                table.caption
            )


def test_a_district_is_told_of_itself(city):
    found = facts(city.xihu)
    assert found.area == "西湖区" and found.counts["signals"].now == 6
    assert (
        found.counts["signals"].now
        == total("signals", *(parse("2026Q3").start, parse("2026Q3").end), regions=["330106"]).n
    )
    assert {p.name for p in found.places} >= {"灵隐街道", "未能定位"}
    assert "余杭" not in texts(document(found))


def test_employers_are_masked_unless_names_are_asked_for(city):
    masked, named = document(facts(city.city)), document(facts(city.city, named=True))
    assert "云杉" not in str(asdict(masked)) and "某制造业单位（灵隐街道），3起" in texts(masked)
    assert '#$@*_<b>"云杉"</b>有限公司（灵隐街道），3起' in texts(named)
    assert facts(city.city).repeated_employers == 1 and facts(city.city).employers[0].before == 1


def test_hostile_names_are_printed_as_they_are(city):
    printed = document(facts(city.city, named=True))
    word = docx.Document(io.BytesIO(to_docx(printed)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert '#$@*_<b>"云杉"</b>有限公司' in cells
    assert to_pdf(printed).startswith(b"%PDF-")


def test_the_word_file_opens_again_with_everything_in_it(city):
    printed = build(city.city, "2026Q3", at=FRIDAY)
    word = docx.Document(io.BytesIO(to_docx(printed)))
    said = "\n".join(p.text for p in word.paragraphs)
    assert printed.title in said and all(b.text in said for b in printed.blocks if isinstance(b, Paragraph))
    assert len(word.tables) == sum(isinstance(b, TableBlock) for b in printed.blocks)
    assert len(word.inline_shapes) == sum(isinstance(b, Chart) for b in printed.blocks)


def test_sentences_carry_numerator_and_denominator(city):
    said = texts(document(facts(city.city)))
    assert "共收到劳动关系线索10条，环比上升400%（由2条），同比上升900%（由1条）" in said
    assert "上报办理结果2件，其中按时1件、逾期1件；按时办理率50%（1/2）；上季度为100%（1/1）" in said
    assert "挽回经济损失693.05万元" in said and "帮助职工21人次" in said
    assert "另有待研判1条，非工会事项1条" in said
    assert "红色1件、橙色0件、黄色2件、蓝色0件" in said


def test_an_empty_quarter_reads_well(cast):
    said = texts(build(cast.city, "2024Q1", at=FRIDAY))
    assert "平台尚未收到过线索。" in said
    assert (
        "本季度杭州市未收到劳动关系线索。环比不计算（上季度无数据），同比不计算（上年同期无数据）。" in said
    )
    for sentence in (
        "没有发出预警",
        "按时办理率不计算",
        "没有办结的工单",
        "没有能归到具体用人单位的事件",
        "没有经研判属于工会事项的线索",
    ):
        assert sentence in said
    assert "None" not in said and "nan" not in said
    printed = build(cast.xihu, "2024Q1", at=FRIDAY)
    assert to_docx(printed)[:2] == b"PK" and to_pdf(printed)[:5] == b"%PDF-"


def test_a_running_quarter_is_compared_with_as_many_days(city):
    make_judged(city.city, "上季度末的", at=FRIDAY.replace(month=9, day=30))
    make_judged(city.city, "上季度初的", at=FRIDAY.replace(month=7, day=1))
    found = facts(city.city, "2026Q4")
    assert not found.whole and (found.period.end, found.before.end) == (
        FRIDAY.date(),
        FRIDAY.replace(month=8, day=20).date(),
    )
    assert found.counts["signals"].before == 11, "the last day of September is not among the first 51 days"
    assert "本季度尚未结束，环比、同比均按各期前51天计算" in texts(document(found))


@pytest.mark.parametrize("period", ["2026", "2026-07", "2026W27", "2026Q3"])
def test_other_periods_are_reported_alike(city, period):
    printed = document(facts(city.city, period))
    assert parse(period).name in texts(printed) and to_pdf(printed)


def test_it_refuses_what_cannot_be_reported(cast):
    for org, period in (
        (cast.city, "2027Q1"),
        (cast.city, "2026Q5"),
        (cast.city, "2026-07"),
        (cast.builders, "2026Q3"),
    ):
        with pytest.raises(Refused):
            build(org, period, at=FRIDAY)


def test_a_street_has_no_places_below(city):
    printed = build(Org.objects.get(code="HZ-XH-LY"), "2026Q3", at=FRIDAY)
    titles = [b.text for b in printed.blocks if type(b).__name__ == "Heading"]
    assert "六、用人单位" in titles and not any("区域" in title for title in titles)
