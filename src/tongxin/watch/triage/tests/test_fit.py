import json
from pathlib import Path

import numpy as np
import pytest

from tongxin.watch.triage.folds import groups

pytest.importorskip("sklearn", reason="the fit needs scikit-learn, which the platform does not")

from tongxin.watch.triage.calibration import platt, sharpness
from tongxin.watch.triage.labelled import ANNOTATED, further
from tongxin.watch.triage.matrices import inverse_frequency
from tongxin.watch.triage.reading import feature_row
from tongxin.watch.triage.reading_heads import Read
from tongxin.watch.triage.saving import save
from tongxin.watch.triage.training import fit
from tongxin.watch.triage.weights import HEADS, READ_HEADS, is_letter, load


def test_it_keeps_stories_and_near_duplicates_in_one_group() -> None:
    texts = [
        "老板拖欠我们三个月工资",
        "老板拖欠我们五个月工资",
        "公交车太少",
        "门禁刷不开，人事说我被优化了",
        "路灯不亮",
    ]
    rows = [{"text": text} for text in texts]
    rows[3]["story"] = rows[4]["story"] = "gate"
    found = groups(rows)
    assert found[0] == found[1]
    assert found[3] == found[4]
    assert len(set(found)) == 3


def test_it_finds_the_scale_on_which_decisions_are_probabilities() -> None:
    chance = np.random.default_rng(1)
    decisions = chance.normal(0, 3, 4_000)
    truth = chance.random(4_000) < 1 / (1 + np.exp(-(0.5 * decisions + 1)))
    slope, offset = platt(decisions, truth)
    assert (slope, offset) == (pytest.approx(0.5, abs=0.06), pytest.approx(1.0, abs=0.12))


def test_it_flattens_categories_that_were_too_sure() -> None:
    chance = np.random.default_rng(1)
    logits = chance.normal(0, 1, (4_000, 5))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    right = np.array([chance.choice(5, p=share) for share in shares])
    assert sharpness(logits * 4, right) == pytest.approx(0.25, abs=0.06)


def test_it_finds_the_message_an_answer_is_about(tmp_path: Path) -> None:
    for name, row in (
        ("dev", {"id": "a1", "label": "交通运输", "text": "工地欠薪" + "拖" * ANNOTATED}),
        ("unlabelled", {"id": "7", "title": "路灯", "text": "不亮"}),
        ("with_replies", {"id": "7", "title": "厂里", "text": "不买社保"}),
    ):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "id,union,main,collective\na1,1,wages,\nunlabelled:7,0,,0\nwith_replies:7,1,insurance,1\n"
    )
    found = further(answers, tmp_path)
    assert [row["text"][:4] for row in found] == ["工地欠薪", "路灯不亮", "厂里不买"]
    assert len(found[0]["text"]) == ANNOTATED
    assert [row["union"] + row["main"] + row["collective"] for row in found] == [
        [True, "wages", None],
        [False, None, False],
        [True, "insurance", True],
    ]
    answers.write_text("id,union,main,collective\nunlabelled:8,0,,0\n")
    with pytest.raises(KeyError, match="unlabelled:8"):
        further(answers, tmp_path)


WAGES = "老板拖欠我们三个月工资，工头不接电话"
PENSION = "请问退休金的认证在哪里办理，要带什么材料"


def answered() -> list[dict]:
    """Short texts and letters of two kinds, each with noise of its own, so that no two are near duplicates."""
    return [
        {
            "text": text + "".join(chr(0x5000 + 100 * number + at) for at in range(45)) + end * len(text),
            "union": [text == WAGES],
            "main": ["wages" if text == WAGES else "insurance"],
            "collective": [text == WAGES],
            "labour": True,
            "own": not end,
        }
        for number in range(12)
        for end in ("", "谢")
        for text in (WAGES, PENSION)
    ]


def areas() -> list[dict]:
    labels = [head for head in HEADS if head not in (*READ_HEADS, "judgment")]
    return [
        {"text": f"{label}的事{number}，{WAGES if not at else label}", "label": label}
        for number in range(4)
        for at, label in enumerate(labels)
    ]


def test_it_folds_what_is_learnt_by_likeness_into_weights_of_grams() -> None:
    rows = answered()
    idf = inverse_frequency([row["text"] for row in rows])
    read = Read.of(rows, idf, [row["text"] for row in areas()])
    for head, numbers in read.heads(np.arange(len(rows))).items():
        short, added = read.folded(head, numbers)
        features = np.hstack([read.grams.toarray(), read.rules, np.ones((len(rows), 1))])
        decided = features @ short + read.letter * (features @ added)
        assert decided == pytest.approx(read.kernels[head] @ numbers, abs=1e-4)


def test_it_reads_after_saving_as_it_decided_before(tmp_path: Path) -> None:
    rows = answered()
    found = fit(areas(), rows, "small")
    save(found, tmp_path / "small.npz")
    again = load(tmp_path / "small.npz")
    texts = [row["text"] for row in rows]
    features = np.array([feature_row(text) for text in texts], dtype=np.float32)
    assert again.name == "small"
    assert again.decide(texts, features) == pytest.approx(found.decide(texts, features), abs=0.05)
    assert [bool(one > 0.5) for one in again.scores(texts, features).union] == [r["union"][0] for r in rows]
    assert {is_letter(text) for text in texts} == {True, False}
