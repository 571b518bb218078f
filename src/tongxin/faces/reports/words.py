"""Sentences made of Facts. Every figure is computed; a rate always stands beside its two numbers."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from tongxin.faces.reports.facts import Facts, Number, Place, Three
from tongxin.faces.reports.periods import Kind
from tongxin.kit.templatetags.kit import CATEGORIES, LEVELS, day_cn, instant_cn, number, percent, yuan
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.signals.kinds import Dimension
from tongxin.watch.signals.kinds import Kind as Source

CATEGORY_NAMES = CATEGORIES | {"": "待研判", OUTSIDE: "非工会事项"}
LEVEL_NAMES = {key: f"{character}色" for key, (character, _) in LEVELS.items()}


def span(facts: Facts) -> str:
    """What is counted and with what it is compared, in days."""
    period = facts.period
    said = f"本报告统计{day_cn(period.start)}至{day_cn(period.end)}的情况，数据截至{instant_cn(facts.at)}。"
    if not facts.whole:
        days = (period.end - period.start).days + 1
        said += f"{period.name}尚未结束，环比、同比均按各期前{days}天计算。"
    return said + _begun(facts)


def _begun(facts: Facts) -> str:
    """From when there are figures at all, where a period reaches back before that."""
    if facts.begun is None:
        return "平台尚未收到过线索。"
    gaps = [
        (facts.period.name, facts.gap),
        (facts.period.name_before, facts.gap_before),
        ("上年同期", facts.gap_year_ago),
    ]
    told = [f"{name}{gap}" for name, gap in gaps[: 2 if facts.period.kind == Kind.YEAR else 3] if gap]
    return f"平台自{day_cn(facts.begun)}起收到线索，{'、'.join(told)}。" if told else ""


def overview(facts: Facts) -> str:
    """The paragraph at the head: what came in, what became of it."""
    counts, name = facts.counts, facts.period.name
    if not counts["signals"].now:
        return f"{name}{facts.area}未收到劳动关系线索。{against(facts, counts['signals'], '条')}。"
    said = (
        f"{name}{facts.area}共收到劳动关系线索{number(counts['signals'].now)}条，"
        f"{against(facts, counts['signals'], '条')}。"
    )
    if not counts["incidents"].now:
        return said + "尚未归并出需要处置的事件。"
    said += f"归并为事件{number(counts['incidents'].now)}起，{against(facts, counts['incidents'], '起')}；"
    said += f"发出预警{number(counts['alerts'].now)}件" if counts["alerts"].now else "未发出预警"
    said += f"，立案{number(counts['cases'].now)}件" if counts["cases"].now else "，未立案"
    return said + (
        f"，办结{number(counts['closed'].now)}件。" if counts["closed"].now else "，没有办结的工单。"
    )


def dimensions(facts: Facts) -> str:
    """Shares of the three dimensions, the source that gave most, and the sources that gave nothing."""
    total = facts.counts["signals"].now
    if not total:
        return f"{facts.period.name}各来源均未报来线索。"
    shares = "，".join(
        f"{Dimension(key).label}{number(three.now)}条，占{share(three.now, total)}"
        for key, three in facts.dimensions.items()
    )
    most = max(facts.sources, key=lambda key: facts.sources[key].now)
    said = f"{number(total)}条线索中，{shares}。"
    said += f"报送最多的来源是{Source(most).label}（{number(facts.sources[most].now)}条）。"
    silent = [Source(key).label for key, three in facts.sources.items() if not three.now]
    return said + (
        f"{'、'.join(silent)}{facts.period.name}没有线索报来。" if silent else "各来源均有线索报来。"
    )


def categories(facts: Facts) -> str:
    """The five categories among the signals judged to be union matters."""
    counted = {key: facts.categories[key] for key in CATEGORIES}
    matters = sum(three.now for three in counted.values())
    waiting, outside = facts.categories[""].now, facts.categories[OUTSIDE].now
    rest = f"待研判{number(waiting)}条，非工会事项{number(outside)}条"
    if not matters:
        return f"{facts.period.name}没有经研判属于工会事项的线索（{rest}）。"
    most = max(counted, key=lambda key: counted[key].now)
    said = (
        f"经研判属于工会事项的线索{number(matters)}条（另有{rest}），其中{CATEGORIES[most]}最多，"
        f"{number(counted[most].now)}条，占{share(counted[most].now, matters)}。"
    )
    if facts.gap_before:
        return said
    rising = [key for key in counted if counted[key].now > counted[key].before]
    if not rising:
        return said + f"五类线索均未比{facts.period.name_before}增加。"
    fastest = max(rising, key=lambda key: counted[key].now - counted[key].before)
    return (
        said
        + f"比{facts.period.name_before}增加最多的是{CATEGORIES[fastest]}，{change(counted[fastest], '条')}。"
    )


def levels(facts: Facts) -> str:
    total = facts.counts["alerts"].now
    if not total:
        return f"{facts.period.name}没有发出预警。"
    parts = "、".join(f"{LEVEL_NAMES[key]}{number(facts.levels[key].now)}件" for key in LEVELS)
    serious = facts.levels["red"].now + facts.levels["orange"].now
    return (
        f"发出预警{number(total)}件，{against(facts, facts.counts['alerts'], '件')}。按等级分：{parts}；"
        f"红、橙两级合计{number(serious)}件，占{share(serious, total)}。"
    )


def places(facts: Facts) -> str:
    """Where most came from, and where it grew most."""
    known = [place for place in facts.places if place.code and place.signals.now]
    if not known:
        return f"{facts.period.name}没有能定位到下级区划的线索。"
    total = facts.counts["signals"].now
    first = known[:3]
    held = sum(place.signals.now for place in first)
    parts = "、".join(f"{place.name}（{number(place.signals.now)}条）" for place in first)
    said = f"线索较多的是{parts}，合计{number(held)}条，占全部{number(total)}条的{share(held, total)}。"
    growing = [] if facts.gap_before else [place for place in known if growth(place) > 0]
    if growing:
        fastest = max(growing, key=growth)
        said += f"比{facts.period.name_before}增加最多的是{fastest.name}，{change(fastest.signals, '条')}。"
    silent = [place.name for place in facts.places if place.code and not place.signals.now]
    if silent:
        names = "、".join(silent[:5]) + (f"等{len(silent)}处" if len(silent) > 5 else "")
        said += f"{names}{facts.period.name}没有线索。"
    return said


def handling(facts: Facts) -> str:
    """Deadlines kept, with numerator and denominator."""
    kept, late, overdue = (facts.counts[key] for key in ("in_time", "late", "overdue"))
    due = facts.due
    if not due.now:
        return f"{facts.period.name}没有应当上报办理结果的工单，按时办理率不计算。"
    said = (
        f"{facts.period.name}上报办理结果{number(kept.now + late.now)}件，其中按时{number(kept.now)}件、"
        f"逾期{number(late.now)}件；"
    )
    said += f"另有{number(overdue.now)}件已超期尚未上报，计为逾期；" if overdue.now else ""
    said += f"按时办理率{rate(kept.now, due.now)}（{number(kept.now)}/{number(due.now)}）"
    if facts.gap_before:
        return f"{said}；{facts.period.name_before}{facts.gap_before}。"
    if due.before:
        then = f"{number(kept.before)}/{number(due.before)}"
        said += f"；{facts.period.name_before}为{rate(kept.before, due.before)}（{then}）"
    return said + "。"


def results(facts: Facts) -> str:
    """What closed cases brought."""
    closed, recovered, helped = (facts.counts[key] for key in ("closed", "recovered", "helped"))
    if not closed.now:
        return f"{facts.period.name}没有办结的工单，未产生挽回金额和帮助人次。"
    money = f"挽回经济损失{yuan(recovered.now)}" if recovered.now else "没有记录到挽回金额"
    people = f"帮助职工{number(helped.now)}人次" if helped.now else "没有记录到帮助人次"
    said = f"办结工单{number(closed.now)}件，{against(facts, closed, '件')}；{money}"
    if (recovered.now or recovered.before) and not facts.gap_before:
        said += f"（{facts.period.name_before}{yuan(recovered.before)}）"
    return f"{said}；{people}。"


def employers(facts: Facts) -> str:
    if not facts.employers:
        return f"{facts.period.name}没有能归到具体用人单位的事件。"
    first = facts.employers[0]
    said = (
        f"发生2起及以上事件的用人单位有{number(facts.repeated_employers)}家。"
        if facts.repeated_employers
        else "没有用人单位发生2起及以上事件。"
    )
    said += f"事件最多的是{first.name}（{first.place}），{number(first.incidents)}起。"
    hidden = "用人单位名称按规定隐去，只写行业。" if not facts.named else ""
    return said + hidden


def against(facts: Facts, three: Three, unit: str) -> str:
    """环比 and 同比, each with the number compared with; a rate only where that is not zero."""
    before, gap = facts.period.name_before, facts.gap_before
    if facts.period.kind == Kind.YEAR:
        return _against("同比", before, three.now, three.before, unit, gap)
    last = _against("同比", "上年同期", three.now, three.year_ago, unit, facts.gap_year_ago)
    return f"{_against('环比', before, three.now, three.before, unit, gap)}，{last}"


def change(three: Three, unit: str) -> str:
    """由12条增至15条."""
    word = "增至" if three.now > three.before else "减至" if three.now < three.before else "保持"
    return f"由{number(three.before)}{unit}{word}{number(three.now)}{unit}"


def rise(now: Number, then: Number) -> str:
    """+5.3%, −3.1%, 持平; a dash where there is nothing to compare with."""
    if not then:
        return "—" if now else "持平"
    if now == then:
        return "持平"
    return f"{'+' if now > then else '−'}{percent(abs(Decimal(now) - then) / Decimal(then), 1)}"


def points(now: tuple[Number, Number], then: tuple[Number, Number]) -> str:
    """How far a rate moved, in percentage points; each rate as numerator and denominator."""
    if not now[1] or not then[1]:
        return "—"
    moved = Decimal(now[0]) / now[1] - Decimal(then[0]) / then[1]
    if not moved:
        return "持平"
    return f"{'+' if moved > 0 else '−'}{percent(abs(moved), 1).rstrip('%')}个百分点"


def rate(part: Number, whole: Number) -> str:
    return percent(Decimal(part) / Decimal(whole)) if whole else "—"


def share(part: Number, whole: Number) -> str:
    return rate(part, whole)


def growth(place: Place) -> Number:
    return place.signals.now - place.signals.before


def columns(facts: Facts, names: Mapping[str, str], counted: Mapping[str, Three]) -> list[list[object]]:
    """Table rows: name, now, before, its change, a year ago, its change; keys without a name as they are."""
    return [
        [names.get(key, key), number(t.now), *compared(t.now, t.before, facts.gap_before),
         *compared(t.now, t.year_ago, facts.gap_year_ago)]
        for key, t in counted.items()
    ]  # fmt: skip


def compared(now: Number, then: Number, gap: str, shown: Callable[[Number], str] = number) -> list[str]:
    """The number compared with and its change, or why there is none."""
    return [gap, "—"] if gap else [shown(then), rise(now, then)]


def _against(name: str, when: str, now: Number, then: Number, unit: str, gap: str) -> str:
    if gap:
        return f"{name}不计算（{when}{gap}）"
    if not then:
        return f"{name}持平（均为0{unit}）" if not now else f"{name}不计算（{when}为0{unit}）"
    if now == then:
        return f"{name}持平（{number(then)}{unit}）"
    moved = percent(abs(Decimal(now) - then) / Decimal(then))
    return f"{name}{'上升' if now > then else '下降'}{moved}（由{number(then)}{unit}）"
