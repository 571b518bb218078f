from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.audit.services import record
from tongxin.ground.employers import importing, layout
from tongxin.ground.employers.forms import SheetForm
from tongxin.ground.employers.models import Import
from tongxin.ground.employers.tables import IMPORTS, districts
from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed, require
from tongxin.kit.requests import SignedIn, wants_part, workbook

SHOWN = 100  # rejected rows on the page; all are in the sheet


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("employers.edit", raise_exception=True)
def upload(request: SignedIn) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        org = _home(request.user)
        made = importing.preview(sheet.read(), sheet.name, org=org, by=request.user, at=localtime())
        return redirect("employer-import-detail", made.pk)
    return render(request, "employers/import.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
@permission_required("employers.edit", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Import.objects.visible_to(request.user).select_related("org", "by")
    return IMPORTS.respond(request, rows, "employers/imports.html")


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    made = _made(request, pk)
    context = {"made": made, "rejects": made.rejects[:SHOWN], "shown": SHOWN}
    template = "employers/_import.html" if wants_part(request) else "employers/import_detail.html"
    return render(request, template, context)


@require_POST
@login_required
def commit(request: SignedIn, pk: int) -> HttpResponse:
    made = importing.commit(_made(request, pk), by=request.user, at=localtime())
    return redirect("employer-import-detail", made.pk)


@require_POST
@login_required
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    importing.cancel(_made(request, pk), by=request.user, at=localtime())
    return redirect("employer-import")


@require_GET
@login_required
def rejected(request: SignedIn, pk: int) -> HttpResponse:
    made = _made(request, pk)
    content = importing.rejected_sheet(made)
    record(made, "download", by=request.user, at=localtime(), what="退回的行")
    return workbook(content, f"employers-rejected-{made.pk}.xlsx")


@require_GET
@login_required
@permission_required("employers.view", raise_exception=True)
def template(request: SignedIn) -> HttpResponse:
    unions = Org.objects.visible_to(request.user).current().filter(level=Level.INDUSTRY)
    names = [name for _, name in districts()]
    return workbook(
        layout.template(names, list(unions.values_list("name", flat=True))), "employers-template.xlsx"
    )


def _made(request: SignedIn, pk: int) -> Import:
    made = get_object_or_404(
        Import.objects.visible_to(request.user).select_related("org", "file", "by"), pk=pk
    )
    require(request.user, "employers.edit", made.org)
    return made


def _home(user: Account) -> Org:
    """The highest union at which the person may edit employers."""
    for post in user.current_posts:
        if allowed(user, "employers.edit", post.org):
            return post.org
    raise PermissionDenied("您的岗位不能导入用人单位。")
