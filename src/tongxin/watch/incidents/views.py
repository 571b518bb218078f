from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.people.rights import require
from tongxin.kit.masking import mask_text
from tongxin.kit.requests import SignedIn
from tongxin.watch.incidents import queries, services, suggesting
from tongxin.watch.incidents.forms import MergeForm, SplitForm
from tongxin.watch.incidents.models import Incident, Suggestion
from tongxin.watch.incidents.tables import INCIDENTS

OFFERED = 20


@require_GET
@login_required
@permission_required("incidents.view", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Incident.objects.visible_to(request.user).current().select_related("org", "region")
    context = {"keeps_ledgers": request.user.has_perm("incidents.ledger")}
    return INCIDENTS.respond(request, rows, "incidents/list.html", context)


@require_GET
@login_required
def merge_choose(request: SignedIn, pk: int) -> HttpResponse:
    """Incidents that may be the same matter; each opens the preview of the result."""
    incident = _mergeable(request, pk)
    words = request.GET.get("q", "").strip()[:100]
    rows = Incident.objects.visible_to(request.user).current().exclude(pk=pk).select_related("org")
    found = queries.search(rows, words).order_by("-last_at")[:OFFERED] if words else []
    candidates = [] if words else queries.candidates(incident, request.user)
    context = {"incident": incident, "words": words, "found": found, "candidates": candidates}
    return render(request, "incidents/merge.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """What would come of it, and the act."""
    incident = _mergeable(request, pk)
    form = MergeForm(request.POST or request.GET, user=request.user, kept=incident)
    if not form.is_valid():
        return render(request, "incidents/merge.html", {"incident": incident, "form": form}, status=422)
    other = form.cleaned_data["other"]
    require(request.user, "incidents.merge", other.org)
    if request.method == "POST":
        services.merge(incident, other, by=request.user, at=localtime())
        return redirect("incident-detail", incident.pk)
    context = {"incident": incident, "other": other, "rows": queries.merged(incident, other)}
    return render(request, "incidents/merge_preview.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def split(request: SignedIn, pk: int) -> HttpResponse:
    incident = _mergeable(request, pk)
    form = SplitForm(request.POST if request.method == "POST" else None, user=request.user, incident=incident)
    if request.method == "POST" and form.is_valid():
        change = services.split(incident, form.cleaned_data["signals"], by=request.user, at=localtime())
        return redirect("incident-detail", change.other_id)
    texts = [(each, mask_text(each.signal.text)) for each in queries.linked(incident, request.user)]
    context = {"incident": incident, "form": form, "signals": texts}
    return render(request, "incidents/split.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def undo(request: SignedIn, pk: int, change_pk: int) -> HttpResponse:
    """Take a merge or split back, from the page of either incident."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "incidents.merge", incident.org)
    change = get_object_or_404(queries.changes(incident), pk=change_pk)
    for each in (change.kept, change.other):
        require(request.user, "incidents.merge", each.org)
    services.undo(change, by=request.user, at=localtime())
    return redirect("incident-detail", change.kept_id)


@require_POST
@login_required
def accept(request: SignedIn, pk: int) -> HttpResponse:
    """归入: the signal goes into the incident it was offered for."""
    suggestion = _suggestion(request, pk)
    change = suggesting.accept(suggestion, by=request.user, at=localtime())
    messages.success(request, f"线索 {suggestion.signal_id} 已归入，可在事件页撤销。")
    return _back(request, change.kept_id)


@require_POST
@login_required
def decline(request: SignedIn, pk: int) -> HttpResponse:
    """不是同一件."""
    suggestion = suggesting.decline(_suggestion(request, pk), by=request.user, at=localtime())
    messages.success(request, "已记下不是同一件，以后不再提示。")
    return _back(request, suggestion.incident_id)


def _suggestion(request: SignedIn, pk: int) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related("incident__org", "signal__org")
    suggestion = get_object_or_404(rows, pk=pk)
    seen = Incident.objects.visible_to(request.user).select_related("org")
    target = get_object_or_404(seen, pk=suggestion.incident.survivor.pk)
    for org in (target.org, suggestion.signal.org, *queries.homes(suggestion.signal)):
        require(request.user, "incidents.merge", org)
    return suggestion


def _back(request: SignedIn, incident: int) -> HttpResponse:
    """To the page the form stood on, if it is one of ours; else to the incident."""
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    ours = ours and url.startswith("/")
    return HttpResponseRedirect(url) if ours else redirect("incident-detail", incident)


def _mergeable(request: SignedIn, pk: int) -> Incident:
    rows = Incident.objects.visible_to(request.user).current().select_related("org", "employer", "region")
    incident = get_object_or_404(rows, pk=pk)
    require(request.user, "incidents.merge", incident.org)
    return incident
