"""Whose screen it is: the union asked for, or the highest one a person holds a post at."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from tongxin.ground.orgs.models import Level, Org, is_root
from tongxin.ground.people.models import Account

GROUNDED = {Level.CITY, Level.DISTRICT, Level.TOWNSHIP}


def chosen(user: Account, code: str) -> Org | None:
    """The union whose screen is wanted; None when none of one's posts is at a union with a ground.

    A code outside one's scope, or of a union that has no ground, is a 404.
    """
    if code:
        org = get_object_or_404(Org.objects.visible_to(user), code=code)
        if not grounded(org):
            raise Http404
        return org
    return next((post.org for post in user.current_posts if grounded(post.org)), None)


def grounded(org: Org) -> bool:
    """Whether figures of a region are its own: not so for industry, joint and primary unions."""
    return org.level in GROUNDED and (is_root(org.path) or org.region_id is not None)


def regions(org: Org) -> tuple[str, ...]:
    """The code prefixes its figures are counted over; none is everywhere, places not known included."""
    return () if is_root(org.path) or org.region_id is None else (org.region_id,)
