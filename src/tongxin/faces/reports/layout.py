"""Facts as a printed document: sections of sentences, tables and charts."""

from collections.abc import Mapping, Sequence

from tongxin.faces.reports import words
from tongxin.faces.reports.definitions import DEFINITIONS
from tongxin.faces.reports.facts import Facts, Three
from tongxin.faces.reports.periods import Kind
from tongxin.kit.documents import Chart, Document, Heading, Paragraph, TableBlock
from tongxin.kit.documents.blocks import Block
from tongxin.kit.templatetags.kit import CATEGORIES, LEVELS, day_cn, number, yuan
from tongxin.watch.signals.kinds import NATURES
from tongxin.watch.signals.kinds import Kind as Source

MEASURES = {"signals": "线索（条）", "incidents": "事件（起）", "alerts": "预警（件）", "cases": "立案（件）",
            "closed": "办结（件）"}  # fmt: skip
MORE = {
    "in_time": "按时上报（件）",
    "late": "逾期上报（件）",
    "overdue": "逾期未上报（件）",
    "helped": "帮助职工（人次）",
}
WIDTHS = (1.75, 1.35, 1.35, 1.15, 1.35, 1.15)  # eight characters, and 1,693.05万元
CHARTED = 12
# The glossary's words for the sources, short enough to stand below a bar.
SHORT = {
    Source.KIOSK: "一体机", Source.APP: "APP", Source.MEDIA: "舆情", Source.WEEKLY: "周报",
    Source.COUNTER: "窗口",
    Source.EXCHANGE: "月度交换", Source.SURVEY: "季度监测", Source.PATROL: "巡查", Source.HOTLINE: "12351",
    Source.COURT: "法院",
}  # fmt: skip


def document(facts: Facts) -> Document:
    """The report as it is printed, previewed and kept."""
    sections = [_overview, _sources, _categories, _levels, _places, _handling, _employers, _definitions]
    blocks: list[Block] = []
    for section in sections:
        if made := section(facts):
            title, *rest = made
            blocks += [Heading(1, f"{_NUMBERS[sum(isinstance(b, Heading) for b in blocks)]}、{title}"), *rest]
    kind = Kind(facts.period.kind).label
    return Document(
        title=f"{facts.area}劳动关系发展态势和分析研判{kind}",
        subtitle=f"（{facts.period.label}{'' if facts.whole else '，截至' + day_cn(facts.period.end)}）",
        blocks=blocks,
        signature=facts.org,
        dated=day_cn(facts.at),
    )


_NUMBERS = "一二三四五六七八九十"
Section = tuple[str, *tuple[Block, ...]]


def _overview(facts: Facts) -> Section:
    named = {label: facts.counts[key] for key, label in (MEASURES | MORE).items()}
    rows = words.columns(facts, {}, named)
    rows += [_money_row(facts), _rate_row(facts)]
    trend = facts.trend
    span, gone = f"每{trend.unit}线索", _gap_year_ago(facts)
    return (
        "总体情况",
        Paragraph(words.span(facts)),
        Paragraph(words.overview(facts)),
        _table(facts, "主要数据", rows),
        Chart("bar" if trend.unit == "月" else "line", span, trend.labels,
              {facts.period.name: trend.now} | ({} if gone else {"上年同期": trend.year_ago}), "条"),
    )  # fmt: skip


def _money_row(facts: Facts) -> list[object]:
    money = facts.counts["recovered"]
    before = words.compared(money.now, money.before, facts.gap_before, yuan)
    return ["挽回经济损失", yuan(money.now), *before,
            *words.compared(money.now, money.year_ago, facts.gap_year_ago, yuan)]  # fmt: skip


def _rate_row(facts: Facts) -> list[object]:
    kept, due = facts.counts["in_time"], facts.due
    now, row = (kept.now, due.now), ["按时办理率", words.rate(kept.now, due.now)]
    thens = ((kept.before, due.before), facts.gap_before), ((kept.year_ago, due.year_ago), facts.gap_year_ago)
    for then, gap in thens:
        row += [gap, "—"] if gap else [words.rate(*then), words.points(now, then)]
    return [*row]


def _gap_year_ago(facts: Facts) -> str:
    """A year is compared with the one before and with no other."""
    return facts.gap_before if facts.period.kind == Kind.YEAR else facts.gap_year_ago


def _sources(facts: Facts) -> Section:
    names: dict[str, str] = {kind: kind.label for kind in Source}
    labels = {key: f"{label}合计" for key, label in _dimension_names().items()}
    rows = words.columns(facts, names, facts.sources) + words.columns(facts, labels, facts.dimensions)
    return (
        "来源与维度",
        Paragraph(words.dimensions(facts)),
        _table(facts, "线索按来源和维度（条）", [*rows, _sum_row(facts)]),
        _compared(facts, "线索按来源", {SHORT[Source(key)]: t for key, t in facts.sources.items()}, "条"),
    )


def _categories(facts: Facts) -> Section:
    five = {name: facts.categories[key] for key, name in CATEGORIES.items()}
    incidents = words.columns(facts, CATEGORIES, facts.incident_categories)
    total = words.columns(facts, {}, {"合计": facts.counts["incidents"]})
    return (
        "类别",
        Paragraph(words.categories(facts)),
        _table(facts, "线索按类别（条）",
               [*words.columns(facts, words.CATEGORY_NAMES, facts.categories), _sum_row(facts)]),
        _compared(facts, "线索按类别", five, "条"),
        _table(facts, "事件按类别（起）", incidents + total),
    )  # fmt: skip


def _levels(facts: Facts) -> Section:
    rows = words.columns(facts, words.LEVEL_NAMES, facts.levels)
    total = words.columns(facts, {}, {"合计": facts.counts["alerts"]})
    chart = _compared(
        facts, "预警按等级", {words.LEVEL_NAMES[key]: facts.levels[key] for key in LEVELS}, "件"
    )
    return "预警等级", Paragraph(words.levels(facts)), _table(facts, "预警按等级（件）", rows + total), chart


def _places(facts: Facts) -> Section | None:
    """Nothing for a street, which has no regions below."""
    if not facts.places:
        return None
    rows = [
        [p.name, number(p.signals.now), *_moved(facts, p.signals), number(p.incidents.now),
         number(p.alerts.now), number(p.cases.now), number(p.closed.now)]
        for p in facts.places
    ]  # fmt: skip
    signals = facts.counts["signals"]
    others = [number(facts.counts[key].now) for key in ("incidents", "alerts", "cases", "closed")]
    rows.append(["合计", number(signals.now), *_moved(facts, signals), *others])
    header = ["区划", "线索", "环比", "同比", "事件", "预警", "立案", "办结"]
    shown = {p.short: p.signals for p in facts.places[:CHARTED] if p.signals}
    blocks: list[Block] = [
        Paragraph(words.places(facts)),
        TableBlock(
            header,
            rows,
            caption="按区划",
            widths=(1.6, 0.9, 1.3, 1.3, 0.9, 0.9, 0.9, 0.9),
            align=_sides(header),
        ),
    ]
    if shown:
        blocks.append(_compared(facts, "线索按区划", shown, "条"))
    return "区域分布", *blocks


def _moved(facts: Facts, three: Three) -> list[str]:
    """环比 and 同比 without the numbers compared with."""
    before, year_ago = (three.before, facts.gap_before), (three.year_ago, facts.gap_year_ago)
    return [gap or words.rise(three.now, then) for then, gap in (before, year_ago)]


def _handling(facts: Facts) -> Section:
    return "办理情况", Paragraph(words.handling(facts)), Paragraph(words.results(facts))


def _employers(facts: Facts) -> Section:
    header = ["序号", "用人单位", "所在区划", "本期事件（起）", "上期（起）", "涉及人数"]
    rows = [
        [i, e.name, e.place, number(e.incidents), facts.gap_before or number(e.before), number(e.persons)]
        for i, e in enumerate(facts.employers, 1)
    ]
    said = Paragraph(words.employers(facts))
    if not rows:
        return "用人单位", said
    table = TableBlock(header, rows, caption="事件较多的用人单位", widths=(0.6, 3, 1.3, 1.2, 1, 1),
                       align=["center", "left", "center", "right", "right", "right"])  # fmt: skip
    return "用人单位", said, table


def _definitions(facts: Facts) -> Section:
    return "统计口径", *(Paragraph(f"{i}．{text}") for i, text in enumerate(DEFINITIONS, 1))


def _dimension_names() -> dict[str, str]:
    return {nature.dimension: nature.dimension.label for nature in NATURES.values()}


def _sum_row(facts: Facts) -> list[object]:
    return words.columns(facts, {}, {"线索合计": facts.counts["signals"]})[0]


def _table(facts: Facts, caption: str, rows: Sequence[Sequence[object]]) -> TableBlock:
    """Name, now, before with its change, a year ago with its change; a year is compared once."""
    header = ["项目", facts.period.name, facts.period.name_before, "环比", "上年同期", "同比"]
    if facts.period.kind == Kind.YEAR:
        header, rows = [*header[:3], "升降"], [row[:4] for row in rows]
    return TableBlock(header, rows, caption=caption, widths=WIDTHS[: len(header)], align=_sides(header))


def _compared(facts: Facts, title: str, counted: Mapping[str, Three], unit: str) -> Chart:
    series: dict[str, Sequence[float | None]] = {
        facts.period.name: [float(three.now) for three in counted.values()],
    }
    if not facts.gap_before:
        series[facts.period.name_before] = [float(three.before) for three in counted.values()]
    if facts.period.kind != Kind.YEAR and not facts.gap_year_ago:
        series["上年同期"] = [float(three.year_ago) for three in counted.values()]
    return Chart("bar", title, list(counted), series, unit)


def _sides(header: Sequence[str]) -> list:
    return ["left"] + ["right"] * (len(header) - 1)
