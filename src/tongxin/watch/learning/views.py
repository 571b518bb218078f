from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.people.rights import require
from tongxin.ground.rulebook.queries import city
from tongxin.kit.requests import SignedIn
from tongxin.watch.learning import charts, queries, services
from tongxin.watch.learning.tables import OVERRULINGS
from tongxin.watch.triage.models import ModelVersion
from tongxin.watch.triage.own_model import own_model
from tongxin.watch.triage.weights import weights

SHOWN = 10


@require_GET
@login_required
@permission_required("triage.overrule", raise_exception=True)
def model(request: SignedIn) -> HttpResponse:
    """How well the machine reads, and which versions there are."""
    return render(request, "learning/model.html", _page(request))


@require_GET
@login_required
@permission_required("triage.overrule", raise_exception=True)
def overrulings(request: SignedIn) -> HttpResponse:
    return OVERRULINGS.respond(request, queries.overrulings(request.user), "learning/overrulings.html")


@require_POST
@login_required
def ask(request: SignedIn) -> HttpResponse:
    require(request.user, "triage.train", city())
    services.ask(by=request.user, at=localtime())
    messages.success(request, "已提出训练，完成后在“训练与版本”中查看对照。")
    return redirect("learning-model")


@require_POST
@login_required
def activate(request: SignedIn, pk: int) -> HttpResponse:
    version = get_object_or_404(ModelVersion, pk=pk)
    require(request.user, "triage.train", city())
    services.activate(version, by=request.user, at=localtime())
    messages.success(request, f"已启用 {version.name}，新的线索由它研判。")
    return redirect("learning-model")


@require_POST
@login_required
def roll_back(request: SignedIn) -> HttpResponse:
    require(request.user, "triage.train", city())
    before = services.roll_back(by=request.user, at=localtime())
    messages.success(request, f"已退回{before.name if before else '随平台提供的模型'}。")
    return redirect("learning-model")


def _page(request: SignedIn) -> dict[str, Any]:
    user, card, points = request.user, queries.card(), queries.curve()
    version, given, measured = queries.in_use(), own_model(), queries.agreements(localtime())
    return {
        "name": (given or version or weights()).name, "version": version, "own": given is not None,
        "base": weights().name,
        "may_train": user.has_perm("triage.train", city()), "card": card,
        "card_curve": charts.curve("shipped", "随平台提供的模型，在未学过的文本上", card.points),
        "curve": charts.curve("own", "本市人工看过的线索", points),
        "confusion": queries.confusion(), "outcomes": [label for _, label in queries.OUTCOMES],
        "trainings": queries.trainings()[:SHOWN], "weeks": charts.weeks(measured.weeks),
        "latest": measured.latest, "warnings": measured.warnings[:SHOWN],
        "overrulings": queries.overrulings(user)[:SHOWN], "examples": points[0].rows, "least": services.LEAST,
    }  # fmt: skip
