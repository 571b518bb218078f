"""The page of one employer, with what the wings above `ground` know of it."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from tongxin.faces.desk.timeline import acts_on
from tongxin.ground.employers.models import Employer, Merge
from tongxin.ground.employers.queries import family
from tongxin.ground.employers.rules import SIZES, size_of
from tongxin.ground.people.rights import require
from tongxin.kit.requests import SignedIn
from tongxin.relations.bargaining.queries import of_employer
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores.queries import brief

SHOWN = 20


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = Employer.objects.visible_to(request.user).defer("words")
    rows = rows.select_related("org", "industry_org", "own_union", "region", "merged_into", "score")
    employer = get_object_or_404(rows, pk=pk)
    require(request.user, "employers.view", employer.org)
    same = family(pk)  # what befell those merged into it befell this one
    incidents = Incident.objects.visible_to(request.user).current().filter(employer__in=same)
    cases = Case.objects.visible_to(request.user).filter(employer__in=same).select_related("org")
    contracts = of_employer(request.user, same, localdate())
    context = {
        "employer": employer,
        "editor": request.user.has_perm("employers.edit", employer.org),
        "region": "".join(employer.region.chain[1:]) if employer.region else "",
        "index": brief(employer) if request.user.has_perm("scores.view") else None,
        "former_names": list(employer.former_names.order_by("-until", "name")),
        "merges": list(
            Merge.objects.filter(kept__in=same, undone_at=None).select_related("gone", "kept").order_by("-at")
        ),
        "size": SIZES[size_of(employer.staff)][0] if employer.staff is not None else "",
        "incidents": _listed(request, "incidents.view", incidents.order_by("-last_at", "-pk")),
        "cases": _listed(request, "cases.view", cases.order_by("-opened_at", "-pk")),
        "contracts": _listed(request, "bargaining.view", contracts),
        "keeps_contracts": request.user.has_perm("bargaining.edit"),
        "timeline": acts_on(employer),
    }
    return render(request, "desk/employer.html", context)


def _listed(request: SignedIn, right: str, rows: QuerySet) -> list | None:
    """The newest rows; None for those without the right."""
    return list(rows[:SHOWN]) if request.user.has_perm(right) else None


EMPLOYER_URLS = [path("employers/<int:pk>/", detail, name="employer-detail")]
