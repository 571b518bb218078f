from django.db.models import Q, QuerySet

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import Told, families_of, match
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.watch.triage.employers import names
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.models import Verdict

NAMED = 3  # further employers of a text that are offered
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


def queue(user: Actor) -> QuerySet[Verdict]:
    """Current machine verdicts in the person's scope: what no officer has looked at."""
    rows = Verdict.objects.visible_to(user).filter(current=True, by=None, signal__corrected_at=None)
    return rows.select_related("signal__org", "signal__source", "employer", "region")


def neighbours(rows: QuerySet[Verdict], verdict: Verdict) -> tuple[int | None, int | None]:
    """The signals before and after a verdict in its queue, in their turn; None at the ends."""
    earlier = Q(turn__lt=verdict.turn) | Q(turn=verdict.turn, pk__lt=verdict.pk)
    later = Q(turn__gt=verdict.turn) | Q(turn=verdict.turn, pk__gt=verdict.pk)
    plain = rows.select_related(None)
    before = plain.filter(earlier).order_by("-turn", "-pk").values_list("signal_id", flat=True).first()
    after = plain.filter(later).order_by("turn", "pk").values_list("signal_id", flat=True).first()
    return before, after


def history(verdict: Verdict, user: Actor, shown: int = 8) -> list[Verdict]:
    """The newest other signals about the same employer, under whichever name, that the person may see."""
    if verdict.employer_id is None:
        return []
    same = families_of([verdict.employer_id])[verdict.employer_id]
    rows = Verdict.objects.visible_to(user).filter(current=True, acts=True, employer__in=same)
    return list(
        rows.exclude(signal=verdict.signal_id).select_related("signal").order_by("-at", "-pk")[:shown]
    )


def also_named(verdict: Verdict, user: Actor) -> list[Employer]:
    """Further registered employers that the text names, in its order, that the person may choose.

    A verdict has one employer; where a text names two, the other is one key away. No statement to three.
    """
    text, district = verdict.signal.text, (verdict.region_id or "")[:6]
    named = dict.fromkeys(text[name.start : name.end] for name in names(fold(text)))
    told = [Told(name, district) for name in named if name != verdict.employer_text]
    found = match(told) if told else {}
    keys = [found[each] for each in told if each in found]
    if not keys:
        return []
    rows = Employer.objects.visible_to(user).current().in_bulk(keys)
    seen = [rows[key] for key in dict.fromkeys(keys) if key in rows and key != verdict.employer_id]
    return seen[:NAMED]


def versions(signal_pk: int) -> list[Verdict]:
    """Every verdict on a signal, the newest first."""
    return list(Verdict.objects.filter(signal=signal_pk).select_related("by").order_by("-pk"))
