"""Beside a signal that is being judged: what may be the same matter, near-same texts, the incident it is in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn
from tongxin.watch.incidents import queries
from tongxin.watch.signals.models import Signal


@require_GET
@login_required
def related(request: SignedIn, pk: int) -> HttpResponse:
    signal = get_object_or_404(Signal.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "triage.overrule", signal.org)
    context = {
        "similar": queries.similar(signal, request.user),
        "incidents": queries.likely(signal, request.user),
        "suggestions": queries.suggestions(signal, request.user),
        "next": reverse("triage-read", args=[pk]),
    }
    return render(request, "desk/_related.html", context)


TRIAGE_URLS = [path("triage/<int:pk>/related/", related, name="triage-related")]
