from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.orgs import exchange
from tongxin.ground.orgs.forms import ImportForm
from tongxin.ground.orgs.models import TreeSheet
from tongxin.kit.requests import SignedIn, workbook

SHOWN = 200


@require_GET
@login_required
def export(request: SignedIn) -> HttpResponse:
    at = localtime()
    return workbook(exchange.export_tree(by=request.user, at=at), f"orgs-{at:%Y%m%d}.xlsx")


@require_GET
@login_required
def template(request: SignedIn) -> HttpResponse:
    return workbook(exchange.template(), "orgs-template.xlsx")


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: SignedIn) -> HttpResponse:
    _require(request)
    form = ImportForm(*_posted(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["sheet"]
        sheet = exchange.preview(file.read(), file.name, by=request.user, at=localtime())
        return redirect("org-import-preview", sheet.pk)
    return render(request, "orgs/import.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
def preview(request: SignedIn, pk: int) -> HttpResponse:
    sheet = _own(request, pk)
    planned = [row for row in sheet.rows if row["act"] != "same"]
    context = {
        "sheet": sheet,
        "counts": exchange.counts(sheet),
        "rows": planned[:SHOWN],
        "rejects": sheet.rejects[:SHOWN],
        "more": max(len(planned) - SHOWN, 0),
        "useful": bool(planned),
    }
    return render(request, "orgs/preview.html", context)


@require_POST
@login_required
def commit(request: SignedIn, pk: int) -> HttpResponse:
    sheet = exchange.commit(_own(request, pk), by=request.user, at=localtime())
    return redirect("org-import-preview", sheet.pk)


@require_GET
@login_required
def rejects(request: SignedIn, pk: int) -> HttpResponse:
    data = exchange.rejected_sheet(_own(request, pk), by=request.user, at=localtime())
    return workbook(data, f"orgs-rejected-{pk}.xlsx")


def _own(request: SignedIn, pk: int) -> TreeSheet:
    sheet = get_object_or_404(TreeSheet, pk=pk, by=request.user)
    _require(request)
    return sheet


def _require(request: SignedIn) -> None:
    if not request.user.has_perm("orgs.edit"):
        raise PermissionDenied("您的岗位不能导入工会组织，请联系系统管理员。")


def _posted(request: SignedIn) -> tuple:
    """What the form is bound to; an empty POST is bound too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
