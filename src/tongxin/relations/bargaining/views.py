from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.ground.employers.models import Employer
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed, require
from tongxin.kit.requests import SignedIn
from tongxin.relations.bargaining import queries, rules, services
from tongxin.relations.bargaining.acts import ACTS
from tongxin.relations.bargaining.flow import flow
from tongxin.relations.bargaining.forms import ContractForm, CorrectionForm, called, unit_line
from tongxin.relations.bargaining.known import RIGHT
from tongxin.relations.bargaining.models import Contract, Kind
from tongxin.relations.bargaining.standing import chip
from tongxin.relations.bargaining.tables import CONTRACTS

SHOWN = 100  # employers on the page of one contract
RUNNING = [chip(key) for key in ("review", "ahead", "renewal", "valid")]


@require_GET
@login_required
@permission_required("bargaining.view", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Contract.objects.visible_to(request.user).standing_on(localdate())
    rows = rows.select_related("org").annotate(units=queries.covered())
    table = replace(CONTRACTS, search=partial(queries.search, request.user))
    return table.respond(request, rows, "bargaining/list.html", {"editor": request.user.has_perm(RIGHT)})


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One contract: its terms, where it stands, whom it binds."""
    contract = _contract(request, pk)
    require(request.user, "bargaining.view")
    employers = queries.bound(contract, request.user).select_related("org")
    visible = Employer.objects.visible_to(request.user).filter(covers__contract=contract)
    editor = request.user.has_perm(RIGHT, contract.org)
    made = contract.made_by
    context = {
        "contract": contract,
        "file_by": rules.file_by(contract.signed_on),
        "effective_on": rules.effective_on(contract.filed_on) if contract.filed_on else None,
        "renew_from": rules.renew_from(contract.ends_on),
        "running": contract.chip in RUNNING,
        "remarks": rules.remarks(contract.terms, wages=contract.kind == Kind.WAGES),
        "employers": list(employers[:SHOWN]),
        "linked": set(visible.values_list("pk", flat=True)[:SHOWN]),
        "bound": employers.count(),
        "covered": contract.covers.count(),
        "acts": [ACTS[verb] for verb in flow.verbs(contract.state)] if editor else [],
        "editor": editor,
        "sheet": made if made and request.user.has_perm(RIGHT, made.org) else None,
        "timeline": queries.timeline(contract),
    }
    return render(request, "bargaining/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@permission_required(RIGHT, raise_exception=True)
def create(request: SignedIn) -> HttpResponse:
    home = home_of(request.user)
    form = ContractForm(request.POST or None, user=request.user, home=home, initial=_begin(request, home))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        contract = services.register(told["terms"], told["add"], by=request.user, at=localtime())
        messages.success(request, "已登记集体合同。")
        return redirect("contract-detail", contract.pk)
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: SignedIn, pk: int) -> HttpResponse:
    contract = _contract(request, pk)
    require(request.user, RIGHT, contract.org)
    begun = {"user": request.user, "home": contract.org, "contract": contract}
    if request.method == "GET":
        return _form(request, CorrectionForm(initial=CorrectionForm.told(contract), **begun), contract)
    form = CorrectionForm(request.POST, **begun)
    if not form.is_valid():
        return _form(request, form, contract)
    told = {name: form.cleaned_data[name] for name in ("terms", "add", "drop")}
    services.correct(contract, **told, seen=contract.terms, by=request.user, at=localtime())
    messages.success(request, "已更正。")
    return redirect("contract-detail", pk)


@require_http_methods(["GET", "POST"])
@login_required
def act(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """One verb on one contract: its form, or the act."""
    contract = _contract(request, pk)
    require(request.user, RIGHT, contract.org)
    wanted = ACTS[verb]
    form = wanted.form(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"contract": contract, "act": wanted, "form": form}
        return render(request, "bargaining/act.html", context, status=422 if form.errors else 200)
    wanted.service(contract, by=request.user, at=localtime(), **form.cleaned_data)
    messages.success(request, f"已处理：{wanted.label}。")
    return redirect("contract-detail", pk)


def home_of(user: Account) -> Org:
    """The first union at which this person may keep contracts."""
    for post in user.current_posts:
        if allowed(user, RIGHT, post.org):
            return post.org
    raise PermissionDenied("您的岗位不能登记集体合同。")


def _contract(request: SignedIn, pk: int) -> Contract:
    rows = Contract.objects.visible_to(request.user).standing_on(localdate())
    return get_object_or_404(
        rows.select_related("org", "made_by__by", "made_by__org").defer("made_by__rejects"), pk=pk
    )


def _begin(request: SignedIn, home: Org) -> dict[str, Any]:
    """What a new entry begins with; `?employer=` is the page it was asked from."""
    asked = request.GET.get("employer", "")
    rows = Employer.objects.visible_to(request.user).select_related("own_union")
    employer = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None
    if employer is None:
        return {"org": called(home)}
    own = (
        employer.own_union
        if employer.own_union and allowed(request.user, RIGHT, employer.own_union)
        else home
    )
    return {"org": called(own), "units": unit_line(employer.uscc, employer.name), "workers": employer.staff}


def _form(request: SignedIn, form: ContractForm, contract: Contract | None) -> HttpResponse:
    context = {"form": form, "contract": contract}
    return render(request, "bargaining/form.html", context, status=422 if form.errors else 200)
