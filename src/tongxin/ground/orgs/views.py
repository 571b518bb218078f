from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.audit.queries import about
from tongxin.ground.audit.services import kind_of
from tongxin.ground.orgs import queries, services
from tongxin.ground.orgs.forms import CreateForm, MergeForm, MoveForm, OrgForm
from tongxin.ground.orgs.models import Merge, Org
from tongxin.ground.orgs.tables import ORGS, rows
from tongxin.ground.orgs.timeline import entries
from tongxin.kit.requests import SignedIn

BOTH = ["GET", "POST"]


@require_GET
@login_required
def listing(request: SignedIn) -> HttpResponse:
    return ORGS.respond(
        request, rows(request.user), "orgs/list.html", {"editor": request.user.has_perm("orgs.edit")}
    )


@require_GET
@login_required
def tree(request: SignedIn) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:60]
    found = queries.search(rows(request.user), words).order_by("path")[:100] if words else []
    context = {"tops": queries.tops(request.user), "words": words, "found": found}
    return render(request, "orgs/tree.html", context)


@require_GET
@login_required
def branch(request: SignedIn, pk: int) -> HttpResponse:
    """The direct children of one union, for the unfolding tree."""
    org = get_object_or_404(Org.objects.visible_to(request.user), pk=pk)
    return render(request, "orgs/_branch.html", {"orgs": queries.children(org)})


@require_GET
@login_required
def options(request: SignedIn) -> HttpResponse:
    """Candidates while the name or code of a union is being typed."""
    words = (request.GET.get("under") or request.GET.get("into") or request.GET.get("org") or "").strip()[:60]
    found = queries.search(rows(request.user), words)[:20] if words else []
    return render(request, "orgs/_options.html", {"orgs": found})


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    visible = Org.objects.visible_to(request.user).select_related("region", "merged_into")
    org = get_object_or_404(visible, pk=pk)
    context = {
        "org": org,
        "ancestors": queries.ancestors(org),
        "children": queries.children(org)[:200],
        "posts": org.posts.current(localdate()).select_related("account").order_by("role", "pk")[:200],
        "attached": queries.attached(org),
        "merge": Merge.objects.filter(gone=org, undone_at=None).first() if org.merged_into else None,
        "entries": entries(about(kind_of(org), org.pk)[:30]),
        "editor": request.user.has_perm("orgs.edit", org),
    }
    return render(request, "orgs/detail.html", context)


@require_http_methods(BOTH)
@login_required
def create(request: SignedIn, pk: int) -> HttpResponse:
    """A new union under `pk`."""
    parent = _editable(request, pk)
    form = CreateForm(_posted(request), parent=parent)
    if request.method == "POST" and form.is_valid():
        org = services.create(**form.cleaned_data, parent=parent, by=request.user, at=localtime())
        return redirect("org-detail", org.pk)
    return render(request, "orgs/create.html", {"form": form, "parent": parent}, status=_status(form))


@require_http_methods(BOTH)
@login_required
def edit(request: SignedIn, pk: int) -> HttpResponse:
    org = _editable(request, pk)
    known = {"code": org.code, "name": org.name, "short": org.short, "region": org.region_id}
    form = OrgForm(_posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        services.change(org, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("org-detail", org.pk)
    return render(request, "orgs/edit.html", {"form": form, "org": org}, status=_status(form))


@require_http_methods(BOTH)
@login_required
def move(request: SignedIn, pk: int) -> HttpResponse:
    org = _editable(request, pk)
    form = MoveForm(_posted(request), rows=Org.objects.visible_to(request.user).current())
    if request.method == "POST" and form.is_valid():
        _require(request, form.cleaned_data["under"])
        services.move(org, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("org-detail", org.pk)
    context = {"form": form, "org": org, "attached": queries.attached(org)}
    return render(request, "orgs/move.html", context, status=_status(form))


@require_http_methods(BOTH)
@login_required
def merge(request: SignedIn, pk: int) -> HttpResponse:
    org = _editable(request, pk)
    form = MergeForm(_posted(request), rows=Org.objects.visible_to(request.user).current())
    if request.method == "POST" and form.is_valid():
        _require(request, form.cleaned_data["into"])
        services.merge(org, **form.cleaned_data, by=request.user, at=localtime())
        return redirect("org-detail", form.cleaned_data["into"].pk)
    context = {"form": form, "org": org, "attached": queries.attached(org)}
    return render(request, "orgs/merge.html", context, status=_status(form))


@require_POST
@login_required
def undo_merge(request: SignedIn, pk: int) -> HttpResponse:
    """Undo the merge of the union `pk`."""
    org = _editable(request, pk)
    merged = get_object_or_404(Merge, gone=org, undone_at=None)
    services.undo_merge(merged, by=request.user, at=localtime())
    return redirect("org-detail", org.pk)


def _editable(request: SignedIn, pk: int) -> Org:
    org = get_object_or_404(Org.objects.visible_to(request.user), pk=pk)
    _require(request, org)
    return org


def _require(request: SignedIn, org: Org) -> None:
    """The right over a union; `people.rights.require` lies above this app."""
    if not request.user.has_perm("orgs.edit", org):
        raise PermissionDenied("您的岗位不能变更工会组织，请联系系统管理员。")


def _status(form: OrgForm | MoveForm | MergeForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _posted(request: SignedIn) -> QueryDict | None:
    """What a form is bound to: an empty POST is bound too, and says what is missing."""
    return request.POST if request.method == "POST" else None
