"""异议 and notes: what officers say against a piece of evidence, decided, and taken back again."""

from datetime import datetime

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.watch.scores.flow import State, flow
from tongxin.watch.scores.models import Contest, Evidence
from tongxin.watch.scores.services import rescore


@transaction.atomic
def contest(evidence: Evidence, *, reason: str, by: Actor, at: datetime) -> Contest:
    """Say that a piece of evidence is wrong. It counts until that is upheld."""
    evidence = _lock(evidence)
    if not evidence.counts:
        raise Refused("这条依据已不计入指数，无需再提异议。")
    if evidence.contests.filter(state=State.OPEN).exists():
        raise Refused("这条依据已有一项异议待处理。")
    made = Contest.objects.create(evidence=evidence, reason=reason, by_id=by.pk, at=at)
    record(made, "contest", by=by, at=at, kind=evidence.kind, reason=reason)
    return made


@transaction.atomic
def uphold(contest: Contest, *, decision: str, by: Actor, at: datetime) -> Contest:
    """The evidence stops counting; the employer's index is computed anew. `Refused` to whoever contested it."""
    return _decide(contest, "uphold", decision, by=by, at=at)


@transaction.atomic
def reject(contest: Contest, *, decision: str, by: Actor, at: datetime) -> Contest:
    """The evidence goes on counting. `Refused` to whoever contested it."""
    return _decide(contest, "reject", decision, by=by, at=at)


@transaction.atomic
def withdraw(contest: Contest, *, by: Actor, at: datetime) -> Contest:
    """Whoever contested says so no more; `Refused` to others."""
    if by.pk != contest.by_id:
        raise Refused("只有提出异议的人可以撤回。")
    return _decide(contest, "withdraw", "", by=by, at=at)


@transaction.atomic
def reopen(contest: Contest, *, by: Actor, at: datetime) -> Contest:
    """Take a decision back: evidence that had stopped counting counts again until decided anew."""
    evidence = _lock(contest.evidence)
    if evidence.contests.filter(state__in=[State.OPEN, State.UPHELD]).exclude(pk=contest.pk).exists():
        raise Refused("这条依据另有一项异议，请先处理那一项。")
    return _decide(contest, "reopen", "", by=by, at=at)


@transaction.atomic
def annotate(evidence: Evidence, *, note: str, by: Actor, at: datetime) -> Evidence:
    """Keep a remark beside a piece of evidence; '' takes it away. It changes no score."""
    evidence = _lock(evidence)
    if evidence.note == note:
        raise Refused("批注没有改动。")
    before, evidence.note = evidence.note, note
    evidence.save(update_fields=["note"])
    record(evidence, "annotate", by=by, at=at, note=note, before=before)
    return evidence


def _decide(contest: Contest, verb: str, decision: str, *, by: Actor, at: datetime) -> Contest:
    if verb in ("uphold", "reject") and by.pk == contest.by_id:
        raise Refused("提出异议的人不能自己处理，请由另一位处理，或撤回异议。")
    evidence = _lock(contest.evidence)
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    contest.state = flow.after(verb, contest.state)
    reopened = contest.state == State.OPEN
    contest.decision = decision
    contest.decided_by_id, contest.decided_at = (None, None) if reopened else (by.pk, at)
    contest.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    evidence.upheld_at = at if contest.state == State.UPHELD else None
    evidence.save(update_fields=["upheld_at"])
    record(contest, verb, by=by, at=at, kind=evidence.kind, reason=decision)
    rescore([evidence.employer_id], at=at)
    return contest


def _lock(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
