from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from tongxin.ground.audit import queries, words
from tongxin.ground.audit.models import Entry
from tongxin.ground.audit.tables import ENTRIES
from tongxin.kit.requests import SignedIn


@login_required
@permission_required("audit.view", raise_exception=True)
def entries(request: SignedIn) -> HttpResponse:
    rows = Entry.objects.visible_to(request.user)
    return ENTRIES.respond(request, rows, "audit/list.html", {"chain": queries.chain_state()})


@login_required
@permission_required("audit.view", raise_exception=True)
def entry(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    others = queries.about(found.kind, found.key).filter(
        pk__in=Entry.objects.visible_to(request.user).values("pk")
    )
    context = {
        "entry": found,
        "verb": words.verb(found.verb, found.kind),
        "kind": words.kind(found.kind),
        "facts": words.facts(found.facts, found.kind),
        "seal": queries.seal_of(found),
        "timeline": [{"at": e.at, "title": words.verb(e.verb, e.kind), "who": e.actor} for e in others[:30]],
    }
    return render(request, "audit/detail.html", context)
