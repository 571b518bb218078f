import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.files.services import store as store_file
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import count
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.kit.statements import Statement, tell
from tongxin.watch.signals.adapters.heard import Heard, Reject
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Batch, Signal, Source, Wordless
from tongxin.watch.signals.storing import Received, sound, store, store_one

SHOWN_REJECTS = 1_000
FORM = "patrol-form"


def receive(
    source: Source,
    heard: Sequence[Heard],
    *,
    org: Org,
    by: Actor | None,
    at: datetime,
    batch: Batch | None = None,
    places: Sequence[int] = (),
    refused: Sequence[Reject] = (),
    along: Statement | None = None,
) -> Received:
    """Store what was heard, once each: a key of this source that is known already is a repeat.

    More than one thing, or things an adapter `refused`, make a batch unless one is given. Statements: one
    for one signal, six for a batch of any size. `places` are where things stood in the delivery, from 1.
    `along` holds with what is stored, or breaks it (and the transaction that a caller of one signal holds).
    """
    good, bad = sound(zip(places or range(1, len(heard) + 1), heard, strict=True), at)
    bad = sorted([*bad, *refused], key=lambda reject: reject.row)
    if batch is None and len(heard) + len(refused) == len(good) == 1:
        return store_one(source, good[0], org=org, by=by, at=at, along=along)
    with transaction.atomic():
        if along:
            tell(along.sql, along.params)
        if batch is None and len(heard) + len(refused) > 1:
            batch = Batch.objects.create(
                source=source, org=org, state=Batch.State.DONE, rows=len(heard) + len(refused),
                rejected=len(bad), rejects=told(bad), by_id=by.pk if by else None, at=at,
            )  # fmt: skip
        accepted, repeated = store(source, good, org=org, by=by, batch=batch)
        if batch:
            batch.accepted, batch.repeated, batch.rejected = len(accepted), len(repeated), len(bad)
            batch.done = batch.rows
            batch.save(update_fields=["accepted", "repeated", "rejected", "done"])
            record(
                batch, "receive", by=by, at=at, source=source.key, accepted=len(accepted),
                repeated=len(repeated), rejected=len(bad),
            )  # fmt: skip
    return Received(accepted, repeated, bad, batch)


@transaction.atomic
def report(heard: Heard, *, org: Org, by: Actor, at: datetime, photos: Sequence[Any] = ()) -> Signal:
    """An informant's report from the phone form, with its photos. The same form sent twice is one signal.

    Raises `Refused` with the reasons if it cannot be stored.
    """
    root = Org.objects.get(parent=None)
    names = {"name": "移动端上报", "kind": Kind.PATROL, "org": root}
    source, _ = Source.objects.get_or_create(key=FORM, defaults=names)
    received = receive(source, [heard], org=org, by=by, at=at)
    if received.rejected:
        raise Refused(received.rejected[0].reason)
    signal = Signal.objects.get(source=source, external_key=heard.key, version=1)
    if received.accepted:
        for photo in photos:
            store_file(photo, owner=signal, by=by, at=at)
    return signal


@transaction.atomic
def correct(signal: Signal, *, heard: Heard, by: Actor, at: datetime, reason: str) -> Signal:
    """Put a new version in the place of `signal`, which stays as it was; source and key do not change."""
    old = Signal.objects.select_for_update(of=("self",)).select_related("org", "source").get(pk=signal.pk)
    if old.corrected_at:
        raise Refused("这条线索已有更正后的版本，请在最新版本上更正。")
    _, bad = sound([(1, heard)], at)
    if bad:
        raise Refused(bad[0].reason)
    new = Signal.objects.create(
        source=old.source, kind=old.kind, external_key=old.external_key, version=old.version + 1,
        corrects=old,
        batch_id=old.batch_id, org=old.org, by_id=by.pk if by else None, **_facts(heard),
    )  # fmt: skip
    Wordless.objects.create(signal_id=new.pk)
    before = cell(old, old.verdicts.filter(current=True).first())
    old.corrected_at = at
    old.save(update_fields=["corrected_at"])
    count([before.back(), cell(new, None)])
    changed = sorted(name for name in _facts(heard) if getattr(old, name) != getattr(new, name))
    record(new, "correct", by=by, at=at, corrects=old.pk, reason=reason, changed=changed)
    wake("triage")
    wake("signals-words")
    return new


def unmask(signal: Signal, *, by: Actor, at: datetime, why: str) -> tuple[str, str]:
    """Name and phone of who reported it. Each reading is in the audit trail."""
    record(signal, "unmask", by=by, at=at, why=why, fields=["reporter", "phone"])
    return signal.reporter, signal.phone


@transaction.atomic
def register_source(
    *, key: str, name: str, kind: str, org: Org, per_minute: int, by: Actor, at: datetime
) -> Source:
    """Register a sender. It cannot call the interface until it has a secret."""
    if Source.objects.filter(key=key).exists():
        raise Refused(f"键“{key}”已被使用，请换一个。")
    source = Source.objects.create(key=key, name=name, kind=kind, org=org, per_minute=per_minute)
    record(source, "register", by=by, at=at, key=key, kind=kind, org=org.pk)
    return source


@transaction.atomic
def rotate_secret(source: Source, *, by: Actor, at: datetime) -> str:
    """Give the source a new secret, returned once and never shown again. The old one ends at once."""
    source.secret = secrets.token_urlsafe(32)
    source.save(update_fields=["secret"])
    record(source, "rotate_secret", by=by, at=at)
    return source.secret


@transaction.atomic
def switch_source(source: Source, *, active: bool, by: Actor, at: datetime) -> Source:
    """Let a source deliver, or no longer."""
    source.active = active
    source.save(update_fields=["active"])
    record(source, "switch_on" if active else "switch_off", by=by, at=at)
    return source


def told(rejects: Sequence[Reject]) -> list[dict[str, Any]]:
    """Rejects as a batch keeps them: row, key and reasons, never what stood in the cells."""
    return [
        {"row": r.row, "key": r.key, "problems": [{"field": p.field, "reason": p.reason} for p in r.problems]}
        for r in rejects[:SHOWN_REJECTS]
    ]


def _facts(heard: Heard) -> dict[str, Any]:
    return {
        "heard_at": heard.heard_at, "text": heard.text, "employer_name": heard.employer_name,
        "place": heard.place,
        "region_id": heard.region, "category_told": heard.category_told, "persons": heard.persons,
        "amount": heard.amount, "reporter": heard.reporter, "phone": heard.phone,
        "anonymous": heard.anonymous,
    }  # fmt: skip
