"""Incidents are counted under the industry union of their employer; the register of employers may change that."""

from django.db import transaction
from django.db.models import F, Q

from tongxin.ground.rollups.services import count
from tongxin.watch.incidents.locking import lock
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import cells


@transaction.atomic
def follow(limit: int = 200) -> int:
    """Count up to `limit` incidents anew whose employer now has another industry union; returns how many.

    The sum of an incident takes the union over by itself; this is for employers edited, imported or moved since.
    """
    known, told = Q(industry_org__isnull=False), Q(employer__industry_org__isnull=False)
    differs = (known & told & ~Q(industry_org=F("employer__industry_org"))) | (known ^ told)
    keys = list(Incident.objects.filter(differs).order_by("pk").values_list("pk", flat=True)[:limit])
    incidents = lock(keys)
    unions = dict(Incident.objects.filter(pk__in=keys).values_list("pk", "employer__industry_org"))
    changes = [cell.back() for incident in incidents.values() for cell in cells(incident)]
    for incident in incidents.values():
        incident.industry_org_id = unions[incident.pk]
        changes += cells(incident)
    Incident.objects.bulk_update(incidents.values(), ["industry_org"])
    count(changes)
    return len(incidents)
