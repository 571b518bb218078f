"""The demonstration city: a year of a fictional city's life on the real tree of unions, played through the services."""

import json
import os
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localdate, localtime, make_aware

from tongxin.ground.audit.services import seal
from tongxin.ground.employers.models import Employer
from tongxin.ground.notices.models import Notice
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import fold
from tongxin.ground.rulebook.services import activate_examples
from tongxin.kit.refused import Refused
from tongxin.project.demo import buildup, ground, history, judging, tree
from tongxin.project.demo.contracts import register
from tongxin.project.demo.earlier import ledger
from tongxin.project.demo.handling import Handling
from tongxin.project.demo.history import Report
from tongxin.relations.bargaining import importing as contracts
from tongxin.relations.bargaining.flow import ImportState
from tongxin.relations.bargaining.models import Import as Contracts
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.jobs import grade
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.cards import deal
from tongxin.watch.cases.flow import State as CaseState
from tongxin.watch.cases.jobs import open_cases
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.ledger import take_in
from tongxin.watch.incidents.models import Ledger
from tongxin.watch.risk.services import look
from tongxin.watch.scores.jobs import score, survey
from tongxin.watch.signals.adapters.heard import Heard
from tongxin.watch.signals.jobs import index_words
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal, Source
from tongxin.watch.signals.services import receive
from tongxin.watch.triage.jobs import triage

YEAR = 365
EARLIER = 2  # years known from a ledger
LOOKS = 4  # weeks at whose end somebody looks for hot spots
SEED = 20261120
Progress = Callable[[str, int, int], None]


def load_once(marker: Path, *, password: str, progress: Progress = lambda *_: None, **scale: Any) -> dict:
    """Load the city (small unless `scale` says more, see `load`) unless `marker` says it is there; returns what the marker holds.

    Each day is a transaction of its own. Stopped half-way, the next call goes on with the day after the last one.
    """
    if marker.exists():
        return json.loads(marker.read_text())
    begun = marker.with_suffix(".begun")
    if not begun.exists():
        if Org.objects.exists():
            where = connection.settings_dict["HOST"] or "本机"
            raise Refused(f"数据库（{where}）里已有组织数据，示范城市只能载入空的数据库。")
        _write(begun, {"password": password, "now": localtime().isoformat(), "scale": scale})
    told = json.loads(begun.read_text())
    now = datetime.fromisoformat(told["now"])
    accounts = load(told["password"], now, progress=progress, **told["scale"])
    finish(progress)
    made = {"password": told["password"], "accounts": accounts, "loaded_at": localtime().isoformat()}
    _write(marker, made)
    begun.unlink()
    return made


def load(
    password: str,
    now: datetime,
    *,
    employers: int = 900,
    per_year: int = 1200,
    days: int = YEAR,
    earlier: int = EARLIER,
    looks: int = LOOKS,
    mix: str = "every",
    progress: Progress = lambda *_: None,
) -> list[tuple[str, str, str]]:
    """Plant the city and let `days` days pass until `now`; returns (login, name, post) of each account.

    `earlier`: years before those days, known from a ledger; 0 is none, and then nobody looks for hot spots.
    `looks`: how many of the last weeks somebody looks for them in. `mix`: a key of `history.MIXES`.
    What an earlier call has done is not done again.
    """
    end = localdate(now)
    start = end - timedelta(days=days)
    if not Source.objects.exists():
        with transaction.atomic():
            _plant(password, now, start, employers, progress)
    city = Org.objects.get(parent=None)
    sources = {source.kind: source for source in Source.objects.filter(org=city, key__in=Kind.values)}
    related = ("region__parent", "industry_org")
    registered = list(Employer.objects.select_related(*related).order_by("pk"))
    shares = history.MIXES[mix]
    if earlier and not Ledger.objects.exists():
        told = ledger(registered, start, earlier, per_year, shares)
        take_in(told, f"{start.year}年以前台账.csv", org=city, by=None, at=_at(start, time(8)))
    heard = history.plan(registered, start, end, per_year, SEED, shares=shares)
    planted = [each for each in buildup.reports(registered, end) if localdate(each.at) >= start]
    reports = merge(heard, planted, key=lambda each: each.at)
    begun = end - timedelta(weeks=looks if earlier else 0)
    _live(history.by_day(reports), sources, city, start, now, progress, looks=begun)
    _register(end, now)
    Notice.objects.filter(at__lt=now - timedelta(days=3)).update(read_at=now)
    return ground.told()


def _register(end: date, now: datetime) -> None:
    """The collective contracts, from a sheet as an office would bring it."""
    if Contracts.objects.exists():
        return
    city = Org.objects.get(parent=None)
    rows = list(Employer.objects.select_related("org", "own_union").order_by("pk"))
    made = contracts.take_in(register(rows, end), "集体合同台账.csv", org=city, by=None, at=now)
    if made.state == ImportState.WAITING:
        contracts.run(made, at=now)


def _plant(password: str, now: datetime, start: date, employers: int, progress: Progress) -> None:
    """Unions, accounts, employers and sources: all of them or none."""
    progress("组织与账号", 0, 1)
    city = tree.plant_tree()
    activate_examples(now)
    ground.open_accounts(password, start - timedelta(days=30))
    progress("组织与账号", 1, 1)
    for done in ground.register_employers(employers):
        progress("用人单位", done, employers)
    tree.plant_joint()
    tree.plant_primary(Employer.objects.select_related("org").order_by("pk"))
    ground.open_sources(city)


def finish(progress: Progress = lambda *_: None) -> None:
    """Search index, folded counts and seals, which the worker would do by and by."""
    progress("检索与封存", 0, 1)
    while index_words(localtime()):
        pass
    while fold():
        pass
    while seal(localtime()):
        pass


def _live(
    days: Iterator[tuple[date, list]],
    sources: dict[str, Source],
    city: Org,
    start: date,
    now: datetime,
    progress: Progress,
    *,
    looks: date,
) -> None:
    """One day after the other: what is heard, what the stages make of it, what people do.

    From `looks` on, hot spots are looked for on Mondays and on the last day, which the worker does every night.
    """
    handling = Handling(random.Random(SEED))
    length, lived = (localdate(now) - start).days + 1, _lived()
    if lived:
        handling.resume(_at(lived + timedelta(days=1), time(9)))
    heard = (each for each in days if lived is None or each[0] > lived)
    coming = next(heard, None)
    before: list[Report] = []
    for number in range((lived - start).days + 1 if lived else 0, length):
        day = start + timedelta(days=number)
        reports: list[Report] = []
        if coming and coming[0] == day:
            reports, coming = coming[1], next(heard, None)
        with transaction.atomic():
            judging.judge(
                before, handling.desk, random.Random(f"{SEED}{day}"), at=_at(day, time(8, 30)), now=now
            )
            if day > looks and (day.weekday() == 0 or number + 1 == length):
                look(day - timedelta(days=1), at=_at(day, time(4, 20)))
                _run(grade, _at(day, time(4, 30)))
            _pass(day, reports, handling, sources, city, now)
            if number + 1 == length:
                handling.show_every_state(now)
        before = reports
        progress("模拟运行", number + 1, length)
    judging.learn(handling.desk, now=now)


def _pass(
    day: date, reports: list[Report], handling: Handling, sources: dict[str, Source], city: Org, now: datetime
) -> None:
    morning, evening = _at(day, time(9, 5)), min(_at(day, time(17, 0)), now)
    if morning <= now and handling.calendar.works(day):
        _begin_day(handling, morning, last=day == localdate(now))
    _hear([r for r in reports if r.at <= now], sources, city, evening)
    handling.run_until(min(_at(day + timedelta(days=1), time.min), now))


def _lived() -> date | None:
    """The last day that has passed: that of the newest signal, for a day comes with all it brings or not at all."""
    newest = Signal.objects.order_by("-heard_at").values_list("heard_at", flat=True).first()
    return localdate(newest) if newest else None


def _write(path: Path, told: dict) -> None:
    """Readable by its owner alone: it holds a password."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(told, out, ensure_ascii=False)


def _begin_day(handling: Handling, morning: datetime, *, last: bool) -> None:
    """Cards are dealt, alerts of the days before are read, cases opened and handed out.

    On the last day the newest alert is left, for whoever looks at the city to confirm.
    """
    deal(morning)
    proposed = list(Alert.objects.filter(state=State.PROPOSED).order_by("pk"))
    handling.confirm(proposed[:-1] if last else proposed, morning)
    known = set(Case.objects.filter(state=CaseState.OPEN).values_list("pk", flat=True))
    while open_cases(morning):
        pass
    fresh = Case.objects.filter(state=CaseState.OPEN).exclude(pk__in=known)
    handling.take(list(fresh.select_related("proposed", "incident")), morning)


def _hear(reports: Iterable, sources: dict[str, Source], city: Org, at: datetime) -> None:
    by_kind: dict[str, list[Heard]] = {}
    for r in reports:
        by_kind.setdefault(r.kind, []).append(
            Heard(
                key=r.key,
                heard_at=r.at,
                text=r.text,
                employer_name=r.employer,
                place=r.place,
                region=r.region or None,
                category_told=r.category,
                reporter=r.reporter,
            )
        )
    for kind, heard in by_kind.items():
        receive(sources[kind], heard, org=city, by=None, at=at)
    for stage in (triage, link, survey, score, grade):
        _run(stage, at)


def _run(stage: Callable[[datetime], int], at: datetime) -> None:
    while stage(at):
        pass


def _at(day: date, clock: time) -> datetime:
    return make_aware(datetime.combine(day, clock))
