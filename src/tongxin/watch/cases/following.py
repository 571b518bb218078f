"""When a union is merged into another, the cases it holds or dispatched go on at the one that stays."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.notices.services import holders, notify
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.rights import HANDLERS
from tongxin.kit.actor import Actor
from tongxin.watch.cases.models import Case, Step

FIELDS = ("org", "desk", "proposed")


def follow(gone: Org, into: Org, by: Actor | None, at: datetime) -> dict[str, list[int]]:
    """Field → keys of the cases that went along: those with something still to be done. Clocks run on."""
    moved = {}
    for field in FIELDS:
        rows = Case.objects.unfinished().filter(**{field: gone}).order_by("pk")
        moved[field] = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        Case.objects.filter(pk__in=moved[field]).update(**{field: into})
    _write(moved["org"], gone, into, by, at)
    if moved["org"]:
        url = f"{reverse('case-list')}?holder={into.pk}"
        people = holders(into, HANDLERS, on=localtime(at).date())
        notify(people, f"{gone.name}并入本会，随转工单 {len(moved['org'])} 件", url=url, at=at)
    return moved


def back(gone: Org, into: Org, moved: dict[str, list[int]], by: Actor | None, at: datetime) -> None:
    """Those that are still where the merge put them return, unless they are finished."""
    for field, keys in moved.items():
        rows = Case.objects.unfinished().filter(pk__in=keys, **{field: into}).order_by("pk")
        returning = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        Case.objects.filter(pk__in=returning).update(**{field: gone})
        if field == "org":
            _write(returning, into, gone, by, at)


def _write(keys: Iterable[int], before: Org, after: Org, by: Actor | None, at: datetime) -> None:
    """A step in each timeline, an entry for each in the trail."""
    cases = list(Case.objects.filter(pk__in=keys).order_by("pk"))
    facts = {"from_name": before.name, "to": after.pk, "to_name": after.name}
    Step.objects.bulk_create(
        [
            Step(
                case=c,
                verb="follow",
                state=c.state,
                org=after,
                facts=facts,
                by_id=by.pk if by else None,
                at=at,
            )
            for c in cases
        ],
        batch_size=1000,
    )
    record_many([Act(case, "follow", facts) for case in cases], by=by, at=at)
