"""The demonstration texts as labelled rows for the fit of triage: python -m tongxin.project.demo.export OUT.jsonl"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tongxin.project.demo.names import SITES, EmployerSeed, employers
from tongxin.project.demo.streets import DISTRICTS, STREETS
from tongxin.project.demo.text import Text
from tongxin.project.demo.texts import VOICES

EMPLOYERS = 3_000  # enough for every trade


def rows(seed: int = 3) -> Iterator[dict[str, Any]]:
    """One row a text, its slots bound; tellings of one story share employer and `story`. The same for the same seed."""
    chance = random.Random(seed)
    seeds = list(employers(EMPLOYERS))
    stories: dict[str, EmployerSeed] = {}
    for source, texts in VOICES.items():
        for number, text in enumerate(texts):
            fitting = [one for one in seeds if not text.trade or one.trade == text.trade]
            employer = stories.get(text.story) or chance.choice(fitting)
            if text.story:
                stories[text.story] = employer
            yield {"id": f"demo-{source}-{number}", "source": source} | _row(text, employer, chance)


def _row(text: Text, employer: EmployerSeed, chance: random.Random) -> dict[str, Any]:
    named = employer.name if "employer" in text.slots else employer.short if "short" in text.slots else None
    body = text.bind(
        employer=employer.name,
        short=employer.short,
        street=dict(STREETS[employer.district_code])[employer.street_code],
        district=DISTRICTS[employer.district_code],
        site=chance.choice(SITES),
    )
    truth = ("union", "labour", "collective", "urgent", "persons", "amount", "months", "story")
    return {"text": body, "main": text.category, "employer": named} | {
        name: getattr(text, name) for name in truth
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    with chosen.out.open("w", encoding="utf-8") as out:
        for row in rows():
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
