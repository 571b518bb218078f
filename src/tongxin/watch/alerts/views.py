from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn
from tongxin.watch.alerts import first, queries, services
from tongxin.watch.alerts.acts import ACTS, act_on, open_acts
from tongxin.watch.alerts.flow import flow
from tongxin.watch.alerts.forms import PickForm
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tables import chip, table


@require_GET
@login_required
def alerts(request: SignedIn) -> HttpResponse:
    require(request.user, "alerts.view")
    rows = Alert.objects.visible_to(request.user).with_subject()
    return table(request.user).respond(request, rows, "alerts/list.html")


@require_GET
@login_required
def alert(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(_shown(request), pk=pk)
    require(request.user, "alerts.view", found.org)
    context = {
        "alert": found,
        "chip": chip(found),
        "reasons": queries.reasons(found),
        "evidence": queries.evidence(found, request.user),
        "made_of": queries.made_of(found, request.user),
        "known": queries.known_then(found),
        "first": first.note(found, localtime()),
        "quieted": queries.quieted(found, request.user),
        "quieting": queries.quieting(found, request.user),
        "acts": open_acts(found, request.user),
        "timeline": queries.timeline(found),
    }
    return render(request, "alerts/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def act(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """One verb on one alert: its form, or the act."""
    found = get_object_or_404(_shown(request), pk=pk)
    if found.subject not in ACTS[verb].subjects:
        raise Http404
    wanted = act_on(found, verb)
    require(request.user, wanted.right, found.org)
    flow.after(verb, found.state)
    form = wanted.form(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        context = {"alert": found, "form": form, "act": wanted}
        return render(request, "alerts/act.html", context, status=422 if form.is_bound else 200)
    done = wanted.service(found, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, f"已{wanted.label}：{done.title}")
    return redirect("alert-detail", pk=pk)


@require_POST
@login_required
def confirm_all(request: SignedIn) -> HttpResponse:
    form = PickForm(request.POST)
    picked = form.cleaned_data["pk"] if form.is_valid() else []
    found = list(Alert.objects.visible_to(request.user).filter(pk__in=picked).select_related("org"))
    for each in found:
        require(request.user, "alerts.confirm", each.org)
    done = services.confirm_all(found, by=request.user, at=localtime())
    skipped = f"，{len(found) - done} 条已处理过，未重复确认" if done < len(found) else ""
    messages.success(request, f"已确认 {done} 条预警，转为工单或交办核查{skipped}。")
    return redirect("alert-list")


def _shown(request: SignedIn):  # type: ignore[no-untyped-def]
    rows = Alert.objects.visible_to(request.user).with_subject()
    return rows.select_related("incident__employer", "incident__org", "profile__rule", "by", "under", "case")
