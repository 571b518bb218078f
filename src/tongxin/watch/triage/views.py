from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.people.rights import require
from tongxin.ground.statutes.queries import Citation, applicable
from tongxin.kit.requests import SignedIn
from tongxin.watch.triage import queries, services
from tongxin.watch.triage.desk_keys import KEYS
from tongxin.watch.triage.forms import OverruleForm
from tongxin.watch.triage.models import Category, Verdict
from tongxin.watch.triage.tables import TRIAGE

LEFT = 1_000  # a longer queue is not counted
QUEUE = "triage-queue"  # session key: the filters under which the officer works through the queue


@require_GET
@login_required
@permission_required("triage.overrule", raise_exception=True)
def desk(request: SignedIn) -> HttpResponse:
    chosen = request.GET.urlencode()
    if request.session.get(QUEUE, "") != chosen:
        request.session[QUEUE] = chosen
    return TRIAGE.respond(request, queries.queue(request.user), "triage/desk.html")


@require_GET
@login_required
def read(request: SignedIn, pk: int) -> HttpResponse:
    verdict = _verdict(request, pk)
    form = OverruleForm(user=request.user, verdict=verdict)
    return render(request, "triage/read.html", _page(request, verdict, form))


@require_POST
@login_required
def overrule(request: SignedIn, pk: int) -> HttpResponse:
    verdict = _verdict(request, pk)
    form = OverruleForm(request.POST, user=request.user, verdict=verdict)
    if not form.is_valid():
        return render(request, "triage/read.html", _page(request, verdict, form), status=422)
    following = _following(request, verdict)
    services.overrule(verdict.signal, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, f"线索 {pk} 已改判。")
    return following


@require_POST
@login_required
def confirm(request: SignedIn, pk: int) -> HttpResponse:
    verdict = _verdict(request, pk)
    following = _following(request, verdict)
    seen = request.POST.get("seen", "")
    services.confirm(
        verdict.signal, by=request.user, at=localtime(), seen=int(seen) if seen.isdecimal() else None
    )
    messages.success(request, f"线索 {pk} 的研判已确认。")
    return following


@require_GET
@login_required
def statutes(request: SignedIn, pk: int) -> HttpResponse:
    """The articles for a category the officer looks at (`category`)."""
    verdict = _verdict(request, pk)
    category = request.GET.get("category", "")
    chosen = category if category in Category.values else verdict.category
    return render(request, "triage/_statutes.html", {"citations": _citations(verdict, chosen)})


def _citations(verdict: Verdict, category: str) -> list[Citation]:
    today = localtime().date()
    return applicable(category, on=today, collective=verdict.collective, urgent=verdict.urgent)


def _verdict(request: SignedIn, pk: int) -> Verdict:
    """The current verdict on a signal, which the person may see and judge."""
    rows = Verdict.objects.visible_to(request.user).filter(current=True)
    rows = rows.select_related("signal__org", "signal__source", "employer", "region", "by")
    verdict = get_object_or_404(rows, signal=pk)
    require(request.user, "triage.overrule", verdict.signal.org)
    return verdict


def _page(request: SignedIn, verdict: Verdict, form: OverruleForm) -> dict[str, Any]:
    rows = _queue(request)
    before, after = queries.neighbours(rows, verdict)
    return {
        "keys": KEYS, "left": rows.order_by()[:LEFT].count(), "most": LEFT,
        "citations": _citations(verdict, verdict.category),
        "signal": verdict.signal, "verdict": verdict, "form": form, "before": before, "after": after,
        "also_named": queries.also_named(verdict, request.user),
        "versions": queries.versions(verdict.signal_id), "history": queries.history(verdict, request.user),
    }  # fmt: skip


def _following(request: SignedIn, verdict: Verdict) -> HttpResponse:
    """To the next of the queue, else back to the desk. Asked before the verdict changes its place."""
    after = queries.neighbours(_queue(request), verdict)[1]
    return redirect("triage-read", after) if after else redirect("triage-desk")


def _queue(request: SignedIn) -> QuerySet[Verdict]:
    """The queue as the officer filtered it on the desk."""
    rows, query = queries.queue(request.user), QueryDict(request.session.get(QUEUE, ""))
    fields: dict[str, forms.Field] = {}
    for each in TRIAGE.filters:
        fields |= each.fields(request.user)
    form = type("QueueForm", (forms.Form,), fields)(query)
    form.is_valid()
    for each in TRIAGE.filters:
        rows = each.narrow(rows, form.cleaned_data)
    words = query.get("q", "").strip()[:100]
    return TRIAGE.search(rows, words) if words and TRIAGE.search else rows
