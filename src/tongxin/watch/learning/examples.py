"""Examples as rows to learn from, and which of them are held back."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from tongxin.watch.learning.adaptation import Sample
from tongxin.watch.learning.models import Example
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.triage.folds import groups

TENTHS_HELD = 3
SHIPPED_WEIGHT = 0.3  # of the platform's own texts beside what officers of the city say
READ = 1_000  # characters of a text that are learnt from


def samples(examples: Iterable[Example]) -> list[Sample]:
    """An officer's answers, text cut at READ characters."""
    return [
        Sample(one.text[:READ], one.officer != OUTSIDE, one.officer, one.collective)
        if one.officer != OUTSIDE
        else Sample(one.text[:READ], False, "", one.collective)
        for one in examples
    ]


@cache
def shipped() -> tuple[Sample, ...]:
    """The short texts that come with the platform, with a smaller weight, so that what they teach is kept."""
    lines = files("tongxin.watch.triage").joinpath("training_texts.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        Sample(row["text"], bool(row["union"]), row.get("main") or "", row.get("collective"), SHIPPED_WEIGHT)
        for row in rows
    )


def held_back(rows: Sequence[Example], *, since: datetime | None) -> tuple[list[Sample], list[Sample]]:
    """Those to learn from and those to compare on, by hash of the text; of these only the ones after `since`.

    Nearly the same texts stay together; a group of more than TENTHS_HELD, or with a text of before, is learnt from.
    """
    told = samples(rows)
    leaders = groups([{"text": one.text} for one in told])
    size = Counter(leaders)
    known = {leader for leader, row in zip(leaders, rows, strict=True) if since and row.at <= since}
    held = [
        leader not in known
        and _tenth(told[leader].text) < TENTHS_HELD
        and size[leader] * 10 <= TENTHS_HELD * len(rows)
        for leader in leaders
    ]
    learnt = [one for one, aside in zip(told, held, strict=True) if not aside]
    return learnt, [one for one, aside in zip(told, held, strict=True) if aside]


def _tenth(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), 16) % 10
