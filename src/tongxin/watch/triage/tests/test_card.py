"""What the model page shows is written by the cross-validation, figure by figure."""

import csv
import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="the fit needs scikit-learn, which the platform does not")

from tongxin.watch.triage import card, crossvalidation
from tongxin.watch.triage.card import DATA, MEASURES, Kept, Measured
from tongxin.watch.triage.weights import weights

WAGES = "老板拖欠我们三个月工资，工头不接电话"
PENSION = "请问退休金的认证在哪里办理，要带什么材料"


def told(number: int, acts: bool) -> str:
    """One of two kinds, with noise of its own, so that no two are near duplicates."""
    return (WAGES if acts else PENSION) + "".join(chr(0x5000 + 100 * number + at) for at in range(45))


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch) -> Path:
    """Ten annotated messages, ten further ones and ten short texts of our own, half of them union matters."""
    monkeypatch.setattr(crossvalidation, "DRAWS", 20)  # of few rows a thousand say no more
    messages = [
        {"id": f"d{n}", "label": "劳动和社会保障" if n % 2 else "交通运输", "text": told(n, n % 2 == 1)}
        for n in range(10)
    ]
    annotated = [
        {"id": f"a{n}", "text": told(20 + n, n % 2 == 1), "union": [n % 2 == 1],
         "main": ["wages" if n % 2 else "other"], "collective": [n % 4 == 1]}
        for n in range(10)
    ]  # fmt: skip
    own = [
        {"text": told(40 + n, n % 2 == 1), "union": n % 2 == 1, "main": "wages" if n % 2 else "other",
         "collective": n % 4 == 1}
        for n in range(10)
    ]  # fmt: skip
    rows = {"dev": messages, "annotated_dev": annotated, "own": own, "unlabelled": [], "with_replies": []}
    for name, each in rows.items():
        (tmp_path / f"{name}.jsonl").write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in each), encoding="utf-8"
        )
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["id", "union", "main", "collective"])
        table.writerows([row["id"], n % 2, "wages" if n % 2 else "", ""] for n, row in enumerate(messages))
    return tmp_path


@pytest.mark.slow
def test_it_writes_the_card_from_the_folds(made_up, capsys):
    target = made_up / "card.json"
    crossvalidation.main(
        [
            str(made_up),
            "--more",
            f"{made_up}/more.csv",
            "--own",
            f"{made_up}/own.jsonl",
            "--card",
            str(target),
        ]
    )
    found = json.loads(target.read_text("utf-8"))
    assert found["name"] == weights().name
    assert [(row["measure"], row["data"]) for row in found["scores"]] == [
        (measure, data) for measure in MEASURES.values() for part, data in DATA.items() if part != "foreign"
    ]
    rests_on = {(row["measure"], row["data"]): row["rows"] for row in found["scores"]}
    assert (
        set(rests_on.values()) == {5, 10} and rests_on[MEASURES["category of union rows"], DATA["more"]] == 5
    )
    assert found["coverage"][0][:2] == [0, 1.0] and found["coverage"][0][3] == 30
    printed = capsys.readouterr().out
    for row in found["scores"]:
        assert f"\t{row['value']:.3f}\t{row['low']:.2f}–{row['high']:.2f}" in printed


def test_it_leaves_out_a_part_without_rows_and_scores_that_are_not_shown(tmp_path):
    parts = {
        "annotated": [
            Measured("union F1", 7, 0.87654, 0.8049, 0.951),
            Measured("category of all rows", 7, 1, 1, 1),
        ]
    }
    card.write(tmp_path / "card.json", "one", parts, [Kept(0.5, 0.92236, 0.8977, 6)])
    assert json.loads((tmp_path / "card.json").read_text("utf-8")) == {
        "name": "one",
        "scores": [
            {
                "measure": "工会事项 F1",
                "data": DATA["annotated"],
                "rows": 7,
                "value": 0.877,
                "low": 0.8,
                "high": 0.95,
            }
        ],
        "coverage": [[0.5, 0.9224, 0.898, 6]],
    }
