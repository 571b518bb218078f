"""Pages of the administrators: the job queue and the calendar of working days."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateJob

from tongxin.faces.desk import queue
from tongxin.faces.desk.admin_forms import NoticeForm, next_year
from tongxin.ground.audit import operations
from tongxin.ground.people.rights import require
from tongxin.ground.rulebook.queries import city
from tongxin.ground.worktime.calendar import LABELS
from tongxin.ground.worktime.models import Day, Notice
from tongxin.ground.worktime.queries import YearView, year_view
from tongxin.kit.requests import SignedIn


@login_required
def queue_page(request: SignedIn) -> HttpResponse:
    require(request.user, "queue.view", city())
    context = {"summary": queue.summary(localtime()), "failures": queue.failures()}
    return queue.JOBS.respond(request, queue.jobs(), "desk/queue.html", context)


@require_POST
@login_required
def retry(request: SignedIn, pk: int) -> HttpResponse:
    require(request.user, "queue.view", city())
    job = get_object_or_404(ProcrastinateJob, pk=pk)
    operations.retry_job(job, by=request.user, at=localtime())
    return redirect("queue")


@login_required
def worktime(request: SignedIn, year: int | None = None) -> HttpResponse:
    require(request.user, "worktime.view")
    view = year_view(year or localdate().year)
    if view is None:
        raise Http404
    may_import = request.user.has_perm("worktime.import", city())
    context = _calendar(view) | {"may_import": may_import, "form": NoticeForm(initial={"year": next_year()})}
    return render(request, "desk/worktime.html", context)


@require_POST
@login_required
def import_notice(request: SignedIn) -> HttpResponse:
    """Preview first; `commit` makes the year official."""
    require(request.user, "worktime.import", city())
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "desk/worktime_import.html", {"form": form}, status=422)
    if "commit" in request.POST:
        made = form.commit(by=request.user, at=localtime())
        return redirect("worktime-year", made.year)
    return render(request, "desk/worktime_import.html", {"form": form, "preview": form.preview()})


def _calendar(view: YearView) -> dict:
    return {
        "view": view,
        "months": [(number, _weeks(month)) for number, month in enumerate(view.months, start=1)],
        "counts": [(LABELS[kind], count) for kind, count in view.counts.items()],
        "years": range(max(view.first, view.year - 3), min(view.last, view.year + 3) + 1),
        "notices": Notice.objects.filter(year=view.year),
        "today": localdate(),
    }


def _weeks(month: tuple[Day, ...]) -> list[list[Day | None]]:
    """Rows of seven, Monday first, padded."""
    padded: list[Day | None] = [None] * month[0].date.weekday() + list(month)
    padded += [None] * (-len(padded) % 7)
    return [padded[n : n + 7] for n in range(0, len(padded), 7)]


ADMIN_URLS = [
    path("queue/", queue_page, name="queue"),
    path("queue/<int:pk>/retry/", retry, name="queue-retry"),
    path("worktime/", worktime, name="worktime-year"),
    path("worktime/<int:year>/", worktime, name="worktime-year"),
    path("worktime/import/", import_notice, name="worktime-import"),
]
