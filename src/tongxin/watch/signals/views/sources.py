from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.people.rights import allowed, require
from tongxin.kit.requests import SignedIn
from tongxin.watch.signals import services
from tongxin.watch.signals.batch_tables import SOURCES
from tongxin.watch.signals.forms import SourceForm
from tongxin.watch.signals.kinds import NATURES
from tongxin.watch.signals.models import Batch, Source
from tongxin.watch.signals.queries import deliveries, reporting_org

RECENT = 10


@require_GET
@login_required
def index(request: SignedIn) -> HttpResponse:
    may = allowed(request.user, "signals.sources")
    if not may:
        require(request.user, "signals.view")
    context = {"deliveries": deliveries(request.user, localtime().date()), "may": may}
    rows = Source.objects.visible_to(request.user).select_related("org")
    return SOURCES.respond(request, rows, "signals/sources.html", context)


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.visible_to(request.user).select_related("org"), pk=pk)
    may = allowed(request.user, "signals.sources", source.org)
    if not may:
        require(request.user, "signals.view", source.org)
    recent = Batch.objects.visible_to(request.user).filter(source=source).order_by("-at")[:RECENT]
    nature = NATURES[source.kind]
    context = {"source": source, "nature": nature, "recent": recent, "may": may}
    return render(request, "signals/source_detail.html", context)


@login_required
def register(request: SignedIn) -> HttpResponse:
    org = reporting_org(request.user, "signals.sources")
    if org is None:
        raise PermissionDenied("您的岗位没有登记来源的权限。")
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = services.register_source(**form.cleaned_data, org=org, by=request.user, at=localtime())
        return redirect("source-detail", pk=source.pk)
    return render(request, "signals/source.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def rotate(request: SignedIn, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "signals.sources", source.org)
    secret = services.rotate_secret(source, by=request.user, at=localtime())
    response = render(request, "signals/secret.html", {"source": source, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def switch(request: SignedIn, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "signals.sources", source.org)
    active = request.POST.get("active") == "1"
    services.switch_source(source, active=active, by=request.user, at=localtime())
    return redirect("source-detail", pk=pk)
