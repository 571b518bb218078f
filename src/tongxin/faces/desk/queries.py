"""What a search finds: reads over all of watch, always within the person's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import search as search_employers
from tongxin.ground.people.models import Account
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.queries import search as search_cases
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.queries import search as search_incidents
from tongxin.watch.signals.models import Signal

FOUND = 6


@dataclass(frozen=True)
class Section:
    """What a search found of one kind. `more` leads to the full list."""

    label: str
    rows: Iterable[Any]
    more: str


def search(user: Account, words: str) -> list[Section]:
    """The newest finds of each kind this person may see, in the order of the work, as their lists search."""
    finds = []
    if user.has_perm("signals.view"):
        signals = (
            Signal.objects.visible_to(user)
            .current()
            .search(words)
            .select_related("org")
            .order_by("-heard_at", "-pk")
        )
        finds.append(Section("线索", signals[:FOUND], reverse("signal-list")))
    if user.has_perm("incidents.view"):
        incidents = search_incidents(Incident.objects.visible_to(user).current(), words)
        finds.append(
            Section(
                "事件",
                incidents.select_related("org").order_by("-last_at", "-pk")[:FOUND],
                reverse("incident-list"),
            )
        )
    if user.has_perm("cases.view"):
        cases = search_cases(Case.objects.visible_to(user), words)
        finds.append(
            Section(
                "工单",
                cases.select_related("org").order_by("-opened_at", "-pk")[:FOUND],
                reverse("case-list"),
            )
        )
    if user.has_perm("employers.view"):
        employers = search_employers(Employer.objects.visible_to(user).current(), words)
        finds.append(
            Section(
                "用人单位", employers.select_related("org").order_by("name")[:FOUND], reverse("employer-list")
            )
        )
    return finds
