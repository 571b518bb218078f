"""Profiles on one's own history: all of them side by side, and one that is about to be saved."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_POST

from tongxin.ground.people.rights import require
from tongxin.ground.rulebook import queries as rulebook
from tongxin.ground.rulebook.editing import form_of
from tongxin.ground.rulebook.models import Kind, Rule
from tongxin.ground.rulebook.seen import mark
from tongxin.kit.requests import SignedIn
from tongxin.watch.alerts import comparing, history, previewing
from tongxin.watch.alerts.exports import changes_sheet


@require_GET
@login_required
def profiles(request: SignedIn) -> HttpResponse:
    """All profiles that can be run and the active one, on the last 365 days."""
    require(request.user, "alerts.view")
    used, others = comparing.profiles(localdate())
    columns = history.of_last_year(request.user, localtime())
    found = comparing.compare(used, others, columns)
    context = {
        "found": found, "total": len(columns), "used": used, "chart": comparing.chart(found),
        "levels": comparing.DESCENDING, "not_runnable": rulebook.not_runnable(),
    }  # fmt: skip
    return render(request, "alerts/profiles.html", context)


@require_POST
@login_required
def preview(request: SignedIn, pk: int) -> HttpResponse:
    """What the posted profile would have done; the page carries the form on, to be saved, changed or exported."""
    rule = get_object_or_404(Rule, pk=pk, kind=Kind.ALERT_PROFILE)
    require(request.user, "rulebook.edit", rulebook.city())
    form = form_of(request, rule)
    if not form.is_valid() or "levels" not in form.cleaned_data["body"]:
        return render(request, "rulebook/write.html", {"rule": rule, "form": form}, status=422)
    body, named = form.cleaned_data["body"], request.user.has_perm("alerts.view")
    found = previewing.preview(body, request.user, localtime())
    if "export" in request.POST and named:
        return changes_sheet(found, by=request.user, at=localtime())
    context = {
        "rule": rule, "found": found, "named": named, "proof": mark(body), "levels": comparing.DESCENDING,
        "changed": previewing.changed(found, request.user) if named else [], "posted": _posted(request),
    }  # fmt: skip
    return render(request, "alerts/preview.html", context)


def _posted(request: SignedIn) -> list[tuple[str, str]]:
    """What was posted, to be posted again with the next button."""
    left = {"csrfmiddlewaretoken", "preview", "unseen", "seen", "export"}
    return [(name, value) for name, values in request.POST.lists() if name not in left for value in values]
