from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.employers import merging, services
from tongxin.ground.employers.forms import EmployerForm, MergeForm
from tongxin.ground.employers.models import Employer, Merge
from tongxin.ground.employers.queries import search
from tongxin.ground.employers.tables import EMPLOYERS
from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn

SHOWN = 20


@require_GET
@login_required
@permission_required("employers.view", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Employer.objects.visible_to(request.user).current()
    rows = rows.select_related("region", "org", "industry_org", "own_union").defer("words")
    return EMPLOYERS.respond(
        request, rows, "employers/list.html", {"editor": request.user.has_perm("employers.edit")}
    )


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("employers.edit", raise_exception=True)
def create(request: SignedIn) -> HttpResponse:
    form = EmployerForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        require(request.user, "employers.edit", form.cleaned_data["org"])
        employer = services.register(by=request.user, at=localtime(), **form.cleaned_data)
        return redirect("employer-detail", employer.pk)
    return render(request, "employers/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: SignedIn, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user).current(), pk=pk)
    require(request.user, "employers.edit", employer.org)
    told = {"user": request.user, "employer": employer, "initial": EmployerForm.told(employer)}
    form = EmployerForm(request.POST if request.method == "POST" else None, **told)
    if request.method == "POST" and form.is_valid():
        require(request.user, "employers.edit", form.cleaned_data["org"])
        services.change(employer, by=request.user, at=localtime(), **form.cleaned_data)
        return redirect("employer-detail", employer.pk)
    context = {"form": form, "employer": employer}
    return render(request, "employers/form.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def merge_choose(request: SignedIn, pk: int) -> HttpResponse:
    """Search the other employer; each hit opens the confirmation."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user).current(), pk=pk)
    require(request.user, "employers.edit", employer.org)
    words = request.GET.get("q", "").strip()[:100] or employer.short or employer.name
    others = Employer.objects.visible_to(request.user).current().exclude(pk=employer.pk)
    found = search(others, words).select_related("org", "region").order_by("name")[:SHOWN]
    context = {"employer": employer, "words": words, "found": found, "shown": SHOWN}
    return render(request, "employers/merge.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """The confirmation, and the act."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user).current(), pk=pk)
    require(request.user, "employers.edit", employer.org)
    form = MergeForm(request.POST or request.GET, user=request.user, kept=employer)
    if not form.is_valid():
        return render(request, "employers/merge.html", {"employer": employer, "form": form}, status=422)
    gone = form.cleaned_data["gone"]
    require(request.user, "employers.edit", gone.org)
    if request.method == "POST":
        merging.merge(employer, gone, by=request.user, at=localtime())
        return redirect("employer-detail", employer.pk)
    return render(request, "employers/merge_confirm.html", {"employer": employer, "gone": gone})


@require_POST
@login_required
def merge_undo(request: SignedIn, pk: int, merge_pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    require(request.user, "employers.edit", employer.org)
    merging.undo_merge(get_object_or_404(Merge, pk=merge_pk, kept=employer), by=request.user, at=localtime())
    return redirect("employer-detail", employer.pk)


@require_GET
@login_required
@permission_required("employers.view", raise_exception=True)
def options(request: SignedIn) -> HttpResponse:
    """Candidates while an employer is being typed (`employer_words`): radio buttons named `employer`."""
    words = (request.GET.get("employer_words") or "").strip()[:100]
    rows = Employer.objects.visible_to(request.user).current().select_related("region")
    found = search(rows, words).order_by("name")[:SHOWN] if words else []
    return render(request, "employers/_options.html", {"found": found, "words": words, "shown": SHOWN})
