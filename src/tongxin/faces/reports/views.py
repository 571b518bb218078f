from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST, require_safe

from tongxin.faces.reports import services
from tongxin.faces.reports.flow import State, flow
from tongxin.faces.reports.forms import OrderForm
from tongxin.faces.reports.models import Report
from tongxin.faces.reports.tables import REPORTS, TONES
from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn, wants_part

STAFF_VERBS = {"remake": "reports.make", "sign": "reports.sign"}


@require_safe
@login_required
@permission_required("reports.view", raise_exception=True)
def reports(request: SignedIn) -> HttpResponse:
    rows = Report.objects.visible_to(request.user).select_related("org", "by")
    return REPORTS.respond(request, rows, "reports/list.html")


@login_required
@permission_required("reports.make", raise_exception=True)
def order(request: SignedIn) -> HttpResponse:
    at = localtime()
    form = OrderForm(request.POST or None, user=request.user, today=at.date())
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/order.html", {"form": form}, status=422 if form.is_bound else 200)
    report = services.order(**form.cleaned_data, by=request.user, at=at)
    return redirect("report-detail", pk=report.pk)


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The report as it was printed; while it is being made, its progress, asked for again and again."""
    found = Report.objects.visible_to(request.user).select_related("org", "by", "signed_by", "docx", "pdf")
    report = get_object_or_404(found, pk=pk)
    require(request.user, "reports.view", report.org)
    running = report.state in (State.WAITING, State.MAKING)
    verbs = [(verb, flow.labels[verb]) for verb in flow.verbs(report.state)
             if request.user.has_perm(STAFF_VERBS.get(verb, "reports.none"), report.org)]  # fmt: skip
    context = {"report": report, "running": running, "verbs": dict(verbs), "tone": TONES[State(report.state)],
               "steps": services.STEPS}  # fmt: skip
    if running and wants_part(request):
        return render(request, "reports/_progress.html", context)
    response = render(request, "reports/detail.html", context)
    if wants_part(request):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def remake(request: SignedIn, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.make", report.org)
    services.remake(report, by=request.user, at=localtime())
    return redirect("report-detail", pk=pk)


@require_POST
@login_required
def sign(request: SignedIn, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(request.user, "reports.sign", report.org)
    services.sign(report, by=request.user, at=localtime())
    return redirect("report-detail", pk=pk)
