"""One signal with all that goes with it in one statement; many in one, whose audit entry their batch gets."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils.timezone import localtime

from tongxin.ground.audit.services import recording
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import Change, count, counting
from tongxin.kit.actor import Actor
from tongxin.kit.crypto import blind_index, encrypt
from tongxin.kit.jobs import wake
from tongxin.kit.statements import Statement, ask, together
from tongxin.watch.signals.adapters.heard import Heard, Reject, flaws, shown
from tongxin.watch.signals.models import Batch, Signal, Source

REPORTER = Signal._meta.get_field("reporter").context
PHONE = Signal._meta.get_field("phone").context

# Sorted by key, so that two deliveries of the same rows wait for each other instead of dying of a deadlock.
INSERT = """
WITH heard AS (
  SELECT * FROM json_to_recordset(%s) AS x(
    k text, at timestamptz, t text, e text, pl text, r text, c text, n int, a numeric, rp text, ph text,
    pi text,    an boolean)),
fresh AS (
  INSERT INTO signals_signal (source_id, kind, external_key, version, batch_id, heard_at, text, employer_name,
    place, region_id, category_told, persons, amount, reporter, phone, phone_index, anonymous, org_id, by_id)
  SELECT %s, %s, k, 1, %s, at, t, coalesce(e, ''), coalesce(pl, ''), r, coalesce(c, ''), n, a,
    coalesce(rp, ''), coalesce(ph, ''), pi, coalesce(an, false), %s, %s
  FROM heard ORDER BY k
  ON CONFLICT (source_id, external_key, version) DO NOTHING RETURNING id, external_key),
queued AS (INSERT INTO signals_wordless (signal_id) SELECT id FROM fresh)
SELECT external_key, id FROM fresh"""

INSERT_ONE = """
  INSERT INTO signals_signal (source_id, kind, external_key, version, org_id, by_id, heard_at, text, employer_name,
    place, region_id, category_told, persons, amount, reporter, phone, phone_index, anonymous)
  VALUES (%s, %s, %s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
  ON CONFLICT (source_id, external_key, version) DO NOTHING RETURNING id"""
QUEUE = Statement("INSERT INTO signals_wordless (signal_id) SELECT id FROM fresh")


@dataclass(frozen=True, slots=True)
class Kept:
    """A signal that is in the platform. `row` is its place in the delivery; `pk` None for an earlier one."""

    row: int
    key: str
    pk: int | None = None


@dataclass(frozen=True)
class Received:
    """What became of each thing heard."""

    accepted: list[Kept] = field(default_factory=list)
    repeated: list[Kept] = field(default_factory=list)
    rejected: list[Reject] = field(default_factory=list)
    batch: Batch | None = None


def sound(heard: Iterable[tuple[int, Heard]], at: datetime) -> tuple[list[tuple[int, Heard]], list[Reject]]:
    """Those that can be stored, with their places, and those that cannot."""
    good, bad = [], []
    for row, each in heard:
        found = flaws(each, at)
        if found:
            bad.append(Reject(row, tuple(found), shown(each.key)))
        else:
            good.append((row, each))
    return good, bad


def store(
    source: Source, heard: Sequence[tuple[int, Heard]], *, org: Org, by: Actor | None, batch: Batch | None
) -> tuple[list[Kept], list[Kept]]:
    """Insert what is new, with its counts, in the caller's transaction: (accepted, repeated)."""
    if not heard:
        return [], []
    first = {each.key: (row, each) for row, each in reversed(heard)}
    told = json.dumps([_record(each) for _, each in first.values()], ensure_ascii=False)
    where = [source.pk, source.kind, batch.pk if batch else None, org.pk, by.pk if by else None]
    fresh: dict[str, int] = dict(ask(INSERT, [told, *where]))
    accepted = [Kept(first[key][0], key, pk) for key, pk in fresh.items()]
    taken = {kept.row for kept in accepted}
    repeated = [Kept(row, each.key, fresh.get(each.key)) for row, each in heard if row not in taken]
    if fresh:
        count(counted(source.kind, (first[key][1] for key in fresh), org))
        wake("triage")
        wake("signals-words")
    return sorted(accepted, key=lambda kept: kept.row), repeated


def store_one(
    source: Source,
    told: tuple[int, Heard],
    *,
    org: Org,
    by: Actor | None,
    at: datetime,
    along: Statement | None,
) -> Received:
    """One signal with its count and its audit entry. It is a transaction of its own unless the caller holds one."""
    row, heard = told
    phone = heard.phone
    values = [
        source.pk, source.kind, heard.key, org.pk, by.pk if by else None,
        heard.heard_at, heard.text, heard.employer_name, heard.place, heard.region or None, heard.category_told,
        heard.persons, heard.amount, encrypt(heard.reporter, REPORTER) if heard.reporter else "",
        encrypt(phone, PHONE) if phone else "", blind_index(phone, PHONE) if phone else None, heard.anonymous,
    ]  # fmt: skip
    (change,) = counted(source.kind, [heard], org)
    asked = together(
        "SELECT id FROM fresh",
        **({"along": along} if along else {}),
        fresh=Statement(INSERT_ONE, values),
        queued=QUEUE,
        counted=counting("fresh", change),
        recorded=recording("fresh", Signal, "receive", by=by, at=at, source=source.key),
    )
    fresh = ask(asked.sql, asked.params)
    if not fresh:
        return Received(repeated=[Kept(row, heard.key)])
    for stage in ("triage", "signals-words", "rollups-fold", "audit-seal"):
        wake(stage)
    return Received(accepted=[Kept(row, heard.key, fresh[0][0])])


def counted(kind: str, heard: Iterable[Heard], org: Org) -> list[Change]:
    """The counts of signals not judged yet."""
    cells: Counter[tuple[date, str]] = Counter()
    for each in heard:
        cells[localtime(each.heard_at).date(), each.region or org.region_id or ""] += 1
    return [Change("signals", day, region, source=kind, n=n) for (day, region), n in cells.items()]


def _record(heard: Heard) -> dict[str, Any]:
    """As the statement reads it; what is empty is left out."""
    record: dict[str, Any] = {
        "k": heard.key,
        "at": heard.heard_at.astimezone(UTC).isoformat(),
        "t": heard.text,
    }
    for name, value in (
        ("e", heard.employer_name),
        ("pl", heard.place),
        ("r", heard.region),
        ("c", heard.category_told),
        ("n", heard.persons),
    ):
        if value not in (None, ""):
            record[name] = value
    if heard.amount is not None:
        record["a"] = str(heard.amount)
    if heard.anonymous:
        record["an"] = True
    if heard.reporter:
        record["rp"] = encrypt(heard.reporter, REPORTER)
    if heard.phone:
        record["ph"] = encrypt(heard.phone, PHONE)
        record["pi"] = blind_index(heard.phone, PHONE)
    return record
