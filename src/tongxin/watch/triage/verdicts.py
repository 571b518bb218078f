"""What the machine thinks of a text: the batch door, and prediction and evaluation over files."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np

from tongxin.watch.triage import employers, evaluation
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.own_model import own_model
from tongxin.watch.triage.reading import Findings, feature_row, find
from tongxin.watch.triage.spans import Span
from tongxin.watch.triage.weighing import weighed
from tongxin.watch.triage.weights import CATEGORY_HEADS, Scorer, Scores, Weights, weights

CATEGORY_LABELS = {
    "wages": "劳动报酬",
    "injury": "工伤待遇",
    "insurance": "社会保险",
    "contract": "合同纠纷",
    "other": "其他",
}
BATCH = 256
# An employer or a sum is given where a union acts; elsewhere only a name that all but says "worker of".
ACTS = 0.5
LABOUR_MATTER = 0.5  # under it, where no union acts, neither an employer nor urgency is given
DOUBTFUL_EMPLOYER, SURE_EMPLOYER = 2.5, 5.5
MARKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine thinks of one text. Probabilities 0..1, `amount` in yuan.

    `union` is the probability that a matter lies between a worker and an employer; `scores` sum to one.
    """

    labour: float
    union: float
    category: str
    scores: dict[str, float]
    employer: str | None
    place: str | None
    persons: int | None
    amount: float | None
    months: int | None
    collective: bool
    urgent: bool
    confidence: float
    spans: tuple[Span, ...]
    reasons: tuple[str, ...]
    model: str


def read_texts(
    texts: Sequence[str], days: Sequence[date | None] | None = None, scorer: Scorer | None = None
) -> list[Reading]:
    """One reading a text, in order. `days`: when each was written, for 至今; without it such periods stay open.

    `scorer` gives the probabilities: the operator's model or the shipped weights unless another is handed in.
    """
    by, readings = scorer or own_model() or weights(), []
    written = days or [None] * len(texts)
    for first in range(0, len(texts), BATCH):
        part = slice(first, first + BATCH)
        readings += _read_batch(texts[part], written[part], by)
    return readings


def _read_batch(texts: Sequence[str], days: Sequence[date | None], scorer: Scorer) -> list[Reading]:
    folded = [fold(text) for text in texts]
    found = [find(text, day) for text, day in zip(folded, days, strict=True)]
    features = np.array(
        [feature_row(text, one) for text, one in zip(folded, found, strict=True)], dtype=np.float32
    )
    scores = scorer.scores(folded, features)
    why: list[list[str]] = [[] for _ in texts]
    if isinstance(scorer, Weights) and scores.decided is not None:
        why = weighed(scorer, folded, features, scores.decided)
    return [
        replace(reading, model=scorer.name, reasons=(*reading.reasons, *weight))
        for row, weight in enumerate(why)
        for reading in [_reading(texts[row], found[row], scores, row)]
    ]


def _reading(text: str, found: Findings, scores: Scores, row: int) -> Reading:
    labour, union = float(scores.labour[row]), float(scores.union[row])
    shares = dict(
        zip(CATEGORY_HEADS, (round(float(share), 4) for share in scores.categories[row]), strict=True)
    )
    category = max(CATEGORY_HEADS, key=shares.__getitem__)
    acts = union >= ACTS
    concerned = acts or labour >= LABOUR_MATTER
    name = _employer(found.employer, acts) if concerned else None
    signs = found.signs if concerned else ()
    count, owed, overdue = (found.count, found.owed, found.overdue) if acts else (None, None, None)
    collective = float(scores.collective[row]) >= 0.5 or (count is not None and count.persons >= 10)
    spans = tuple(_spans(text, replace(found, signs=signs), name, acts, category))
    return Reading(
        labour=round(labour, 4),
        union=round(union, 4),
        category=category,
        scores=shares,
        employer=text[name.start : name.end] if name else None,
        place=text[slice(*found.place)] if found.place else None,
        persons=count.persons if count else None,
        amount=owed.yuan if owed else None,
        months=max(1, int(overdue.months + 0.5)) if overdue else None,
        collective=collective,
        urgent=bool(signs),
        confidence=round(max(union, 1 - union) * (shares[category] if acts else 1.0), 4),
        spans=spans,
        reasons=_reasons(labour, union, category, shares[category], spans),
        model="",
    )


def _employer(name: employers.Name | None, acts: bool) -> employers.Name | None:
    if name is None or name.score < (DOUBTFUL_EMPLOYER if acts else SURE_EMPLOYER):
        return None
    return name


def _spans(
    text: str, found: Findings, name: employers.Name | None, acts: bool, category: str
) -> Iterator[Span]:
    """Evidence in the order in which an officer asks: who, where, how many, how much, how long, why."""
    places = [] if found.place is None else [("place", *found.place, "地点")]
    names = [] if name is None else [("employer", name.start, name.end, "用人单位名称")]
    sums = [
        (field, one.start, one.end, why)
        for field, one, why in (
            ("persons", found.count, "涉及人数"),
            ("amount", found.owed, "涉及金额"),
            ("months", found.overdue, "拖欠时长"),
        )
        if acts and one is not None
    ]
    urgent = [("urgent", start, end, sign) for start, end, sign in found.signs]
    days = [("date", start, end, "日期") for start, end in found.dates]
    marks = sorted(
        (mark for mark in found.evidence.marks if mark.column in (category, "dispute", "group")),
        key=lambda mark: (-mark.weight, mark.start),
    )[:MARKS_SHOWN]
    terms = [("category", mark.start, mark.end, mark.why) for mark in marks]
    for field, start, end, why in [*names, *places, *sums, *urgent, *terms, *days]:
        yield Span(field, start, end, text[start:end], why)


def _reasons(
    labour: float, union: float, category: str, share: float, spans: tuple[Span, ...]
) -> tuple[str, ...]:
    """In the officer's words, the heaviest first."""
    cues = [span.why for span in spans if span.field == "category"][:4]
    reasons = [f"劳动领域可能性{labour:.0%}", f"属于职工与用人单位之间事项的可能性{union:.0%}"]
    reasons.append(
        f"类别倾向{CATEGORY_LABELS[category]}（{share:.0%}）"
        + (f"：{'、'.join(dict.fromkeys(cues))}" if cues else "")
    )
    reasons += [
        f"{span.why}：“{span.text}”" for span in spans if span.field not in ("category", "place", "date")
    ]
    return tuple(dict.fromkeys(reasons))


def as_line(key: object, reading: Reading) -> dict[str, object]:
    """The row of `tongxin triage predict`."""
    fields = (
        "labour",
        "union",
        "category",
        "scores",
        "employer",
        "persons",
        "amount",
        "months",
        "place",
        "collective",
        "urgent",
    )
    return {"id": key} | {field: getattr(reading, field) for field in fields}


def predict_lines(
    in_path: str | Path, out_path: str | Path, progress: Callable[[int], None] | None = None
) -> int:
    """Reads {"id","text"} lines, with the "date" of the text where known, and writes a verdict a line; how many.

    ValueError names a bad line.

    `progress` is told how many are done, after each batch.
    """
    done = 0
    with Path(in_path).open(encoding="utf-8") as lines, Path(out_path).open("w", encoding="utf-8") as out:
        for batch in _batches(_rows(lines)):
            for row, reading in zip(batch, _read(batch), strict=True):
                out.write(
                    json.dumps(as_line(row.get("id"), reading), ensure_ascii=False)
                    .encode("utf-8", "replace")
                    .decode()
                    + "\n"
                )
            done += len(batch)
            if progress:
                progress(done)
    return done


def _read(rows: Sequence[dict], scorer: Scorer | None = None) -> list[Reading]:
    return read_texts([row["text"] for row in rows], [row.get("date") for row in rows], scorer)


def _rows(lines: Iterable[str]) -> Iterator[dict]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"第{number}行不是有效的 JSON：{error.msg}") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError(f"第{number}行缺少文本字段 text")
        if row.get("date") is not None:
            try:
                row["date"] = date.fromisoformat(row["date"])
            except (TypeError, ValueError) as error:
                raise ValueError(f"第{number}行的 date 不是“2026-11-20”这样的日期") from error
        yield row


def _numbers(number: int, row: dict) -> dict:
    """The row of an annotated file; ValueError where a number is none."""
    for field in ("persons", "amount", "months"):
        if not all(isinstance(value, int | float | None) for value in evaluation.accepted(row, field)):
            raise ValueError(f"第{number}条的 {field} 不是数字")
    return row


def _batches(rows: Iterable[dict]) -> Iterator[list[dict]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def evaluate(path: str | Path, scorer: Scorer | None = None) -> dict[str, evaluation.Score]:
    """Scores against a file in the annotated format; print them with `evaluation.table`."""
    with Path(path).open(encoding="utf-8") as lines:
        rows = [_numbers(number, row) for number, row in enumerate(_rows(lines), 1)]
    readings = _read(rows, scorer)
    return evaluation.measure(
        rows, [as_line(row.get("id"), one) for row, one in zip(rows, readings, strict=True)]
    )
