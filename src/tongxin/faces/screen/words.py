"""How the screen names employers and alerts: persons never, employers by right only."""

from tongxin.faces.screen.queries import Busy
from tongxin.ground.employers.models import Section
from tongxin.ground.places.register import register
from tongxin.kit.templatetags.kit import CATEGORIES, when
from tongxin.watch.alerts.models import Alert


def employer(name: str, section: str, *, named: bool) -> str:
    """The registered name for those with the right to it; else only the trade: 某建筑业单位."""
    if named:
        return name
    return f"某{Section(section).label}单位" if section in Section.values else "某用人单位"


def place(code: str) -> str:
    """西湖区; a place not known is said to be so."""
    return register()[code].name if code in register() else "地点待核"


def alert_row(alert: Alert, *, named: bool) -> dict[str, str]:
    """One line of the running list. Titles of incidents stay out: they may hold what people wrote."""
    return {
        "title": _subject(alert, named=named),
        "state": alert.get_state_display(),
        "when": when(alert.at),
        "level": alert.level,
    }


def _subject(alert: Alert, *, named: bool) -> str:
    if alert.hotspot:
        return f"{alert.hotspot} 热点"
    told = alert.score.employer if alert.score else alert.incident.employer if alert.incident else None
    who = employer(told.name, told.section, named=named) if told else "用人单位待核"
    if alert.incident is None:
        return f"{place(alert.region_id or '')} {who} 用人单位指数"
    incident = alert.incident
    code = incident.region_id or alert.org.region_id or ""
    persons = f"（{incident.persons:,}人）" if incident.persons else ""
    return f"{place(code)} {who} {CATEGORIES[incident.category]}{persons}"


def busy_row(busy: Busy, *, named: bool) -> dict[str, str]:
    return {
        "title": employer(busy.name, busy.section, named=named),
        "where": place(busy.region),
        "count": f"{busy.n:,}起",
    }
