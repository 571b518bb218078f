"""From an officer's overruling to a version in use, and back."""

import json
from datetime import timedelta
from importlib.resources import files

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices.models import Notice
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.learning import services
from tongxin.watch.learning.jobs import agreement, gather_examples, train_waiting
from tongxin.watch.learning.models import Agreement, Example, Training
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import ModelVersion, Verdict
from tongxin.watch.triage.services import confirm, overrule
from tongxin.watch.triage.tests.makers import make_signal
from tongxin.watch.triage.weights import weights

ODD = "食堂饭卡押了三百块一直不退，第{}号窗口的人说没办法，去问了{}次"


def taught(cast, rows: int = 60, category: str = "wages", texts: list[str] | None = None) -> list[Verdict]:
    """Officers say of each of `rows` odd signals that it is a matter of wages."""
    told = texts or [ODD.format(n, n * 7) for n in range(rows)]
    signals = [make_signal(cast.xihu, text) for text in told]
    triage(FRIDAY)
    for verdict in Verdict.objects.filter(signal__in=signals, current=True).select_related("signal__org"):
        answer = {"acts": True, "category": category}
        if any(getattr(verdict, name) != value for name, value in answer.items()):
            overrule(verdict.signal, by=cast.xi, at=FRIDAY, **answer)
        else:
            confirm(verdict.signal, by=cast.xi, at=FRIDAY)
    while gather_examples(FRIDAY):
        pass
    return list(Verdict.objects.filter(current=True))


def judged(cast, n: int) -> Verdict:
    signal = make_signal(cast.xihu, ODD.format(n, 3))
    triage(FRIDAY)
    return Verdict.objects.get(signal=signal, current=True)


def trained(cast) -> ModelVersion:
    services.ask(by=cast.chen, at=FRIDAY)
    train_waiting(FRIDAY)
    version = Training.objects.order_by("-pk").first().version
    assert version is not None
    return version


def test_an_overruling_becomes_an_example_without_names_and_numbers(cast):
    signal = make_signal(cast.xihu, "我叫陈一凡，公司不退押金，电话13812345678")
    triage(FRIDAY)
    machine = Verdict.objects.get()
    overrule(signal, acts=True, category="insurance", by=cast.xi, at=FRIDAY)
    gather_examples(FRIDAY)
    example = Example.objects.get()
    assert "陈一凡" not in example.text and "13812345678" not in example.text
    assert (example.officer, example.agreed, example.by) == ("insurance", False, cast.xi)
    assert (example.model, example.confidence) == (machine.model, machine.confidence)


def test_agreeing_is_an_example_too_and_the_last_word_counts(cast):
    signal = make_signal(cast.xihu, "公司拖欠工资三个月")
    triage(FRIDAY)
    confirm(signal, by=cast.xi, at=FRIDAY)
    gather_examples(FRIDAY)
    assert Example.objects.get().agreed
    overrule(signal, category="contract", by=cast.chen, at=FRIDAY + timedelta(hours=1))
    gather_examples(FRIDAY + timedelta(hours=1))
    example = Example.objects.get()
    assert (example.officer, example.agreed, example.by) == ("contract", False, cast.chen)


def test_training_then_rolling_back_gives_the_old_verdicts(cast):
    taught(cast)
    before = judged(cast, 801)
    version = trained(cast)
    assert judged(cast, 802).model == weights().name  # a version reads only once it is put to use
    services.activate(version, by=cast.chen, at=FRIDAY)
    learnt = judged(cast, 801)
    assert (learnt.model, learnt.category) == (version.name, "wages")
    assert learnt.union > before.union
    assert services.roll_back(by=cast.chen, at=FRIDAY) is None
    again = judged(cast, 801)
    told = ("model", "labour", "union", "acts", "category", "confidence", "unsure", "reasons", "spans")
    assert [getattr(again, name) for name in told] == [getattr(before, name) for name in told]
    assert list(Entry.objects.filter(kind="triage.modelversion").values_list("verb", flat=True)) == [
        "activate",
        "roll-back",
    ]


def test_rolling_back_twice_walks_back_through_the_versions(cast):
    taught(cast)
    first = trained(cast)
    services.activate(first, by=cast.chen, at=FRIDAY)
    second = trained(cast)
    services.activate(second, by=cast.chen, at=FRIDAY)
    assert services.roll_back(by=cast.chen, at=FRIDAY) == first
    assert services.roll_back(by=cast.chen, at=FRIDAY) is None
    with pytest.raises(Refused, match="没有可以退回"):
        services.roll_back(by=cast.chen, at=FRIDAY)


def test_examples_too_alike_to_be_parted_are_learnt_from_but_not_compared(cast):
    taught(cast)
    assert trained(cast) is not None
    assert "太相近" in Training.objects.get().comparison["reason"]


def test_a_training_tells_how_both_models_do_on_the_part_held_back(cast):
    lines = files("tongxin.watch.triage.tests").joinpath("unseen_texts.jsonl").read_text("utf-8").splitlines()
    taught(cast, texts=[json.loads(line)["text"] for line in lines])
    trained(cast)
    training = Training.objects.get()
    found = training.comparison
    assert (
        training.examples == len(lines) and 0 < training.held < len(lines) and found["rows"] == training.held
    )
    assert found["after"]["right"] >= found["before"]["right"]
    assert found["shipped_texts"]["rows"] > 200  # what was known before is measured too


def test_too_few_examples_end_the_training_with_a_reason(cast):
    taught(cast, rows=5)
    services.ask(by=cast.chen, at=FRIDAY)
    train_waiting(FRIDAY)
    training = Training.objects.get()
    assert training.state == "failed" and "只有 5 条" in training.reason
    assert not ModelVersion.objects.exists()


def test_a_second_request_waits_for_the_first(cast):
    services.ask(by=cast.chen, at=FRIDAY)
    with pytest.raises(Refused, match="已有一次训练"):
        services.ask(by=cast.chen, at=FRIDAY)


def test_a_version_of_an_older_base_is_refused_and_does_not_read(cast):
    taught(cast)
    version = trained(cast)
    ModelVersion.objects.update(base="lexicon-rules-linear-0")
    with pytest.raises(Refused, match="重新训练"):
        services.activate(version, by=cast.chen, at=FRIDAY)
    ModelVersion.objects.update(active=True)
    assert judged(cast, 803).model == weights().name


def test_a_bad_week_is_told_to_the_desk_once(cast):
    signals = [make_signal(cast.xihu, f"公司拖欠工资第{n}次") for n in range(60)]
    triage(FRIDAY)
    verdicts = dict(Verdict.objects.filter(current=True).values_list("signal", "category"))
    for signal in signals[:30]:
        confirm(signal, by=cast.xi, at=FRIDAY - timedelta(weeks=2))
    for signal in signals[30:]:
        overrule(
            signal, category="injury" if verdicts[signal.pk] != "injury" else "other", by=cast.xi, at=FRIDAY
        )
    gather_examples(FRIDAY)
    monday = FRIDAY + timedelta(days=3)
    agreement(monday)
    bad = Agreement.objects.exclude(warned_at=None).get()
    assert (bad.reviewed, bad.agreed, bad.usual, bad.kind) == (30, 0, 1.0, "app")
    assert set(Notice.objects.filter(title__contains="一致率").values_list("account", flat=True)) == {
        cast.chen.pk,
        cast.ao.pk,
    }
    agreement(monday)
    assert Notice.objects.filter(title__contains="一致率").count() == 2


def test_what_the_form_declared_is_not_counted_as_the_machine_s_answer(cast):
    signal = make_signal(cast.xihu, "公司不给我报工伤，受伤后一直没有赔偿", category_told="wages")
    triage(FRIDAY)
    overrule(signal, category="injury", by=cast.xi, at=FRIDAY)
    gather_examples(FRIDAY)
    assert not Example.objects.exists() and not Verdict.objects.awaiting_learning().exists()


def test_a_second_training_compares_only_on_what_came_after_the_first(cast):
    lines = files("tongxin.watch.triage.tests").joinpath("unseen_texts.jsonl").read_text("utf-8").splitlines()
    taught(cast, texts=[json.loads(line)["text"] for line in lines])
    services.activate(trained(cast), by=cast.chen, at=FRIDAY)
    trained(cast)
    latest = Training.objects.latest("pk")
    assert latest.held == 0 and "新增的太少" in latest.comparison["reason"]


def test_activating_an_earlier_version_again_still_leads_back_to_the_shipped_one(cast):
    taught(cast)
    first, second = trained(cast), trained(cast)
    for version in (first, second, first):
        services.activate(version, by=cast.chen, at=FRIDAY)
    assert services.roll_back(by=cast.chen, at=FRIDAY) is None
    assert not ModelVersion.objects.filter(active=True).exists()


def test_a_training_that_breaks_ends_and_another_can_be_asked_for(cast):
    taught(cast)
    Example.objects.update(text="x")
    ModelVersion.objects.create(name=f"own-{FRIDAY:%Y%m%d}-2", base="other", addition=b"", made_at=FRIDAY)
    services.ask(by=cast.chen, at=FRIDAY)
    train_waiting(FRIDAY)  # the name it would take is taken
    training = Training.objects.get()
    assert training.state == "failed" and "IntegrityError" in training.reason
    services.ask(by=cast.chen, at=FRIDAY)


def test_a_later_answer_takes_the_signal_out_of_the_week_it_was_counted_in(cast):
    signal = make_signal(cast.xihu, "公司拖欠工资三个月")
    triage(FRIDAY)
    confirm(signal, by=cast.xi, at=FRIDAY)
    gather_examples(FRIDAY)
    monday = FRIDAY + timedelta(days=3)
    agreement(monday)
    assert Agreement.objects.get().reviewed == 1
    overrule(signal, category="contract", by=cast.chen, at=monday)
    gather_examples(monday)
    agreement(monday + timedelta(weeks=1))
    assert list(Agreement.objects.values_list("reviewed", "agreed")) == [(1, 0)]
