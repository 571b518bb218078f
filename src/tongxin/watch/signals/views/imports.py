from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.audit.services import record
from tongxin.ground.people.rights import allowed, require
from tongxin.kit.refused import Refused
from tongxin.kit.requests import SignedIn, wants_part, workbook
from tongxin.watch.signals import imports
from tongxin.watch.signals.batch_tables import batches
from tongxin.watch.signals.forms import ImportForm
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Batch
from tongxin.watch.signals.queries import importable, reporting_org


@login_required
def upload(request: SignedIn) -> HttpResponse:
    org = reporting_org(request.user, "signals.import")
    if org is None:
        raise PermissionDenied("您的岗位没有导入线索的权限。")
    form = ImportForm(request.POST or None, request.FILES or None, sources=importable(request.user, org))
    if request.method == "POST" and form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        try:
            batch = imports.preview(source, file.read(), file.name, org=org, by=request.user, at=localtime())
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("batch-detail", pk=batch.pk)
    context = {"form": form, "org": org, "kinds": Kind.choices}
    return render(request, "signals/import.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def listing(request: SignedIn) -> HttpResponse:
    require(request.user, "signals.view")
    rows = Batch.objects.visible_to(request.user).select_related("source", "org", "by").defer("rejects")
    may = allowed(request.user, "signals.import")
    return batches(request.user).respond(request, rows, "signals/batches.html", {"may": may})


@require_GET
@login_required
def batch(request: SignedIn, pk: int) -> HttpResponse:
    rows = Batch.objects.visible_to(request.user).select_related("source", "org", "by", "file")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "signals.view", found.org)
    context = {"batch": found, "may": allowed(request.user, "signals.import", found.org)}
    part = "signals/_batch.html" if wants_part(request) else "signals/batch.html"
    return render(request, part, context)


@require_POST
@login_required
def commit(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Batch.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "signals.import", found.org)
    imports.commit(found, by=request.user, at=localtime())
    return redirect("batch-detail", pk=pk)


@require_POST
@login_required
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Batch.objects.visible_to(request.user).select_related("org"), pk=pk)
    require(request.user, "signals.import", found.org)
    imports.cancel(found, by=request.user, at=localtime())
    return redirect("batch-list")


@require_GET
@login_required
def rejected(request: SignedIn, pk: int) -> HttpResponse:
    rows = Batch.objects.visible_to(request.user).select_related("source", "org", "file")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "signals.import", found.org)
    sheet = imports.rejected_sheet(found)
    record(found, "download", by=request.user, at=localtime(), what="退回的行")
    return workbook(sheet, f"rejected-{found.pk}.xlsx")


@require_GET
@login_required
def template(request: SignedIn, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    return workbook(imports.template(kind), f"template-{kind}.xlsx")
