"""How pages name an incident to a reader who may lie outside its scope."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongxin.ground.people.rights import allowed
from tongxin.watch.incidents.models import Change, Incident

OUTSIDE = "（本级范围外的事件）"
register = template.Library()


@register.simple_tag(takes_context=True)
def incident_link(context: dict[str, Any], incident: Incident) -> SafeString | str:
    """Its title, which leads to its page, for who may open that; for others that it is not theirs to see.

    `incident.org` should be loaded.
    """
    if not allowed(context["request"].user, "incidents.view", incident.org):
        return OUTSIDE
    return format_html('<a href="{}">{}</a>', reverse("incident-detail", args=[incident.pk]), incident.title)


@register.simple_tag(takes_context=True)
def may_undo(context: dict[str, Any], change: Change) -> bool:
    """Whether the reader may take a change back: the right is needed at both incidents."""
    user, sides = context["request"].user, (change.kept, change.other)
    return all(allowed(user, "incidents.merge", incident.org) for incident in sides)
