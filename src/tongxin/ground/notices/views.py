from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.notices import queries, services
from tongxin.ground.notices.forms import ChannelForm
from tongxin.ground.notices.models import Channel, Notice, Sending
from tongxin.ground.notices.tables import INBOX, OUTBOX, inbox, outbox
from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn


@require_GET
@login_required
def listing(request: SignedIn) -> HttpResponse:
    context = {"keeper": request.user.has_perm("queue.view")}
    return INBOX.respond(request, inbox(request.user), "notices/list.html", context)


@require_GET
@login_required
def open_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Read it and go where it points; without a link, show it."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.read(notice, at=localtime())
    if notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return render(request, "notices/detail.html", {"notice": notice})


@require_POST
@login_required
def read(request: SignedIn) -> HttpResponse:
    """Mark the chosen notices as read."""
    services.read_some(request.user, _chosen(request), at=localtime())
    return redirect("notice-list")


@require_POST
@login_required
def read_all(request: SignedIn) -> HttpResponse:
    services.read_all(request.user, at=localtime())
    return redirect("notice-list")


@require_GET
@login_required
def outbox_page(request: SignedIn) -> HttpResponse:
    require(request.user, "queue.view")
    return OUTBOX.respond(request, outbox(request.user), "notices/outbox.html")


@require_POST
@login_required
def retry(request: SignedIn) -> HttpResponse:
    """Send the chosen messages once more."""
    require(request.user, "queue.view")
    chosen = Sending.objects.visible_to(request.user).filter(pk__in=_chosen(request))
    done = services.retry(chosen, by=request.user, at=localtime())
    messages.success(request, f"{done} 条通知已重新排队。")
    return redirect("outbox-list")


@require_http_methods(["GET", "POST"])
@login_required
def channels(request: SignedIn) -> HttpResponse:
    form = ChannelForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        services.add_channel(request.user, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("channel-list")
    context = {"form": form, "channels": queries.channels_of(request.user)}
    return render(request, "notices/channels.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def test_channel(request: SignedIn, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk, account=request.user)
    services.test_channel(channel, by=request.user, at=localtime())
    return redirect("channel-list")


@require_POST
@login_required
def remove_channel(request: SignedIn, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk, account=request.user)
    services.remove_channel(channel, by=request.user, at=localtime())
    return redirect("channel-list")


def _chosen(request: SignedIn) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 19]


def _posted(request: SignedIn) -> QueryDict | None:
    """What a form is bound to: an empty POST is bound too, and says what is missing."""
    return request.POST if request.method == "POST" else None
