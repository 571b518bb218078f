import hashlib
import json
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from tongxin.faces.screen import panels, queries, scope
from tongxin.faces.screen.remembering import remembered
from tongxin.faces.screen.tiles import MEASURES, squares
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn


@require_GET
@login_required
def screen(request: SignedIn) -> HttpResponse:
    """The page; it asks for its figures itself."""
    org = scope.chosen(request.user, request.GET.get("org", ""))
    require(request.user, "screen.view", org)
    if org is None:
        return render(request, "screen/groundless.html")
    parent = Org.objects.visible_to(request.user).filter(pk=org.parent_id or 0).first()
    context = {"org": org, "parent": parent, "squares": squares(org), "measures": MEASURES.items(),
               "places": "街道（乡镇）" if scope.regions(org) else "区县"}  # fmt: skip
    return render(request, "screen/screen.html", context)


@require_GET
@login_required
def figures(request: SignedIn) -> HttpResponse:
    """All tiles in one answer; 304 to those who have it."""
    org = scope.chosen(request.user, request.GET.get("org", ""))
    require(request.user, "screen.view", org)
    if org is None:
        raise Http404
    body, tag, at = _counted(request, org)
    same = request.headers.get("If-None-Match") == tag
    answer = HttpResponseNotModified() if same else HttpResponse(body, content_type="application/json")
    answer["ETag"], answer["Cache-Control"], answer["X-Counted-At"] = tag, "private, no-cache", at
    return answer


def _counted(request: SignedIn, org: Org) -> tuple[str, str, str]:
    """(JSON, entity tag, instant of counting): the same for all who may see the same of this union."""
    at = localtime()
    named = request.user.has_perm("alerts.view", org)
    key = f"screen:{org.pk}:{named:d}:{at:%F}"
    kept: tuple[str, str, str] = remembered(key, lambda: _count(org, named, at))
    return kept


def _count(org: Org, named: bool, at: datetime) -> tuple[str, str, str]:
    counted = panels.shown(org, queries.collect(org, at=at), named=named)
    same = json.dumps(counted | {"at": ""}, ensure_ascii=False)
    body = json.dumps(counted, ensure_ascii=False)
    return body, f'"{hashlib.blake2b(same.encode(), digest_size=12).hexdigest()}"', counted["at"]
