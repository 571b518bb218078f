from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn
from tongxin.watch.cases import services
from tongxin.watch.cases.acts import ACTS
from tongxin.watch.cases.flow import flow
from tongxin.watch.cases.forms import AttachForm
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.pages import detail_of
from tongxin.watch.cases.printing import sheet
from tongxin.watch.cases.tables import chip, table


@require_GET
@login_required
def cases(request: SignedIn) -> HttpResponse:
    require(request.user, "cases.view")
    rows = Case.objects.visible_to(request.user).select_related("org", "region", "employer")
    return table(request.user, localtime()).respond(request, rows, "cases/list.html")


@require_GET
@login_required
def case(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Case.objects.visible_to(request.user).whole(), pk=pk)
    require(request.user, "cases.view")
    return render(request, "cases/detail.html", detail_of(found, request.user, localtime()))


@require_http_methods(["GET", "POST"])
@login_required
def act(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """One verb on one case: its form, or the act."""
    found = get_object_or_404(Case.objects.visible_to(request.user).whole(), pk=pk)
    wanted = ACTS[verb]
    require(request.user, wanted.right, wanted.org_of(found))
    flow.after(verb, found.state)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = wanted.form(*given, case=found, user=request.user)
    if not form.is_valid():
        context = {
            "case": found,
            "form": form,
            "act": wanted,
            "chip": chip(found),
            "draft": f"case-{pk}-{verb}",
        }
        return render(request, "cases/act.html", context, status=422 if form.is_bound else 200)
    wanted.service(found, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, f"已{wanted.label}：{found.number}")
    return redirect("case-detail", pk=pk)


@require_POST
@login_required
def attach(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Case.objects.visible_to(request.user).whole(), pk=pk)
    require(request.user, "cases.handle", found.org)
    form = AttachForm(request.POST, request.FILES, case=found, user=request.user)
    if not form.is_valid():
        context = detail_of(found, request.user, localtime()) | {"attach_form": form}
        return render(request, "cases/detail.html", context, status=422)
    services.attach(found, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, "材料已添加。")
    return redirect("case-detail", pk=pk)


@require_GET
@login_required
def print_sheet(request: SignedIn, pk: int) -> HttpResponse:
    """办理单 as PDF."""
    found = get_object_or_404(Case.objects.visible_to(request.user).whole(), pk=pk)
    require(request.user, "cases.view")
    answer = HttpResponse(sheet(found, localtime()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="case-{found.number}.pdf"'
    return answer
