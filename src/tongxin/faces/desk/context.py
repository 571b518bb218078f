from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tongxin.ground.notices.models import Notice


@dataclass(frozen=True)
class Place:
    """One entry of the navigation, shown to those who hold `right` ('' is everybody)."""

    label: str
    name: str
    icon: str
    right: str
    phone: bool = False
    heading: str = ""


PLACES = (
    Place("待办", "desk-home", "home", "", phone=True),
    Place("线索", "signal-list", "message-report", "signals.view", phone=True, heading="监测预警"),
    Place("研判", "triage-desk", "microscope", "triage.overrule"),
    Place("事件", "incident-list", "git-merge", "incidents.view"),
    Place("热点", "risk-board", "flame", "risk.view"),
    Place("指数", "score-list", "chart-line", "scores.view"),
    Place("预警", "alert-list", "alert-triangle", "alerts.view", phone=True),
    Place("工单", "case-list", "clipboard-list", "cases.view", phone=True),
    Place("报送线索", "signal-report", "send", "signals.report", phone=True),
    Place("导入周报", "batch-import", "file-import", "signals.import"),
    Place("大屏", "screen", "device-desktop", "screen.view"),
    Place("报告", "report-list", "report-analytics", "reports.view"),
    Place("集体合同", "contract-list", "file-text", "bargaining.view", heading="协商"),
    Place("用人单位", "employer-list", "building-factory-2", "employers.view", heading="基础"),
    Place("工会组织", "org-list", "sitemap", "orgs.view"),
    Place("人员", "person-list", "users", "people.view"),
    Place("规则库", "rule-list", "book", "rulebook.view"),
    Place("法律法规", "statute-list", "scale", ""),
    Place("工作日历", "worktime-year", "calendar", "worktime.view"),
    Place("研判模型", "learning-model", "target", "triage.overrule"),
    Place("来源", "source-list", "database", "signals.sources", heading="管理"),
    Place("任务队列", "queue", "server", "queue.view"),
    Place("审计", "audit-list", "history", "audit.view"),
)

IN_BAR = 4  # places at the foot of a phone's page, at least


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the page frame needs: the navigation this person may use, and the unread count."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "nav": _nav(request),
        "unread": Notice.objects.visible_to(user).unread().count(),
        "inbox_url": reverse("notice-list"),
        "search_words": request.GET.get("q", "") if request.path == reverse("desk-search") else "",
    }


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    entries, heading = [], ""
    for place in PLACES:
        heading = place.heading or heading
        if place.right and not request.user.has_perm(place.right):
            continue
        url = _url(place.name)
        if not url:
            continue
        active = request.path == url or (url != "/" and request.path.startswith(url))
        entries.append(
            {
                "label": place.label,
                "url": url,
                "icon": place.icon,
                "active": active,
                "phone": place.phone,
                "heading": heading,
            }
        )
        heading = ""
    return _filled_bar(_only_deepest_active(entries))


def _filled_bar(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A duty with few places of its own on the phone has its next ones in the bar as well."""
    lacking = IN_BAR - sum(entry["phone"] for entry in entries)
    for entry in entries:
        if lacking > 0 and not entry["phone"]:
            entry["phone"], lacking = True, lacking - 1
    return entries


def _only_deepest_active(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    deepest = max((len(e["url"]) for e in entries if e["active"]), default=0)
    for entry in entries:
        entry["active"] = entry["active"] and len(entry["url"]) == deepest
    return entries


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # a wing that is not installed has no place in the navigation
        return ""
