"""Writing the learnt weights, eight bits each; `weights.py` reads them."""

from pathlib import Path

import numpy as np

from tongxin.watch.triage.weights import Weights


def save(found: Weights, path: Path) -> None:
    """Only buckets in use."""
    buckets, judged = np.flatnonzero(found.idf), np.flatnonzero(found.elements.idf)
    tables = {
        "table": found.table[buckets] / found.idf[buckets][:, None],
        "letters_table": found.letters.table[buckets] / found.idf[buckets][:, None],
        "elements_table": found.elements.table[judged] / found.elements.idf[judged][:, None],
        "elements_words": found.elements.words,
        "elements_pairs": found.elements.pairs,
    }
    kept = {}
    for name, table in tables.items():
        scale = np.maximum(np.abs(table).max(axis=tuple(range(table.ndim - 1)), initial=0) / 127, 1e-12)
        kept[name] = np.round(table / scale).astype(np.int8)
        kept[f"{name}_scale"] = scale.astype(np.float32)
    np.savez_compressed(
        path,
        buckets=buckets.astype(np.int32),
        idf=found.idf[buckets].astype(np.float16),
        rules=found.rules.astype(np.float16),
        bias=found.bias,
        letters_rules=found.letters.rules.astype(np.float16),
        letters_bias=found.letters.bias,
        elements_buckets=judged.astype(np.int32),
        elements_idf=found.elements.idf[judged].astype(np.float16),
        elements_bias=found.elements.bias,
        calibration=found.calibration,
        name=found.name,
        **kept,
    )
