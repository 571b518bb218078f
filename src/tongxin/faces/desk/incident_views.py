"""The page of one incident, with its alerts and cases, which lie in layers above it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_GET

from tongxin.faces.desk.timeline import acts_on
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import require
from tongxin.kit.masking import mask_text
from tongxin.kit.requests import SignedIn
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents import queries
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.tables import state_chip


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = Incident.objects.visible_to(request.user)
    incident = get_object_or_404(rows.select_related("org", "region", "employer", "merged_into__org"), pk=pk)
    require(request.user, "incidents.view", incident.org)
    merges = request.user.has_perm("incidents.merge", incident.org)
    linked = queries.linked(incident, request.user)
    context = {
        "incident": incident,
        "chip": state_chip(incident),
        "facts": queries.facts(incident, linked),
        "signals": _texts(linked),
        "hidden": incident.signal_count - len(linked),
        "changes": list(queries.changes(incident)),
        "mergeable": merges and incident.merged_into is None and incident.signal_count > 0,
        "unmerge": merges,
        "timeline": acts_on(incident),
        **_above(request.user, incident),
    }
    return render(request, "desk/incident.html", context)


def _texts(linked: list[queries.Linked]) -> list[dict[str, Any]]:
    return [
        {"link": each.link, "signal": each.signal, "verdict": each.verdict,
         "text": mask_text(each.signal.text)}
        for each in linked
    ]  # fmt: skip


def _above(user: Account, incident: Incident) -> dict[str, Any]:
    """Alerts and cases of the incident that the person may see; None without the right."""
    alerts = Alert.objects.visible_to(user).filter(incident=incident).order_by("-at", "-pk")
    cases = (
        Case.objects.visible_to(user)
        .filter(incident=incident)
        .select_related("org")
        .order_by("-opened_at", "-pk")
    )
    return {
        "alerts": list(alerts) if user.has_perm("alerts.view") else None,
        "cases": list(cases) if user.has_perm("cases.view") else None,
    }


INCIDENT_URLS = [path("incidents/<int:pk>/", detail, name="incident-detail")]
