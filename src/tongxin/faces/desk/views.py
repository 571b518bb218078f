from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from tongxin.faces.desk import queries
from tongxin.faces.desk.standing import pressing, standing
from tongxin.ground.notices.models import Notice
from tongxin.kit.requests import SignedIn
from tongxin.watch.alerts.models import Alert
from tongxin.watch.signals.models import Signal

LONGEST = 100


@login_required
def home(request: SignedIn) -> HttpResponse:
    """What waits for me, what is new."""
    user, now = request.user, localtime()
    alerts = Alert.objects.visible_to(user).live().select_related("incident").order_by("-at", "-pk")
    reported = Signal.objects.visible_to(user).filter(by=user).order_by("-heard_at", "-pk")
    context = {
        "now": now,
        "tiles": [*queries.tiles(user, now), *standing(user, now)],
        "tasks": queries.tasks(user, now) if user.has_perm("cases.view") else None,
        "pressing": pressing(user, now),
        "alerts": alerts[:6] if user.has_perm("alerts.view") else None,
        "reported": reported[:6] if user.has_perm("signals.report") else None,
        "notices": Notice.objects.visible_to(user).unread().order_by("-at", "-pk")[:6],
    }
    return render(request, "desk/home.html", context)


@login_required
def search(request: SignedIn) -> HttpResponse:
    """Signals, incidents, cases and employers that hold the words."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    finds = queries.search(request.user, words) if words else []
    return render(request, "desk/search.html", {"words": words, "finds": finds})
