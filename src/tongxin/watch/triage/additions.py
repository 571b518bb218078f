"""What a city's officers taught, as something added to the shipped weights; how it is kept and put on."""

import io
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.triage.weights import Floats, Weights


@dataclass(frozen=True, slots=True)
class Addition:
    """`table`: buckets × HEADS, before idf; `rules`: rule features × HEADS; `bias`: HEADS."""

    buckets: NDArray[np.int64]
    table: Floats
    rules: Floats
    bias: Floats


def plus(base: Weights, addition: Addition, name: str) -> Weights:
    """`base` with the addition, under its own name; `base` itself is not touched."""
    table = base.table.copy()
    table[addition.buckets] += addition.table * base.idf[addition.buckets][:, None]
    return replace(
        base, table=table, rules=base.rules + addition.rules, bias=base.bias + addition.bias, name=name
    )


def packed(addition: Addition) -> bytes:
    """Compressed, in half precision."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        buckets=addition.buckets.astype(np.int32),
        table=addition.table.astype(np.float16),
        rules=addition.rules.astype(np.float16),
        bias=addition.bias.astype(np.float32),
    )
    return file.getvalue()


def unpacked(content: bytes) -> Addition:
    """What `packed` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        return Addition(
            kept["buckets"].astype(np.int64),
            kept["table"].astype(np.float32),
            kept["rules"].astype(np.float32),
            kept["bias"].astype(np.float32),
        )
