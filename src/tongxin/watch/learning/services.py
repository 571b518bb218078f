from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.learning.adaptation import Sample, learn
from tongxin.watch.learning.anonymity import anonymised
from tongxin.watch.learning.comparison import compare
from tongxin.watch.learning.examples import held_back, samples, shipped
from tongxin.watch.learning.models import Example, Training
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.triage.active import scorer
from tongxin.watch.triage.additions import Addition, packed, plus, unpacked
from tongxin.watch.triage.models import Category, ModelVersion, Verdict
from tongxin.watch.triage.services import UNREAD
from tongxin.watch.triage.verdicts import read_texts
from tongxin.watch.triage.weights import Scorer, weights

LEAST = 50  # examples under which a comparison could not tell anything
MOST = 20_000  # newest examples that are learnt from; near duplicates are found in a minute among so many
LEAST_SIDE = 5  # rows to learn from, or to compare on, under which nothing is compared
TOLD = ("text", "kind", "machine", "confidence", "model", "officer", "collective", "agreed", "by", "at")


@transaction.atomic
def gather(verdicts: Sequence[Verdict], *, at: datetime) -> int:
    """Keep officers' verdicts as examples, one a signal, the newest; returns how many. `signal` must be loaded.

    Where the machine did not judge there is nothing to compare with and no example: a text it could not read, or
    a category that the reporter's form declared, which stands in the verdict in place of the machine's.
    """
    newest = Verdict.objects.filter(signal=OuterRef("signal"), by=None).order_by("-pk").values("pk")[:1]
    keys = Verdict.objects.filter(pk__in=[v.pk for v in verdicts]).values_list(Subquery(newest), flat=True)
    read = Verdict.objects.filter(pk__in=[key for key in keys if key]).exclude(model=UNREAD)
    machines = {v.signal_id: v for v in read.exclude(signal__category_told__in=Category.values)}
    rows = [_example(v, machines[v.signal_id]) for v in verdicts if v.signal_id in machines]
    Example.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["signal"], update_fields=TOLD, batch_size=500
    )
    Verdict.objects.filter(pk__in=[v.pk for v in verdicts]).update(learnt_at=at)
    return len(rows)


@transaction.atomic
def ask(*, by: Actor | None, at: datetime) -> Training:
    """Ask the worker to learn from the examples. `Refused` while an earlier request waits."""
    if Training.objects.filter(state=Training.State.WAITING).exists():
        raise Refused("已有一次训练在等待，完成后才能再提出。")
    training = Training.objects.create(by_id=by.pk if by else None, asked_at=at)
    record(training, "ask", by=by, at=at)
    wake("learning-train")
    return training


@transaction.atomic
def train(training: Training, *, at: datetime) -> Training:
    """Learn on a part, compare on what is held back, then learn on all and keep that as a version.

    Held back is only what the version in use has not learnt from either: the examples that came after it.

    The version is not in use until somebody puts it to use. Too few examples: the training ends as failed.
    """
    rows = list(Example.objects.order_by("-at", "-pk")[:MOST])
    training.done_at, training.examples = at, len(rows)
    if len(rows) < LEAST:
        return fail(training, reason=f"人工研判过的线索只有 {len(rows)} 条，至少要 {LEAST} 条。", at=at)
    learnt, held = held_back(rows, since=_made())
    training.held, training.comparison = len(held), _compared(learnt, held)
    addition = learn(weights(), [*samples(rows), *shipped()])
    training.version = ModelVersion.objects.create(
        name=_name(at), base=weights().name, addition=packed(addition), made_at=at
    )
    training.state = Training.State.DONE
    training.save()
    record(training, "train", by=None, at=at, examples=len(rows), version=training.version.name)
    return training


@transaction.atomic
def fail(training: Training, *, reason: str, at: datetime) -> Training:
    """End a training that could not be done, so that another can be asked for."""
    training.state, training.reason, training.done_at = Training.State.FAILED, reason[:300], at
    training.save()
    record(training, "train", by=None, at=at, reason=training.reason)
    return training


@transaction.atomic
def activate(version: ModelVersion, *, by: Actor | None, at: datetime) -> ModelVersion:
    """Let a version read from now on. Verdicts that are there stay as they are."""
    version = ModelVersion.objects.select_for_update().get(pk=version.pk)
    if version.base != weights().name:
        raise Refused("这个版本是在旧的基础模型上训练的，不能启用，请重新训练。")
    if version.active:
        raise Refused("这个版本已在使用。")
    before = _in_use()
    _use(version, before, by, at)
    record(version, "activate", by=by, at=at, version=version.name, before=before.name if before else "")
    return version


@transaction.atomic
def roll_back(*, by: Actor | None, at: datetime) -> ModelVersion | None:
    """Back to what read before the version in use; None stands for the shipped model."""
    now = _in_use()
    if now is None:
        raise Refused("正在使用随平台提供的模型，没有可以退回的版本。")
    before, now.active = now.before, False
    now.save(update_fields=["active"])
    if before and before.base == weights().name:
        before.active, before.activated_at, before.activated_by_id = True, at, by.pk if by else None
        before.save(update_fields=["active", "activated_at", "activated_by"])
    else:
        before = None
    record(now, "roll-back", by=by, at=at, version=now.name, to=before.name if before else weights().name)
    return before


def _example(verdict: Verdict, machine: Verdict) -> Example:
    said, answered = (v.category if v.acts else OUTSIDE for v in (machine, verdict))
    return Example(
        signal_id=verdict.signal_id,
        text=anonymised(verdict.signal.text, [verdict.signal.reporter]),
        kind=verdict.signal.kind,
        machine=said,
        confidence=machine.confidence,
        model=machine.model,
        officer=answered,
        collective=verdict.collective,
        agreed=said == answered,
        by=verdict.by,
        at=verdict.at,
    )


def _compared(learnt: Sequence[Sample], held: Sequence[Sample]) -> dict[str, Any]:
    if min(len(learnt), len(held)) < LEAST_SIDE:
        return {"reason": "样本彼此太相近，或上次训练后新增的太少，分不出现用模型没有学过的部分，无法对照。"}
    fresh = plus(weights(), _half(learn(weights(), [*learnt, *shipped()])), "comparison")
    now = scorer()
    found = compare(held, _read(held, now), _read(held, fresh))
    kept = shipped()
    return found | {
        "in_use": now.name,
        "shipped_texts": compare(kept, _read(kept, now), _read(kept, fresh)),
    }


def _made() -> datetime | None:
    """When the version that reads was made; None for the shipped model."""
    version = ModelVersion.objects.filter(active=True, base=weights().name).first()
    return version.made_at if version else None


def _half(addition: Addition) -> Addition:
    """As it is after being kept in half precision."""
    return unpacked(packed(addition))


def _read(rows: Sequence[Sample], by: Scorer) -> list:
    return read_texts([row.text for row in rows], scorer=by)


def _name(at: datetime) -> str:
    day = f"own-{at:%Y%m%d}"
    return f"{day}-{ModelVersion.objects.filter(name__startswith=day).count() + 1}"


def _in_use() -> ModelVersion | None:
    return ModelVersion.objects.select_for_update(of=("self",)).filter(active=True).first()


def _use(version: ModelVersion, before: ModelVersion | None, by: Actor | None, at: datetime) -> None:
    if before:
        before.active = False
        before.save(update_fields=["active"])
    if version.activated_at is None:  # once, so that walking back comes to the shipped model
        version.before = before
    version.active, version.activated_at = True, at
    version.activated_by_id = by.pk if by else None
    version.save(update_fields=["active", "before", "activated_at", "activated_by"])
