from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.files.queries import files_of
from tongxin.ground.people.rights import allowed, require
from tongxin.kit.requests import SignedIn
from tongxin.watch.signals import queries, services
from tongxin.watch.signals.adapters import ADAPTERS
from tongxin.watch.signals.forms import CorrectForm, UnmaskForm
from tongxin.watch.signals.models import Signal
from tongxin.watch.signals.tables import SIGNALS, current_verdict, listed


@require_GET
@login_required
def index(request: SignedIn) -> HttpResponse:
    require(request.user, "signals.view")
    rows = listed(Signal.objects.visible_to(request.user).current())
    may = {name: allowed(request.user, f"signals.{name}") for name in ("import", "report")}
    return SIGNALS.respond(request, rows, "signals/list.html", {"may": may})


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    signal = get_object_or_404(listed(queries.readable(request.user)), pk=pk)
    queries.require_reading(request.user, signal)
    versions = queries.versions(signal)
    context = {
        "signal": signal,
        "verdict": current_verdict(signal),
        "facts": queries.facts(signal),
        "entries": queries.timeline(signal, versions),
        "newest": versions[0],
        "photos": files_of(signal) if queries.may_read_photos(request.user, signal) else [],
        "may_correct": not signal.corrected_at and allowed(request.user, "signals.correct", signal.org),
        "may_list": allowed(request.user, "signals.view"),
        "may_unmask": queries.may_unmask(request.user, signal),
    }
    return render(request, "signals/detail.html", context)


@require_POST
@login_required
def unmask(request: SignedIn, pk: int) -> HttpResponse:
    signal = get_object_or_404(Signal.objects.visible_to(request.user).select_related("org"), pk=pk)
    queries.require_unmask(request.user, signal)
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        return render(request, "signals/_unmask.html", {"signal": signal, "form": form}, status=422)
    reporter, phone = services.unmask(signal, by=request.user, at=localtime(), why=form.cleaned_data["why"])
    context = {"signal": signal, "reporter": reporter, "phone": phone, "shown": True}
    response = render(request, "signals/_unmask.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
def correct(request: SignedIn, pk: int) -> HttpResponse:
    signal = get_object_or_404(Signal.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "signals.correct", signal.org)
    form = CorrectForm(request.POST or None, initial=queries.as_form(signal))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"key": signal.external_key, "anonymous": signal.anonymous}
        heard = replace(ADAPTERS["form"](values), reporter=signal.reporter, phone=signal.phone)
        reason = form.cleaned_data["reason"]
        new = services.correct(signal, heard=heard, by=request.user, at=localtime(), reason=reason)
        return redirect("signal-detail", pk=new.pk)
    services.unmask(signal, by=request.user, at=localtime(), why="更正")  # the form shows the text as it is
    context = {"form": form, "signal": signal}
    return render(request, "signals/correct.html", context, status=422 if form.errors else 200)
