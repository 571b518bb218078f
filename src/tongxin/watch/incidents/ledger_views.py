from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed, require
from tongxin.kit.requests import SignedIn, workbook
from tongxin.watch.incidents import ledger as ledgers
from tongxin.watch.incidents import queries
from tongxin.watch.incidents.forms import LedgerForm
from tongxin.watch.incidents.ledger_rows import COLUMNS
from tongxin.watch.incidents.models import Ledger
from tongxin.watch.incidents.tables import LEDGERS

SHOWN = 100  # rejected rows on the page; all are in the sheet


@require_GET
@login_required
@permission_required("incidents.ledger", raise_exception=True)
def listing(request: SignedIn) -> HttpResponse:
    rows = Ledger.objects.visible_to(request.user).select_related("org", "by").defer("rejects")
    return LEDGERS.respond(request, rows, "incidents/ledgers.html")


@require_http_methods(["GET", "POST"])
@login_required
@permission_required("incidents.ledger", raise_exception=True)
def upload(request: SignedIn) -> HttpResponse:
    form = LedgerForm(request.POST, request.FILES) if request.method == "POST" else LedgerForm()
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        made = ledgers.take_in(
            sheet.read(), sheet.name, org=_home(request.user), by=request.user, at=localtime()
        )
        return redirect("ledger-detail", made.pk)
    return render(request, "incidents/ledger_import.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
@permission_required("incidents.ledger", raise_exception=True)
def template(request: SignedIn) -> HttpResponse:
    return workbook(ledgers.template(), "ledger-template.xlsx")


@require_GET
@login_required
def detail(request: SignedIn, pk: int) -> HttpResponse:
    ledger = _mine(request, pk)
    overlaps = queries.overlapping(ledger, request.user)
    rejects = [each | {"cells": [(c, each["cells"][c]) for c in COLUMNS]} for each in ledger.rejects[:SHOWN]]
    context = {"ledger": ledger, "overlaps": overlaps, "columns": COLUMNS, "rejects": rejects, "shown": SHOWN}
    return render(request, "incidents/ledger.html", context)


@require_GET
@login_required
def rejected(request: SignedIn, pk: int) -> HttpResponse:
    content = ledgers.rejected_sheet(_mine(request, pk), by=request.user, at=localtime())
    return workbook(content, f"ledger-rejected-{pk}.xlsx")


@require_POST
@login_required
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    ledgers.withdraw(_mine(request, pk), by=request.user, at=localtime())
    return redirect("ledger-detail", pk)


def _mine(request: SignedIn, pk: int) -> Ledger:
    found = get_object_or_404(Ledger.objects.visible_to(request.user), pk=pk)
    require(request.user, "incidents.ledger", found.org)
    return found


def _home(user: Account) -> Org:
    """The highest federation where this person may; its division bounds what a ledger tells."""
    for post in user.current_posts:
        if post.org.level in (Level.CITY, Level.DISTRICT) and allowed(user, "incidents.ledger", post.org):
            return post.org
    raise PermissionDenied("往年台账请由市或区县总工会导入。")
