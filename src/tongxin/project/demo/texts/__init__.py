"""Hand-written messages, one module a voice; keys are the source codes of the glossary."""

from tongxin.project.demo.text import Text
from tongxin.project.demo.texts import (
    app,
    counter,
    court,
    hotline,
    informant,
    inspection,
    kiosk,
    media,
    patrol,
    survey,
)

VOICES: dict[str, tuple[Text, ...]] = {
    "kiosk": kiosk.TEXTS,
    "app": app.TEXTS,
    "hotline": hotline.TEXTS,
    "weekly": informant.TEXTS,
    "media": media.TEXTS,
    "exchange": inspection.TEXTS,
    "counter": counter.TEXTS,
    "patrol": patrol.TEXTS,
    "survey": survey.TEXTS,
    "court": court.TEXTS,
}
TEXTS: tuple[Text, ...] = tuple(text for texts in VOICES.values() for text in texts)


def stories() -> dict[str, list[tuple[str, Text]]]:
    """story key → (source, text) of every telling of that matter."""
    found: dict[str, list[tuple[str, Text]]] = {}
    for source, texts in VOICES.items():
        for text in texts:
            if text.story:
                found.setdefault(text.story, []).append((source, text))
    return found
