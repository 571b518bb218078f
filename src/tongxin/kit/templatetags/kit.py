"""How the platform writes times, numbers, levels, states and clocks."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

from tongxin.kit.masking import mask_text
from tongxin.kit.sparks import spark

register = template.Library()

Number = int | float | Decimal
YUAN_UNITS: tuple[tuple[int, str], ...] = ((100_000_000, "亿元"), (10_000, "万元"))

# The shape says the level to those who do not see the colour, and in grey print.
LEVELS = {"red": ("红", "■"), "orange": ("橙", "▲"), "yellow": ("黄", "◆"), "blue": ("蓝", "●")}
CATEGORIES = {
    "wages": "劳动报酬",
    "injury": "工伤待遇",
    "insurance": "社会保险",
    "contract": "合同纠纷",
    "other": "其他",
}


def _local(at: datetime) -> datetime:
    return localtime(at) if is_aware(at) else at


@register.filter
def when(at: datetime | date | None) -> str:
    """11-20 14:05; with the year in front when it is not this year."""
    if at is None:
        return ""
    moment = _local(at) if isinstance(at, datetime) else at
    shape = "%m-%d %H:%M" if isinstance(at, datetime) else "%m-%d"
    return moment.strftime(shape if moment.year == localtime().year else f"%Y-{shape}")


@register.filter
def instant(at: datetime | date | None) -> SafeString | str:
    """`when` with the whole instant on hover."""
    if at is None:
        return ""
    full = instant_cn(at) if isinstance(at, datetime) else day_cn(at)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), full, when(at))


@register.filter
def day_cn(day: datetime | date | None) -> str:
    """2026年11月20日."""
    if day is None:
        return ""
    local = _local(day) if isinstance(day, datetime) else day
    return f"{local.year}年{local.month}月{local.day}日"


@register.filter
def instant_cn(at: datetime | None) -> str:
    """2026年11月20日 14:05."""
    return "" if at is None else f"{day_cn(at)} {_local(at):%H:%M}"


@register.filter
def number(value: Number | None) -> str:
    """15,541; nothing known is a dash."""
    if value is None:
        return "—"
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}"


@register.filter
def yuan(value: Number | None) -> str:
    """693万元, 1.2亿元, 3,500元; from ten thousand on at most two decimals."""
    if value is None:
        return "—"
    for size, unit in YUAN_UNITS:
        if abs(Decimal(str(value))) >= size:
            return f"{Decimal(str(value)) / size:,.2f}".rstrip("0").rstrip(".") + unit
    return f"{number(value)}元"


@register.filter
def percent(value: Number | None, digits: int = 2) -> str:
    """A ratio as per cent: 0.9915 → 99.15%, 0.5 → 50%."""
    if value is None:
        return "—"
    text = f"{Decimal(str(value)) * 100:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


@register.filter
def masked(text: str) -> str:
    """A free text without readable phones, identity numbers and cards."""
    return mask_text(text or "")


@register.filter
def level(value: str | None) -> SafeString:
    """The chip of 红橙黄蓝; a quiet chip 未定级 for anything else."""
    if value not in LEVELS:
        return format_html('<span class="state">{}</span>', "未定级")
    character, shape = LEVELS[value]
    return format_html(
        '<span class="level level-{}"><span aria-hidden="true">{}</span>{}</span>', value, shape, character
    )


@register.filter
def category(value: str | None) -> SafeString:
    key = value if value in CATEGORIES else "other"
    return format_html('<span class="category category-{}">{}</span>', key, CATEGORIES[key])


@register.filter
def state(label: str, tone: str = "") -> SafeString:
    """A quiet chip; tone: good, wait, bad, note, over or none."""
    return format_html('<span class="state{}">{}</span>', f" state-{tone}" if tone else "", label)


@register.simple_tag
def clock(
    due: datetime | None, days_left: int | None = None, *, estimated: bool = False, stopped: str = ""
) -> SafeString:
    """还剩2个工作日 / 今天到期 / 超期1个工作日, the instant on hover.

    days_left: working days until `due`, negative when past. estimated: the calendar of that year is 预估.
    stopped: words shown instead when the clock does not run (已办结, 中止).
    """
    if due is None or stopped:
        return format_html('<span class="clock quiet">{}</span>', stopped or "未设期限")
    if days_left is None:
        tone, words = "", f"{when(due)} 到期"
    elif days_left < 0:
        tone, words = " clock-late", f"超期{-days_left}个工作日"
    elif days_left == 0:
        tone, words = " clock-soon", "今天到期"
    else:
        tone, words = (" clock-soon" if days_left == 1 else ""), f"还剩{days_left}个工作日"
    return format_html(
        '<time class="clock{}" datetime="{}" title="期限：{}">{}{}</time>',
        tone,
        _local(due).isoformat(),
        instant_cn(due),
        words,
        format_html("<small>{}</small>", "预估") if estimated else "",
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of frontend/icons.json; decoration unless a label is given."""
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>',
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        static("tongxin/icons.svg"),
        name,
    )


@register.filter
def cells(columns: list[dict[str, Any]], row: Any) -> SafeString:
    """The cells of one line; the first one opens the row if none is declared to.

    Written here, for a list has hundreds of them and a template takes five times as long.
    """
    declared = any(cell.link for cell in row.cells)
    written = []
    for index, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        lead = cell.link if declared else index == 0
        css = f"{cell.css}{' lead' if lead else ''}{' blank' if cell.blank else ''}"
        if lead and row.url:
            body = format_html('<a class="row-link" href="{}">{}</a>', row.url, shown(cell) or "查看")
        else:
            body = format_html("<span>{}</span>", shown(cell))
        written.append(format_html('<td class="{}" data-label="{}">{}</td>', css, column["label"], body))
    return SafeString("".join(written))


@register.filter
def shown(cell: Any) -> str:
    """A cell of a list by its kind; chips take a plain value or a dict with what they need."""
    value = cell.value
    if value is None or value == "":
        return ""
    facts = value if isinstance(value, dict) else {}
    match cell.kind:
        case "level":
            return level(facts.get("level", facts.get("key")) if facts else value)
        case "state":
            return state(facts["label"], facts.get("tone", "")) if facts else state(value)
        case "clock":
            wanted = ("due", "days_left", "estimated", "stopped")
            return (
                clock(**({"due": None} | {k: facts[k] for k in wanted if k in facts}))
                if facts
                else clock(value)
            )
        case "category":
            return category(value)
        case "flag":
            return "是" if value else ""
        case "download":
            return format_html('<a href="{}" download>{}</a>', facts["url"], facts["label"])
    writers: dict[str, Callable[[Any], str]] = {
        "time": instant, "day": instant, "date": str, "number": number, "yuan": yuan, "percent": percent,
        "spark": spark,
    }  # fmt: skip
    writer = writers.get(cell.kind)
    return writer(value) if writer else str(facts.get("label", value))


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with the class its kind needs."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        css = "form-check-input"
    else:
        css = "form-select" if isinstance(widget, Select) else "form-control"
    return field.as_widget(attrs={"class": f"{widget.attrs.get('class', '')} {css}".strip()})


@register.filter
def is_check(field: BoundField) -> bool:
    """A single tick box, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_choices(field: BoundField) -> bool:
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def chart_rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """The table behind a chart: one row a label, one value a series."""
    return [
        {
            "label": label,
            "values": [{"name": one["name"], "value": one["values"][index]} for one in chart["series"]],
        }
        for index, label in enumerate(chart["labels"])
    ]
