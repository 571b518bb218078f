from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import make_aware

from tongxin.kit.actor import Actor
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.queries import within
from tongxin.watch.risk.models import Hotspot, Placed, Scale, Series

NAMED = ("region", "industry_org", "org")


def hot_in(regions: Iterable[str]) -> set[str]:
    """Those of these region codes (district or street) that lie in a hot spot of a district or street; one query.

    A street lies in the hot spots of its district. A hot spot of the whole city says nothing of one place.
    """
    wanted = set(regions)
    near = {code[:digits] for code in wanted for digits in (6, 9) if len(code) >= digits}
    rows = Hotspot.objects.live().filter(scale__in=[Scale.DISTRICT, Scale.STREET], region__in=near)
    hot = set(rows.values_list("region_id", flat=True))
    return {code for code in wanted if code[:6] in hot or code[:9] in hot}


def search(rows: QuerySet, words: str) -> QuerySet:
    """By the name of a place or of an industry union."""
    for word in words.split():
        rows = rows.filter(Q(region__name__icontains=word) | Q(industry_org__name__icontains=word))
    return rows


def inside(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region__code__startswith=code)


def below(series: Series, user: Actor) -> QuerySet[Series]:
    """One step further in: the categories of the place, and the same series of the places in it."""
    rows = Series.objects.visible_to(user).standing().exclude(pk=series.pk).select_related(*NAMED)
    if series.scale == Scale.INDUSTRY:
        return rows.filter(industry_org=series.industry_org_id).order_by("category")
    own = Q(region=series.region_id) if not series.category else Q(pk__in=[])
    return rows.filter(own | Q(region__parent=series.region_id, category=series.category)).order_by("key")


def incidents_of(placed: Placed, start: date, end: date, user: Actor) -> QuerySet[Incident]:
    """The incidents counted from `start` to `end` (both days), as far as this person may see them."""
    return _counted(Incident.objects.visible_to(user).current(), placed, start, end)


def counted(placed: Placed, start: date, end: date) -> QuerySet[Incident]:
    """All of them, for what is kept and not shown."""
    return _counted(Incident.objects.current(), placed, start, end)


def _counted(rows: QuerySet[Incident], placed: Placed, start: date, end: date) -> QuerySet[Incident]:
    since, until = midnight(start), midnight(end + timedelta(days=1))
    rows = rows.filter(first_at__gte=since, first_at__lt=until, last_at__gte=since)  # the last for its index
    if placed.category:
        rows = rows.filter(category=placed.category)
    if placed.scale == Scale.INDUSTRY:
        return rows.filter(industry_org=placed.industry_org_id)
    return within(rows, str(placed.region_id))


def incidents_url(placed: Placed, start: date, end: date) -> str:
    """The list of incidents, narrowed to the same."""
    asked = {"first_from": start.isoformat(), "first_to": end.isoformat()}
    if placed.category:
        asked["category"] = placed.category
    if placed.scale == Scale.INDUSTRY:
        asked["industry"] = str(placed.industry_org_id)
    elif placed.scale in (Scale.DISTRICT, Scale.STREET):
        asked[placed.scale] = str(placed.region_id)
    return f"{reverse('incident-list')}?{urlencode(asked)}"


def midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
