"""What pages need to show a verdict: the marked text, masked for those who may not read it whole."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from tongxin.ground.people.rights import allowed
from tongxin.kit.masking import mask_text
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.marking import marked
from tongxin.watch.triage.models import Verdict

register = template.Library()


@register.simple_tag(takes_context=True)
def marked_text(context: dict[str, Any], signal: Signal, verdict: Verdict | None) -> SafeString:
    """The signal's text with the verdict's evidence. Masking keeps every length, so no span shifts."""
    return marked(shown_text(context, signal.text, signal), verdict.spans if verdict else [])


@register.simple_tag(takes_context=True)
def shown_text(context: dict[str, Any], text: str, signal: Signal) -> str:
    """A text of the signal as this person may read it."""
    return text if allowed(context["request"].user, "people.unmask", signal.org) else mask_text(text)


@register.simple_tag(takes_context=True)
def may_overrule(context: dict[str, Any], signal: Signal) -> bool:
    return allowed(context["request"].user, "triage.overrule", signal.org)
