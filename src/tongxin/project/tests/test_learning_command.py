"""`tongxin triage train`, `versions`, `activate`, `rollback` as an operator runs them."""

import json
from contextlib import contextmanager
from importlib.resources import files

import pytest
from click.testing import CliRunner

from tongxin.project.cli import learning
from tongxin.watch.learning.tests.test_learn import taught
from tongxin.watch.triage.models import ModelVersion
from tongxin.watch.triage.weights import weights


@pytest.fixture
def run(monkeypatch):
    """The commands on the database of the test, which is open already."""
    monkeypatch.setattr(learning, "database", contextmanager(lambda: (yield)))

    def invoke(command, *arguments):
        return CliRunner().invoke(command, list(arguments))

    return invoke


def test_it_trains_compares_puts_to_use_and_rolls_back(cast, run):
    lines = files("tongxin.watch.triage.tests").joinpath("unseen_texts.jsonl").read_text("utf-8").splitlines()
    taught(cast, texts=[json.loads(line)["text"] for line in lines])
    answer = run(learning.train)
    assert answer.exit_code == 0, answer.output
    name = ModelVersion.objects.get().name
    assert f"版本 {name}：样本 60 条" in answer.output and "差别的 95% 区间" in answer.output
    assert f"* {weights().name}" in run(learning.versions).output
    assert run(learning.activate, name).exit_code == 0
    assert f"* {name}" in run(learning.versions).output
    assert "随平台提供的模型" in run(learning.rollback).output
    assert not ModelVersion.objects.filter(active=True).exists()


def test_too_few_examples_end_with_one_line_and_code_1(cast, run):
    answer = run(learning.train)
    assert answer.exit_code == 1 and "至少要 50 条" in answer.output


def test_an_unknown_version_is_named(cast, run):
    answer = run(learning.activate, "own-0")
    assert answer.exit_code == 1 and "没有版本 own-0" in answer.output
