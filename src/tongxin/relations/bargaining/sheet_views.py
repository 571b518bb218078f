from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn, wants_part, workbook
from tongxin.relations.bargaining import importing, layout
from tongxin.relations.bargaining.forms import SheetForm
from tongxin.relations.bargaining.known import RIGHT
from tongxin.relations.bargaining.models import Import
from tongxin.relations.bargaining.tables import IMPORTS
from tongxin.relations.bargaining.views import home_of

SHOWN = 100  # rejected rows on the page; all are in the sheet


@require_http_methods(["GET", "POST"])
@login_required
@permission_required(RIGHT, raise_exception=True)
def upload(request: SignedIn) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        sheet, home = form.cleaned_data["sheet"], home_of(request.user)
        made = importing.take_in(sheet.read(), sheet.name, org=home, by=request.user, at=localtime())
        return redirect("contract-import-detail", made.pk)
    return render(request, "bargaining/import.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
@permission_required(RIGHT, raise_exception=True)
def template(request: SignedIn) -> HttpResponse:
    return workbook(layout.template(), "contracts-template.xlsx")


@require_GET
@login_required
@permission_required(RIGHT, raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Import.objects.visible_to(request.user).select_related("org", "by").defer("rejects")
    return IMPORTS.respond(request, rows, "bargaining/imports.html")


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    made = _made(request, pk)
    context = {"made": made, "rejects": made.rejects[:SHOWN], "shown": SHOWN}
    part = "bargaining/_import.html" if wants_part(request) else "bargaining/import_detail.html"
    return render(request, part, context)


@require_GET
@login_required
def rejected(request: SignedIn, pk: int) -> HttpResponse:
    content = importing.rejected_sheet(_made(request, pk), by=request.user, at=localtime())
    return workbook(content, f"contracts-rejected-{pk}.xlsx")


@require_POST
@login_required
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    importing.withdraw_import(_made(request, pk), by=request.user, at=localtime())
    return redirect("contract-import-detail", pk)


def _made(request: SignedIn, pk: int) -> Import:
    rows = Import.objects.visible_to(request.user).select_related("org", "file", "by")
    made = get_object_or_404(rows, pk=pk)
    require(request.user, RIGHT, made.org)
    return made
