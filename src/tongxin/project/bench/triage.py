"""Reading texts, the whole verdict with extraction, beside jieba words with scikit-learn's linear classifier.

Each in a process of its own with one thread: documents a second of processor time and the highest resident memory.
The peer only sorts into areas; it is what somebody would write in an afternoon. It needs the extra `compare`.
"""

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tongxin.project.bench import machine
from tongxin.project.bench.figures import Result, at_least, interleaved, verdict
from tongxin.project.bench.material import heard
from tongxin.project.bench.watched import script
from tongxin.project.drills.stand import Stand

ROWS, CUT = 2_784, 240
PEER = "对照：jieba 分词 + scikit-learn 的 TF-IDF 和 LinearSVC，只分领域，不作提取"
MARK = 2_000  # documents a second on one core
SHANGHAI = ZoneInfo("Asia/Shanghai")
FOLDER = "TONGXIN_SHARED"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rows` texts of CUT characters a round, of the shared messages where they are, else of our own making."""
    began = machine.load()
    with tempfile.TemporaryDirectory() as folder:
        texts, labels, source = _material(rows or ROWS)
        path = Path(folder, "texts.json")
        path.write_text(json.dumps({"texts": texts, "labels": labels}, ensure_ascii=False))
        found = interleaved(rounds, ours=lambda n: _pace("ours", path), floor=lambda n: _pace("peer", path))
    result = verdict(
        "triage", "条/秒", found, "per_second", [], rows=len(texts), load=[began, machine.load()],
        machine=machine.facts(),
        notes=[f"文本：{source}，都有 {CUT} 字", PEER],
    )  # fmt: skip
    result.checks = [at_least("每核每秒研判", result.ours, MARK)]
    result.must, result.passed = result.checks[0].must, result.checks[0].passed
    return result


def _material(rows: int) -> tuple[list[str], list[str], str]:
    path = Path(os.environ.get(FOLDER, "../shared"), "data", "messages", "dev.jsonl")
    if path.is_file():
        lines = path.read_text("utf-8").splitlines()
        told = [row for row in map(json.loads, lines) if len(row["text"]) >= CUT]
        texts, labels, source = [row["text"] for row in told], [row["label"] for row in told], "留言"
    else:
        made = list(heard(rows, mark="r", at=datetime.now(SHANGHAI)))
        texts, source = (
            [(one.text + "，") * (CUT // len(one.text) + 1) for one in made],
            "自拟文本，重复到长度",
        )
        labels = [str(n % 7) for n in range(rows)]
    whole = [(texts[n % len(texts)][:CUT], labels[n % len(texts)]) for n in range(rows)]
    return [text for text, _ in whole], [label for _, label in whole], source


def _pace(who: str, path: Path) -> dict[str, Any]:
    return script(f"tongxin.project.bench.reading_{who}", str(path))
