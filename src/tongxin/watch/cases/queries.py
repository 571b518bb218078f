from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.terms import clock_words, working_days_left
from tongxin.kit.masking import mask_text
from tongxin.watch.alerts.levels import Level
from tongxin.watch.cases.findings import Finding
from tongxin.watch.cases.flow import RUNNING, State, flow
from tongxin.watch.cases.models import Case, Step

SYSTEM_VERBS = {
    "open": "立案", "raise": "预警升级", "yellow_card": "黄牌", "red_card": "红牌",
    "accept_late": "逾期未签收", "recompute": "时限更新", "attach": "添加材料",
    "follow": "随工会合并",
}  # fmt: skip
DATED = ("dispatch", "extend", "send_back", "recompute", "regrade")  # acts that set a deadline
TONES = {"red_card": "bad", "accept_late": "bad", "yellow_card": "wait", "supervise": "wait", "close": "good"}


def search(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Cases that bear every word in their number, their title or the name of their employer."""
    for word in words.split():
        rows = rows.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(employer__name__icontains=word)
        )
    return rows


def clock(case: Case, now: datetime, calendar: Calendar) -> dict:
    """What the clock chip shows: the handling deadline, or why it stands still."""
    if case.state in RUNNING and case.due_at:
        left = working_days_left(now, case.due_at, calendar)
        due = {"due": case.due_at, "days_left": left, "estimated": case.due_estimated}
        return due | {"label": clock_words(left)}
    stopped = "未计时" if case.state == State.OPEN else "按时上报" if case.in_time else "超期上报"
    return {"due": case.due_at, "days_left": None, "stopped": stopped, "label": stopped}


def timeline(steps: list[Step]) -> list[dict]:
    """Steps for the side of the page, newest first."""
    return [
        {
            "at": s.at,
            "title": verb_label(s.verb),
            "who": _who(s),
            "text": _told(s),
            "tone": TONES.get(s.verb, ""),
        }
        for s in reversed(steps)
    ]


def verb_label(verb: str) -> str:
    return flow.labels.get(verb) or SYSTEM_VERBS.get(verb, verb)


def holders(user: Account) -> list[tuple[int, str]]:
    """Unions that can hold a case in the person's scope, for filters."""
    levels = ("city", "district", "industry")
    return list(
        Org.objects.visible_to(user)
        .current()
        .filter(level__in=levels)
        .order_by("path")
        .values_list("pk", "name")
    )


def earlier(case: Case, user: Account) -> QuerySet[Case]:
    """Other cases of the same employer that this person may see, the newest first."""
    if case.employer_id is None:
        return Case.objects.none()
    rows = Case.objects.visible_to(user).filter(employer=case.employer_id).exclude(pk=case.pk)
    return rows.select_related("org").order_by("-opened_at")


def _who(step: Step) -> str:
    return step.by.name if step.by else "平台"


def _told(step: Step) -> str:
    facts = step.facts
    parts = [f"→ {facts['to_name']}"] if facts.get("to_name") else []
    parts += [*filter(None, [_changed(step)])]
    if facts.get("days"):
        parts.append(f"延长{facts['days']}个工作日")
    if facts.get("due") and step.verb in DATED:
        parts.append(f"办理时限 {localtime(datetime.fromisoformat(facts['due'])):%m-%d %H:%M}")
    if facts.get("late"):
        parts.append("逾期签收")
    if facts.get("why"):
        parts.append(f"建议理由：{facts['why']}")
    if facts.get("files"):
        parts.append("附件：" + "、".join(facts["files"]))
    return mask_text("；".join([*parts, *filter(None, [step.note])]))


def _changed(step: Step) -> str:
    """What an act made of a level or a finding."""
    facts = step.facts
    if step.verb in ("raise", "regrade") and facts.get("before") != facts.get("after"):
        return f"{Level(facts['before']).label} → {Level(facts['after']).label}"
    if not facts.get("finding"):
        return ""
    found = Finding(facts["finding"]).label
    return f"{Finding(facts['before']).label} → {found}" if step.verb == "reverify" else f"核实结论：{found}"
