from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.employers.models import Employer
from tongxin.ground.people.rights import require
from tongxin.ground.rulebook.queries import city
from tongxin.kit.requests import SignedIn
from tongxin.watch.scores import calibrating, charts, contests, entering, queries
from tongxin.watch.scores.acts import ACTS
from tongxin.watch.scores.forms import ContestForm, EnterForm, NoteForm
from tongxin.watch.scores.models import Calibration, Contest, Evidence, Score
from tongxin.watch.scores.tables import SCORES
from tongxin.watch.scores.wordings import HELD


@require_GET
@login_required
@permission_required("scores.view", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Score.objects.visible_to(request.user).filter(employer__merged_into=None)
    context = {"rule": queries.rule_in_force(localdate()), "calibration": queries.in_use()}
    return SCORES.respond(request, rows.select_related("employer__org"), "scores/list.html", context)


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """Index, reasons, history and every piece of evidence of one employer."""
    rows = Score.objects.visible_to(request.user).select_related("employer__org", "version__rule")
    score = get_object_or_404(rows, pk=pk)
    require(request.user, "scores.view", score.employer.org)
    pieces, hidden = queries.pieces(score, request.user, localtime())
    context = {
        "score": score, "held": HELD, "chart": queries.history(score),
        "pieces": pieces,
        "hidden": hidden,
        "enters": score.employer.merged_into_id is None
        and request.user.has_perm("scores.enter", score.employer.org),
        "contests": request.user.has_perm("scores.contest", score.employer.org),
        "decides": request.user.has_perm("scores.decide", score.employer.org),
        "timeline": queries.timeline(score),
    }  # fmt: skip
    return render(request, "scores/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def enter(request: SignedIn, pk: int) -> HttpResponse:
    """登记依据 on one employer."""
    rows = Employer.objects.visible_to(request.user).current().select_related("org")
    employer = get_object_or_404(rows, pk=pk)
    require(request.user, "scores.enter", employer.org)
    now = localtime()
    form = EnterForm(request.POST if request.method == "POST" else None, offered=queries.offered(now))
    if form.is_valid():
        made = entering.enter(employer, by=request.user, at=now, **form.cleaned_data)
        messages.success(request, "已登记，指数已重算。")
        return _back(request, made)
    context = {"employer": employer, "form": form}
    return render(request, "scores/enter.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def contest(request: SignedIn, pk: int) -> HttpResponse:
    """提异议 on one piece of evidence."""
    found = _evidence(request, pk)
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        contests.contest(found, by=request.user, at=localtime(), **form.cleaned_data)
        messages.success(request, "已记下异议，处理之前照常计入指数。")
        return _back(request, found)
    return _ask(request, found, form, "提异议", "说明这条依据为什么不对。")


@require_http_methods(["GET", "POST"])
@login_required
def annotate(request: SignedIn, pk: int) -> HttpResponse:
    """批注 beside one piece of evidence."""
    found = _evidence(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": found.note})
    if form.is_valid():
        contests.annotate(found, by=request.user, at=localtime(), **form.cleaned_data)
        messages.success(request, "已保存批注。")
        return _back(request, found)
    return _ask(request, found, form, "批注", "批注不改变指数。")


@require_http_methods(["GET", "POST"])
@login_required
def act(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """One verb on one 异议: its form, or the act."""
    rows = Contest.objects.visible_to(request.user).select_related("evidence__employer__org")
    found = get_object_or_404(rows, pk=pk)
    wanted = ACTS[verb]
    require(request.user, wanted.right, found.evidence.employer.org)
    form = wanted.form(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, found.evidence, form, wanted.label, wanted.words, contest=found)
    wanted.service(found, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, f"已处理：{wanted.label}。指数已重算。")
    return _back(request, found.evidence)


@require_GET
@login_required
@permission_required("scores.view", raise_exception=True)
def model(request: SignedIn) -> HttpResponse:
    """What weighs how much, and how far the index has been calibrated."""
    return render(request, "scores/model.html", _page(request))


@require_POST
@login_required
def activate(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Calibration, pk=pk)
    require(request.user, "scores.calibrate", city())
    calibrating.activate(found, by=request.user, at=localtime())
    messages.success(request, f"已启用校准 {found.name}，全市稍后重算。")
    return redirect("score-model")


@require_POST
@login_required
def roll_back(request: SignedIn) -> HttpResponse:
    require(request.user, "scores.calibrate", city())
    before = calibrating.roll_back(by=request.user, at=localtime())
    messages.success(request, f"已退回{f'校准 {before.name}' if before else '未校准的指数'}，全市稍后重算。")
    return redirect("score-model")


def _evidence(request: SignedIn, pk: int) -> Evidence:
    found = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("employer__org"), pk=pk
    )
    require(request.user, "scores.contest", found.employer.org)
    return found


def _ask(
    request: SignedIn, found: Evidence, form: Any, label: str, words: str, contest: Contest | None = None
) -> HttpResponse:
    context = {"evidence": found, "form": form, "label": label, "words": words, "contest": contest}
    return render(request, "scores/act.html", context, status=422 if form.is_bound else 200)


def _back(request: SignedIn, found: Evidence) -> HttpResponse:
    score = Score.objects.visible_to(request.user).filter(employer=found.employer_id).first()
    return redirect("score-detail", score.pk) if score else redirect("employer-detail", found.employer_id)


def _page(request: SignedIn) -> dict[str, Any]:
    rows, used = list(queries.calibrations()[:10]), queries.in_use()
    shown = used or (rows[0] if rows else None)
    return {
        "rule": queries.rule_in_force(localdate()), "calibrations": rows, "used": used, "shown": shown,
        "chart": charts.reliability(shown.measured) if shown else None, "least": calibrating.LEAST,
        "may_calibrate": request.user.has_perm("scores.calibrate", city()),
    }  # fmt: skip
