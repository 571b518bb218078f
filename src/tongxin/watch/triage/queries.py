from django.db.models import Q, QuerySet

from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.watch.triage.models import Verdict

TERRITORIAL = ("city", "district", "township")


class Grounds:
    """Which union's ground a region is: its street's union, else its district's, else unknown. One query."""

    def __init__(self) -> None:
        unions = Org.objects.current().filter(level__in=TERRITORIAL).exclude(region=None)
        self._by_region = dict(unions.values_list("region_id", "pk"))

    def of(self, region: str | None) -> int | None:
        """The union's key for a region code of 4, 6 or 9 digits."""
        for length in (9, 6, 4):
            if region and len(region) >= length and (found := self._by_region.get(region[:length])):
                return found
        return None


def doubtful(verdicts: QuerySet[Verdict], below: float) -> QuerySet[Verdict]:
    """Machine verdicts under a confidence, the least sure first: what an officer reads first."""
    return verdicts.filter(current=True, by=None, confidence__lt=below).order_by("confidence", "pk")


def queue(user: Actor) -> QuerySet[Verdict]:
    """Current machine verdicts in the person's scope: what no officer has looked at."""
    rows = Verdict.objects.visible_to(user).filter(current=True, by=None, signal__corrected_at=None)
    return rows.select_related("signal__org", "signal__source", "employer", "region")


def neighbours(rows: QuerySet[Verdict], verdict: Verdict) -> tuple[int | None, int | None]:
    """The signals before and after a verdict in its queue, the least sure first; None at the ends."""
    less = Q(confidence__lt=verdict.confidence) | Q(confidence=verdict.confidence, pk__lt=verdict.pk)
    more = Q(confidence__gt=verdict.confidence) | Q(confidence=verdict.confidence, pk__gt=verdict.pk)
    plain = rows.select_related(None)
    before = plain.filter(less).order_by("-confidence", "-pk").values_list("signal_id", flat=True).first()
    after = plain.filter(more).order_by("confidence", "pk").values_list("signal_id", flat=True).first()
    return before, after


def history(verdict: Verdict, user: Actor, shown: int = 8) -> list[Verdict]:
    """The newest other signals about the same employer that the person may see."""
    if verdict.employer_id is None:
        return []
    rows = Verdict.objects.visible_to(user).filter(current=True, acts=True, employer=verdict.employer_id)
    return list(
        rows.exclude(signal=verdict.signal_id).select_related("signal").order_by("-at", "-pk")[:shown]
    )


def versions(signal_pk: int) -> list[Verdict]:
    """Every verdict on a signal, the newest first."""
    return list(Verdict.objects.filter(signal=signal_pk).select_related("by").order_by("-pk"))
