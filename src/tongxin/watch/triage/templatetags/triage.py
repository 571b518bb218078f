"""What pages need to show a verdict: the marked text, with numbers masked."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from tongxin.ground.people.rights import allowed
from tongxin.kit.masking import mask_text
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.marking import marked
from tongxin.watch.triage.models import Verdict

register = template.Library()


@register.simple_tag
def marked_text(signal: Signal, verdict: Verdict | None) -> SafeString:
    """The signal's text with the verdict's evidence; phones and identity numbers are masked for everybody.

    Who needs them asks for them, which is audited. Masking keeps every length, so no span shifts.
    """
    return marked(mask_text(signal.text), verdict.spans if verdict else [])


@register.simple_tag(takes_context=True)
def may_overrule(context: dict[str, Any], signal: Signal) -> bool:
    return allowed(context["request"].user, "triage.overrule", signal.org)
