from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn
from tongxin.watch.risk import queries
from tongxin.watch.risk.board import asked
from tongxin.watch.risk.board import board as tiles
from tongxin.watch.risk.explaining import explain
from tongxin.watch.risk.models import Hotspot, Series, State
from tongxin.watch.risk.states import MARKS, chip
from tongxin.watch.risk.tables import HOTSPOTS, SERIES, rows_of, standing


@require_GET
@login_required
@permission_required("risk.view", raise_exception=True)
def board(request: SignedIn) -> HttpResponse:
    """预警热点: the map of tiles, the hot ones first in the list of all series."""
    district, category = asked(request.GET)
    shown = tiles(request.user, district=district, category=category)
    rows = rows_of(Series.objects.visible_to(request.user).standing())
    newest = rows.order_by("-day").values_list("day", flat=True).first()
    legend = [(MARKS[state], state.label, state) for state in State]
    context = {"board": shown, "day": newest, "legend": legend, "district": district, "category": category}
    return SERIES.respond(request, rows, "risk/board.html", context)


@require_GET
@login_required
@permission_required("risk.view", raise_exception=True)
def hotspots(request: SignedIn) -> HttpResponse:
    rows = Hotspot.objects.visible_to(request.user).select_related("region", "industry_org", "org", "series")
    return HOTSPOTS.respond(request, rows.defer("series__track"), "risk/hotspots.html")


@require_GET
@login_required
def hotspot(request: SignedIn, pk: int) -> HttpResponse:
    rows = Hotspot.objects.visible_to(request.user).select_related("series", *queries.NAMED)
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "risk.view", found.org)
    told = explain(found.series, found, found.week, request.user)
    context = {"placed": found, "hotspot": found, "series": found.series, "chip": standing(found), "told": told,
               "first": found.week, "last": found.end, "below": queries.below(found.series, request.user)}  # fmt: skip
    return render(request, "risk/detail.html", context)


@require_GET
@login_required
def series(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Series.objects.visible_to(request.user).select_related(*queries.NAMED), pk=pk)
    require(request.user, "risk.view", found.org)
    told = explain(found, found, found.first, request.user)
    context = {"placed": found, "series": found, "chip": chip(found.state, slow=found.slow), "told": told,
               "first": found.first, "last": found.day, "below": queries.below(found, request.user),
               "hotspots": found.hotspots.order_by("-found_at")}  # fmt: skip
    return render(request, "risk/detail.html", context)
