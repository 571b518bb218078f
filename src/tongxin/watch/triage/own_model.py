"""A heavier model of the operator's choice, as an ONNX file named by TONGXIN_TRIAGE_MODEL; nothing is downloaded.

The graph takes `text`, a tensor of strings (N), and gives `labour`, `union` and `collective` (N) and
`categories` (N × 5: wages, injury, insurance, contract, other; rows sum to one), all float probabilities. A
tokenizer belongs into the graph, or into the library of operators named by TONGXIN_TRIAGE_MODEL_OPERATORS.
Evidence and extraction stay those of the rules. Needs the extra `onnx` (ONNX Runtime, MIT).
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from tongxin.watch.triage.weights import CATEGORY_HEADS, Floats, Scorer, Scores

FILE, OPERATORS = "TONGXIN_TRIAGE_MODEL", "TONGXIN_TRIAGE_MODEL_OPERATORS"
OUTPUTS = ("labour", "union", "collective", "categories")


class OwnModel:
    """Scores of an ONNX file. Raises ValueError if the file lacks an input or output, or one has a wrong shape."""

    def __init__(self, path: Path) -> None:
        runtime = import_module("onnxruntime")
        options = runtime.SessionOptions()
        if library := os.environ.get(OPERATORS):
            options.register_custom_ops_library(library)
        self.session: Any = runtime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        inputs, outputs = self.session.get_inputs(), self.session.get_outputs()
        missing = {"text", *OUTPUTS} - {one.name for one in (*inputs, *outputs)}
        if missing:
            raise ValueError(f"{path.name} 缺少输入或输出：{'、'.join(sorted(missing))}")
        self.name = f"{path.stem[:24]}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"

    def scores(self, texts: Sequence[str], features: Floats) -> Scores:
        given = self.session.run(list(OUTPUTS), {"text": np.array(texts, dtype=object)})
        labour, union, collective, categories = (np.asarray(one, dtype=np.float32) for one in given)
        if categories.shape != (len(texts), len(CATEGORY_HEADS)):
            raise ValueError(f"categories 的形状应为 ({len(texts)}, 5)，实为 {categories.shape}")
        for name, one in zip(OUTPUTS, (labour, union, collective), strict=False):
            if one.size != len(texts):
                raise ValueError(f"{name} 应有 {len(texts)} 个数，实为 {one.size} 个")
        return Scores(labour.reshape(-1), union.reshape(-1), collective.reshape(-1), categories)


def own_model() -> Scorer | None:
    """The operator's model, read once per process; None where no file is named."""
    path = os.environ.get(FILE)
    return _loaded(path) if path else None


@cache
def _loaded(path: str) -> Scorer:
    return OwnModel(Path(path))
