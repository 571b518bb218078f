from django.db.models import QuerySet

from tongxin.ground.orgs.models import Org
from tongxin.watch.triage.models import Verdict

TERRITORIAL = ("city", "district", "township")


class Grounds:
    """Which union's ground a region is: its street's union, else its district's, else unknown. One query."""

    def __init__(self) -> None:
        unions = Org.objects.current().filter(level__in=TERRITORIAL).exclude(region=None)
        self._by_region = {code: pk for code, pk in unions.values_list("region_id", "pk")}

    def of(self, region: str | None) -> int | None:
        """The union's key for a region code of 4, 6 or 9 digits."""
        for length in (9, 6, 4):
            if region and len(region) >= length and (found := self._by_region.get(region[:length])):
                return found
        return None



def doubtful(verdicts: QuerySet[Verdict], below: float) -> QuerySet[Verdict]:
    """Machine verdicts under a confidence, the least sure first: what an officer reads first."""
    return verdicts.filter(current=True, by=None, confidence__lt=below).order_by("confidence", "pk")
