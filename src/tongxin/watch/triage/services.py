import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import record
from tongxin.ground.employers.queries import Told, match
from tongxin.ground.places.resolver import best
from tongxin.ground.rollups.services import count
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import ABSTENTION, COLLECTIVE
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.active import scorer
from tongxin.watch.triage.models import Category, Verdict
from tongxin.watch.triage.queries import Grounds
from tongxin.watch.triage.verdicts import ACTS, Reading, read_texts
from tongxin.watch.triage.weights import Scorer

log = logging.getLogger(__name__)
CORRECTABLE = (
    "acts",
    "category",
    "employer",
    "region",
    "persons",
    "amount",
    "months",
    "collective",
    "urgent",
)
OFFICER, UNREAD = "人工", "none"  # what stands for a model where none has judged
UNSURE = 0.6  # confidence under which a person judges, where the rulebook says nothing
STATUTORY = 10  # 浙江省劳动人事争议调解仲裁条例 art. 40: so many make a dispute collective
CONFIRMED = "同意机器研判"
MOVED_ON = "打开这一页之后，这条线索有了新的研判，请看过新的结论再处理。"
MOST = Decimal("999999999999")


@transaction.atomic
def judge(signals: Sequence[Signal], *, at: datetime) -> list[Verdict]:
    """Read a batch of signals, store the verdicts and rouse the next stage.

    What the reporter stated in a field of the form goes before what the text seems to say.
    Signals must carry `org`; statements: a handful for the whole batch.
    """
    readings, limits = _read(signals, scorer()), _limits(at)
    regions = [_region(signal, reading) for signal, reading in zip(signals, readings, strict=True)]
    told = [
        Told((signal.employer_name or reading.employer or "")[:120], (region or "")[:6])
        for signal, reading, region in zip(signals, readings, regions, strict=True)
    ]
    employers, grounds = match(told), Grounds()
    changes, verdicts = [], []
    for signal, reading, region, name in zip(signals, readings, regions, told, strict=True):
        if signal.corrected_at is None:
            changes.append(cell(signal, None).back())
        signal.triaged_at = at
        signal.org_id = grounds.of(region) or signal.org_id  # drops the loaded org when it changes
        verdicts.append(_verdict(signal, reading, region, name.name, employers.get(name), at, limits))
    Verdict.objects.bulk_create(verdicts)
    Signal.objects.bulk_update(signals, ["triaged_at", "org"], batch_size=500)
    fresh = Signal.objects.select_related("org").in_bulk([signal.pk for signal in signals])
    current = [v for v in verdicts if fresh[v.signal_id].corrected_at is None]
    changes += [cell(fresh[verdict.signal_id], verdict) for verdict in current]
    count(changes)
    wake("incidents")
    wake("signals-words")  # which leaves alone what has not been placed yet
    return verdicts


@transaction.atomic
def overrule(
    signal: Signal, *, by: Actor, at: datetime, note: str = "", seen: int | None = None, **fields: Any
) -> Verdict:
    """Replace the verdict by an officer's: only `fields` change. `Refused` if nothing would change.

    `seen`: the verdict the officer had in front; refused if another has come since.
    """
    old = _present(signal, seen)
    changed = {name: value for name, value in fields.items() if getattr(old, name) != value}
    if unknown := set(changed) - set(CORRECTABLE):
        raise ValueError(f"not a field of a verdict: {sorted(unknown)}")
    if not changed:
        raise Refused("没有改动任何一项，无需改判。")
    before = cell(signal, old)
    old.current = False
    old.save(update_fields=["current"])
    new = Verdict(
        **{f.attname: getattr(old, f.attname) for f in Verdict._meta.concrete_fields if not f.primary_key}
    )
    for name, value in changed.items():
        setattr(new, name, value)
    new.current, new.by_id, new.at, new.note, new.linked_at = True, by.pk, at, note, None
    new.confidence, new.unsure, new.model, new.learnt_at = 1, False, OFFICER, None
    new.save()
    _move(signal, new)
    count([before.back(), cell(signal, new)])
    record(signal, "overrule", by=by, at=at, note=note, fields={k: _plain(v) for k, v in changed.items()})
    wake("incidents")
    return new


@transaction.atomic
def confirm(signal: Signal, *, by: Actor, at: datetime, seen: int | None = None) -> Verdict:
    """An officer agrees with the machine: the signal leaves the queue, its incident is graded as one that a
    person has looked at. `Refused` if already judged by one, or if another verdict than `seen` has come since.
    """
    old = _present(signal, None)
    if old.by_id:
        raise Refused("这条线索已由人工研判，无需再确认。")
    if seen not in (None, old.pk):
        raise Refused(MOVED_ON)
    old.current = False
    old.save(update_fields=["current"])
    new = Verdict(
        **{f.attname: getattr(old, f.attname) for f in Verdict._meta.concrete_fields if not f.primary_key}
    )
    new.current, new.by_id, new.at, new.confidence, new.note = True, by.pk, at, 1, CONFIRMED
    new.unsure, new.learnt_at = False, None
    new.linked_at = None  # the next stage leaves the signal where it is, and has its incident graded anew
    new.save()
    record(signal, "confirm-verdict", by=by, at=at, category=new.category, acts=new.acts, model=new.model)
    wake("incidents")
    return new


def _present(signal: Signal, seen: int | None) -> Verdict:
    """The current verdict, locked."""
    verdict = Verdict.objects.select_for_update().get(signal=signal, current=True)
    if Signal.objects.filter(pk=signal.pk).exclude(corrected_at=None).exists():
        raise Refused("这条线索已有更正后的版本，请在最新版本上研判。")
    if seen not in (None, verdict.pk):
        raise Refused(MOVED_ON)
    return verdict


def _move(signal: Signal, verdict: Verdict) -> None:
    """Put the signal on the ground of the corrected place."""
    ground = Grounds().of(verdict.region_id)
    if ground and ground != signal.org_id:
        signal.org_id = ground
        signal.save(update_fields=["org"])
        signal.refresh_from_db(fields=["org"])
        wake("signals-words")  # the index knows whose ground a signal is on


def _read(signals: Sequence[Signal], by: Scorer) -> list[Reading]:
    """Readings of a batch; a text that breaks the reader is read as unreadable, the rest is not held up."""
    texts, days = [one.text for one in signals], [localtime(one.heard_at).date() for one in signals]
    try:
        return read_texts(texts, days, by)
    except Exception:
        log.exception("a batch of %s texts could not be read; reading one by one", len(texts))
        return [_read_one(text, day, by) for text, day in zip(texts, days, strict=True)]


def _read_one(text: str, day: date, by: Scorer) -> Reading:
    try:
        return read_texts([text], [day], by)[0]
    except Exception:
        log.exception("a text of %s characters could not be read", len(text))
        even = dict.fromkeys(Category.values, 1 / len(Category.values))
        return Reading(
            0.5,
            ACTS,
            Category.OTHER,
            even,
            None,
            None,
            None,
            None,
            None,
            False,
            False,
            0.0,
            (),
            ("无法自动研判，请人工研判",),
            UNREAD,
        )


def _region(signal: Signal, reading: Reading) -> str | None:
    """The region stated in the form, else the one named in the place or the text."""
    if signal.region_id:
        return signal.region_id
    near = signal.org.region_id
    for text in (signal.place, reading.place or "", signal.text[:2000]):
        mention = best(text, context_code=near) if text else None
        if mention and not _says_nothing_new(mention.code, near):
            return mention.code
    return None


def _says_nothing_new(code: str | None, near: str | None) -> bool:
    """杭州 in a firm's name, told to the union of it or of a district of it, moves nothing and hides no street."""
    return bool(code and near and near.startswith(code))


def _collective(reading: Reading, persons: int | None, least: int) -> bool:
    """A known number of many workers decides; of few or unknown ones, what the text says of them."""
    if persons is not None and persons >= min(least, STATUTORY):
        return persons >= least
    return reading.collective


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many workers on a dispute is a collective one, and under which confidence a person must judge."""

    collective: int = STATUTORY
    unsure: float = UNSURE


def _limits(at: datetime) -> Limits:
    """As the rulebook says, else as the law does and the platform's example."""
    on = localtime(at).date()
    return Limits(
        int(_threshold(COLLECTIVE, on).get("persons", STATUTORY)),
        float(_threshold(ABSTENTION, on).get("confidence", UNSURE)),
    )


def _threshold(key: str, on: date) -> dict[str, Any]:
    version = named(key, on=on)
    return version.body.get("threshold", {}) if version else {}


def _verdict(
    signal: Signal,
    reading: Reading,
    region: str | None,
    name: str,
    employer: int | None,
    at: datetime,
    limits: Limits,
) -> Verdict:
    stated = signal.category_told if signal.category_told in Category.values else ""
    persons = signal.persons if signal.persons is not None else reading.persons
    unsure = not stated and reading.confidence < limits.unsure
    reasons = [*reading.reasons, *([f"报送时填写的类别：{Category(stated).label}"] if stated else [])]
    if unsure:
        reasons.insert(0, f"把握{reading.confidence:.0%}，不足{limits.unsure:.0%}，待人工研判")
    return Verdict(
        signal=signal,
        labour=reading.labour,
        union=reading.union,
        acts=bool(stated) or reading.union >= ACTS,
        category=stated or reading.category,
        employer_id=employer,
        employer_text=name,
        region_id=region,
        place_text=(signal.place or reading.place or "")[:120],
        persons=None if persons is None else min(persons, 2_000_000_000),
        amount=signal.amount if signal.amount is not None else _money(reading.amount),
        months=None if reading.months is None else min(reading.months, 600),
        collective=_collective(reading, persons, limits.collective),
        urgent=reading.urgent,
        confidence=reading.confidence,
        unsure=unsure,
        spans=[[s.field, s.start, s.end, s.text, s.why] for s in reading.spans],
        reasons=reasons,
        model=reading.model,
        at=at,
    )


def _money(amount: float | None) -> Decimal | None:
    return None if amount is None else min(Decimal(str(round(amount, 2))), MOST)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    return getattr(value, "pk", value)
