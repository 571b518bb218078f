from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from tongxin.faces.desk import queries
from tongxin.faces.desk.figures import tiles
from tongxin.faces.desk.tasks import pressing, reported, waiting
from tongxin.ground.notices.models import Notice
from tongxin.kit.requests import SignedIn
from tongxin.watch.alerts.models import Alert

LONGEST = 100


@login_required
def home(request: SignedIn) -> HttpResponse:
    """What waits for me, what is new."""
    user, now = request.user, localtime()
    alerts = Alert.objects.visible_to(user).live().with_subject().order_by("-at", "-pk")
    context = {
        "now": now,
        "tiles": tiles(user, now),
        "tasks": waiting(user, now) if user.has_perm("cases.view") else None,
        "pressing": pressing(user, now),
        "alerts": alerts[:6] if user.has_perm("alerts.view") else None,
        "reported": reported(user)[:6] if user.has_perm("signals.report") else None,
        "notices": Notice.objects.visible_to(user).unread().order_by("-at", "-pk")[:6],
    }
    return render(request, "desk/home.html", context)


@login_required
def search(request: SignedIn) -> HttpResponse:
    """Signals, incidents, cases and employers that hold the words."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    finds = queries.search(request.user, words) if words else []
    return render(request, "desk/search.html", {"words": words, "finds": finds})
