"""A simulated world told to the platform, and what it made of it."""

from django.db import connection

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import Told as Named
from tongxin.ground.employers.queries import match
from tongxin.ground.employers.services import register
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import count
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.measure import Agreement, measure
from tongxin.watch.incidents.models import Link
from tongxin.watch.incidents.simulated import Told, World
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.tests.makers import make_source, numbers


def tell(org: Org, world: World, *, read: bool = True) -> dict[int, int]:
    """Store the reports of a world, read and link them; signal → true incident.

    `read` False: not the reader says what stands in the texts, but who wrote them.
    """
    for firm in world.firms:
        if firm.registered and not Employer.objects.filter(name=firm.name).exists():
            register(name=firm.name, short=firm.short, region_id=firm.region, org=org, by=None, at=FRIDAY)
    sources = {kind: make_source(org, kind) for kind in {each.kind for each in world.reports}}
    signals = Signal.objects.bulk_create(
        Signal(
            source=sources[each.kind], kind=each.kind, external_key=f"w-{next(numbers)}", heard_at=each.at, org=org,
            text=each.text, employer_name=each.employer_name, region_id=each.region or None,
        )
        for each in world.reports
    )  # fmt: skip
    count([cell(signal, None) for signal in signals])
    if read:
        while triage(FRIDAY):
            pass
    else:
        understood(signals, world.reports)
    link(FRIDAY)
    with connection.cursor() as cursor:  # what autovacuum does outside of a test's transaction
        cursor.execute(
            "ANALYZE incidents_key, incidents_link, incidents_incident, triage_verdict, signals_signal"
        )
    while link(FRIDAY):
        pass
    return {signal.pk: each.incident for signal, each in zip(signals, world.reports, strict=True)}


def understood(signals: list[Signal], reports: list[Told]) -> None:
    """Verdicts with what the texts say, the employer matched as the reader's is."""
    named = [Named(each.employer_name or each.called, (each.region or each.place)[:6]) for each in reports]
    known = match(named)
    Verdict.objects.bulk_create(
        Verdict(
            signal=signal, labour=1, union=1, acts=True, category=each.category, employer_id=known.get(name),
            employer_text=name.name, region_id=each.region or each.place or None, amount=each.amount,
            persons=each.persons, months=each.months, confidence=1, model="-", at=FRIDAY,
        )
        for signal, each, name in zip(signals, reports, named, strict=True)
    )  # fmt: skip
    Signal.objects.filter(pk__in=[signal.pk for signal in signals]).update(triaged_at=FRIDAY)


def agreement(truth: dict[int, int], *, read: bool = True) -> Agreement:
    """Over all reports; `read` False: over those that the reader took for a union matter."""
    found = dict(Link.objects.values_list("signal_id", "incident_id"))
    if not read:
        truth = {signal: true for signal, true in truth.items() if signal in found}
    return measure(truth, found)
