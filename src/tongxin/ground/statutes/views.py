from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from tongxin.ground.statutes import queries
from tongxin.ground.statutes.models import Statute
from tongxin.ground.statutes.tables import ARTICLES, STATUTES
from tongxin.kit.requests import SignedIn


@login_required
def statutes(request: SignedIn) -> HttpResponse:
    return STATUTES.respond(request, queries.statutes_listed(localdate()), "statutes/list.html")


@login_required
def articles(request: SignedIn) -> HttpResponse:
    return ARTICLES.respond(request, queries.articles_listed(localdate()), "statutes/articles.html")


@login_required
def statute(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Statute.objects.with_newer(localdate()), pk=pk)
    held = list(found.articles.order_by("position"))
    context = {
        "statute": found,
        "articles": held,
        "contents": queries.contents(held),
        "versions": queries.versions(found),
    }
    return render(request, "statutes/detail.html", context)
