"""The labelled rows from which the shipped weights are learnt, and the messages nobody has labelled."""

import csv
import hashlib
import json
from pathlib import Path

ANNOTATED = 700  # characters a reader of the annotated rows was shown
UNLABELLED = ("unlabelled", "with_replies")


def is_tuning(key: str) -> bool:
    """Seven rows of ten by hash of the id; the other three are only looked at to report."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10 < 7


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def further(path: Path, directory: Path) -> list[dict]:
    """The messages of DIR that a CSV answers for, cut as the annotated ones are; an empty answer is unknown.

    `foreign` rows, without an answer on labour, were filed under other areas. Ids are those of dev.jsonl, or
    `unlabelled:ID` and `with_replies:ID`. Raises KeyError for an id DIR has not.
    """
    texts = {row["id"]: row["text"] for row in rows(directory / "dev.jsonl")}
    for name in UNLABELLED:
        texts |= {
            f"{name}:{row['id']}": row["title"] + row["text"] for row in rows(directory / f"{name}.jsonl")
        }
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            {
                "id": row["id"],
                "text": texts[row["id"]][:ANNOTATED],
                "union": [row["union"] == "1"],
                "main": [row["main"] or None],
                "collective": [row["collective"] == "1" if row["collective"] else None],
                "foreign": row.get("labour") == "",
            }
            for row in csv.DictReader(lines)
        ]


def own(path: Path) -> list[dict]:
    """Short texts of our own, one answer a field, in the form of annotated rows."""
    answers = ("union", "main", "collective")
    return [row | {field: [row.get(field)] for field in answers} | {"own": True} for row in rows(path)]


def unlabelled(directory: Path) -> list[str]:
    """Title and text of the messages of DIR without an area."""
    return [row["title"] + row["text"] for name in UNLABELLED for row in rows(directory / f"{name}.jsonl")]
