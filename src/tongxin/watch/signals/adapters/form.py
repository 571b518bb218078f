"""The phone form of informants."""

from collections.abc import Mapping
from typing import Any

from tongxin.watch.signals.adapters.heard import Heard


def read(values: Mapping[str, Any]) -> Heard:
    """What the cleaned form says. The form's own key makes a second press of the button a repeat."""
    return Heard(
        key=str(values["key"]),
        heard_at=values["heard_at"],
        text=values["text"],
        employer_name=values.get("employer_name") or "",
        place=values.get("place") or "",
        region=values.get("street") or values.get("district") or None,
        category_told=values.get("category") or "",
        persons=values.get("persons"),
        amount=values.get("amount"),
        reporter=values.get("reporter") or "",
        phone=values.get("phone") or "",
        anonymous=bool(values.get("anonymous")),
    )
