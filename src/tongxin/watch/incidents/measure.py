"""How well reports were put together. Pure; `truth` and `found` give each report's true and found incident."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True)
class Agreement:
    """Shares, 0–1. `over_merged`: of the found incidents, those that hold reports of more than one true one."""

    precision: float
    recall: float
    f1: float
    pair_precision: float
    pair_recall: float
    pair_f1: float
    over_merged: float
    reports: int
    incidents: int


def measure(truth: Mapping[int, Hashable], found: Mapping[int, Hashable]) -> Agreement:
    """B-cubed (Bagga and Baldwin 1998) and pairwise figures over the reports of `truth`.

    A report without a found incident stands alone.
    """
    pairs = [(true, found.get(report, ("alone", report))) for report, true in truth.items()]
    both, trues, founds = Counter(pairs), Counter(t for t, _ in pairs), Counter(f for _, f in pairs)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / max(1, len(pairs))
    recall = sum(n * n / trues[t] for (t, _), n in both.items()) / max(1, len(pairs))
    joined, right = _pairs(founds), _pairs(both)
    pair_precision, pair_recall = _share(right, joined), _share(right, _pairs(trues))
    holds: dict[Hashable, set[Hashable]] = defaultdict(set)
    for true, each in both:
        holds[each].add(true)
    over = sum(len(held) > 1 for held in holds.values()) / max(1, len(holds))
    return Agreement(
        precision, recall, _f1(precision, recall),
        pair_precision, pair_recall, _f1(pair_precision, pair_recall), over, len(pairs), len(holds),
    )  # fmt: skip


def _pairs(counts: Counter) -> int:
    return sum(comb(n, 2) for n in counts.values())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
