from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_POST

from tongxin.ground.people.rights import require
from tongxin.ground.rulebook import queries, services
from tongxin.ground.rulebook.editing import form_of
from tongxin.ground.rulebook.forms import RuleForm, VersionForm
from tongxin.ground.rulebook.models import Kind, Rule, Version
from tongxin.ground.rulebook.reading import read
from tongxin.ground.rulebook.seen import UNSEEN, seen
from tongxin.ground.rulebook.tables import RULES, status_chip
from tongxin.ground.rulebook.uses import use_of
from tongxin.kit.requests import SignedIn


@login_required
def rules(request: SignedIn) -> HttpResponse:
    require(request.user, "rulebook.view")
    context = {"missing": queries.missing_kinds(localdate()), "may_edit": _may(request, "rulebook.edit")}
    return RULES.respond(request, queries.rules_listed(), "rulebook/list.html", context)


@login_required
def rule(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Rule, pk=pk)
    require(request.user, "rulebook.view")
    versions = list(queries.history(found))
    wanted = request.GET.get("version", "")
    shown = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
    counting = queries.in_force(found, localdate())
    context = {
        "rule": found,
        "versions": versions,
        "shown": shown,
        "counting": counting,
        "reading": read(found.kind, shown.body) if shown else None,
        "chip": status_chip(shown.status if shown else None),
        "replaces": _replaced(found),
        "use": use_of(found.key, found.kind, shown.body if shown else {}),
        "may_edit": _may(request, "rulebook.edit"),
        "may_confirm": _may(request, "rulebook.confirm"),
    }
    return render(request, "rulebook/detail.html", context)


@login_required
def compare(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Rule, pk=pk)
    require(request.user, "rulebook.view")
    versions = list(queries.history(found))
    by_number = {str(version.number): version for version in versions}
    b = by_number.get(request.GET.get("b", ""), versions[0] if versions else None)
    a = by_number.get(request.GET.get("a", ""), versions[1] if len(versions) > 1 else b)
    context: dict[str, Any] = {"rule": found, "versions": versions, "a": a, "b": b}
    if a and b:
        sides = [(version, read(found.kind, version.body)) for version in (a, b)]
        context |= {"changes": queries.compare(a.body, b.body), "sides": sides}
    return render(request, "rulebook/compare.html", context)


@login_required
def write(request: SignedIn, pk: int) -> HttpResponse:
    """The editor; `preview` shows what would be written and what it changes, and writes nothing.

    A profile is saved once its effect on last year's alerts was shown (`seen`, given by that page), or on `unseen`.
    """
    found = get_object_or_404(Rule, pk=pk)
    require(request.user, "rulebook.edit", queries.city())
    form = form_of(request, found)
    if request.method != "POST":
        return render(request, "rulebook/write.html", {"rule": found, "form": form})
    if form.is_valid() and "preview" not in request.POST and _unseen(request, form):
        form.add_error(None, UNSEEN)
    if not form.is_valid():
        return render(request, "rulebook/write.html", {"rule": found, "form": form}, status=422)
    if "preview" in request.POST:
        return render(
            request, "rulebook/write.html", {"rule": found, "form": form, "preview": _preview(form)}
        )
    version = services.write_version(found, by=request.user, at=localtime(), **form.values())
    return redirect(f"{_url(found)}?version={version.number}")


@login_required
def add(request: SignedIn) -> HttpResponse:
    require(request.user, "rulebook.edit", queries.city())
    form = RuleForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "rulebook/add.html", {"form": form}, status=422 if form.is_bound else 200)
    made = services.add_rule(**form.cleaned_data, by=request.user, at=localtime())
    return redirect("version-write", made.pk)


@require_POST
@login_required
def confirm(request: SignedIn, pk: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.select_related("rule"), pk=pk)
    require(request.user, "rulebook.confirm", queries.city())
    services.confirm(version, by=request.user, at=localtime())
    return redirect(f"{_url(version.rule)}?version={version.number}")


@require_POST
@login_required
def activate(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Rule, pk=pk)
    require(request.user, "rulebook.confirm", queries.city())
    services.activate(found, by=request.user, at=localtime())
    return redirect("rule-detail", found.pk)


@require_POST
@login_required
def deactivate(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Rule, pk=pk)
    require(request.user, "rulebook.confirm", queries.city())
    services.deactivate(found, by=request.user, at=localtime())
    return redirect("rule-detail", found.pk)


def _unseen(request: SignedIn, form: VersionForm) -> bool:
    body = form.cleaned_data["body"]
    if form.rule.kind != Kind.ALERT_PROFILE or "levels" not in body or "unseen" in request.POST:
        return False
    return not seen(body, request.POST.get("seen", ""))


def _may(request: SignedIn, right: str) -> bool:
    return request.user.has_perm(right, queries.city())


def _url(found: Rule) -> str:
    return RULES.url(found)


def _preview(form: VersionForm) -> dict[str, Any]:
    body = form.cleaned_data["body"]
    before = form.version.body if form.version else {}
    return {"reading": read(form.rule.kind, body), "changes": queries.compare(before, body)}


def _replaced(found: Rule) -> Rule | None:
    """The rule that is switched off when this one is activated."""
    if found.kind not in queries.ONE_ACTIVE:
        return None
    return Rule.objects.filter(kind=found.kind, active=True).exclude(pk=found.pk).first()
