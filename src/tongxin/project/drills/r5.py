"""R5: nobody reaches what is not theirs: every duty, every address, own and any other union.

Rows of every kind are put at each union, with a word of their own in every text. A foreign row must be a
404 by GET and by POST, a right that is lacking a 403, and no list, search, count, export or file may hold a
foreign word. Every request runs in a savepoint that is undone.
"""

import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Org
from tongxin.ground.orgs.services import plant
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.rights import RIGHTS
from tongxin.ground.people.roles import Role
from tongxin.project.drills import Outcome
from tongxin.project.drills.doors import (
    COMMON,
    FIXED,
    LIBRARY,
    MORE,
    OPEN,
    PRIVATE,
    SHOWN,
    SIGNED,
    TABLE,
    VALUES,
    Door,
)
from tongxin.project.drills.routes import Route, reachable, routes
from tongxin.project.drills.rows import HINT, Planted, plant_rows
from tongxin.project.drills.scratch import scratch
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Link

CLOSED = {401, 403, 405}  # what a stranger may be answered, or sent to sign in
HIDDEN = {404, 405}  # a foreign row; 405 says only that the address takes no such method
LISTS = ("", f"q={HINT}", "export=xlsx", f"q={HINT}&export=xlsx")
FEW = ("", f"q={HINT}&export=xlsx")


@dataclass
class Faults:
    """What was found, in words; the first of each address only."""

    tried: int = 0
    found: dict[str, str] = field(default_factory=dict)

    def add(self, route: Route, why: str) -> None:
        self.found.setdefault(route.name or route.place, why)


@dataclass(frozen=True)
class City:
    """Unions by how they lie towards the first, with their rows; `people` hold one duty each at the first."""

    rows: dict[str, Planted]
    people: dict[str, Account]


def run(*, planted: bool = False, short: bool = False) -> Outcome:
    """In a database of its own. Short: three duties, fewer lists and unions. Planted: signals forget their union.

    The planted fault must show in the short form on the addresses of signals alone.
    """
    with scratch():
        return examine(planted=planted, short=short)


def examine(*, planted: bool = False, short: bool = False) -> Outcome:
    """The same in the database that is there, undone at the end."""
    faults = Faults()
    with _undone(), _files(), _silence(), ExitStack() as stack:
        city = build(localtime())
        if planted:
            stack.enter_context(
                patch("tongxin.watch.signals.models.SignalQuerySet.visible_to", lambda rows, user: rows)
            )
        known = [route for route in routes() if _listed(route, faults)]
        if planted and short:
            known = [route for route in known if route.name.startswith(FORGETFUL)]
        _strangers(known, city, faults)
        for role, person in city.people.items():
            if not short or role in SHORT:
                _person(known, city, role, person, faults, short)
    line = f"R5 {len(Role)}种职责，{len(known)}个地址，{faults.tried:,}次请求，"
    if not faults.found:
        return Outcome("R5", True, f"{line}越权 0")
    told = "；".join(f"{name}：{why}" for name, why in faults.found.items())
    return Outcome("R5", False, f"{line}不符 {len(faults.found)}处：{told}")


FORGETFUL = ("signal-", "batch-")  # addresses that the planted fault opens
SHORT = {Role.DESK_MANAGER, Role.ADMINISTRATOR, Role.INFORMANT}


def build(at: datetime) -> City:
    """city > west (own) > street (child); city > east (sibling) > lane (other); one person a duty at west."""
    city = plant("DR", "演练市总工会", level="city", region="3301")
    own = plant("DR-W", "演练西区总工会", level="district", parent=city, region="330106")
    child = plant("DR-WS", "演练西街总工会", level="township", parent=own, region="330106012")
    sibling = plant("DR-E", "演练东区总工会", level="district", parent=city, region="330110")
    other = plant("DR-EL", "演练东巷工会", level="primary", parent=sibling)
    orgs = {"own": own, "child": child, "sibling": sibling, "parent": city, "other": other}
    people = {role: _holder(own, role, at) for role in Role.values}
    rows = {place: plant_rows(org, at=at) for place, org in orgs.items()}
    _join(rows["own"], rows["sibling"])
    return City(rows, people)


def _join(own: Planted, sibling: Planted) -> None:
    """A signal of the sibling belongs to a matter of ours: the matter is ours to see, its text is not."""
    Link.objects.filter(signal=sibling.pks["signal"]).update(incident=own.pks["incident"], why="近似")
    Alert.objects.filter(pk=own.pks["alert"]).update(evidence=[own.pks["signal"], sibling.pks["signal"]])


def _holder(org: Org, role: str, at: datetime) -> Account:
    person = Account.objects.create(username=f"drill-{role}", name="演练员")
    Post.objects.create(account=person, org=org, role=role, since=at.date())
    return person


def _listed(route: Route, faults: Faults) -> bool:
    """Whether it is known what the address shows; if not, that is a fault."""
    if route.name in TABLE or route.name in OPEN or route.name in SIGNED or route.name.startswith(LIBRARY):
        return True
    faults.add(route, "未登记在 doors.py")
    return False


def _strangers(known: list[Route], city: City, faults: Faults) -> None:
    client = Client(raise_request_exception=False)
    for route in known:
        if route.name in OPEN:
            continue
        path = path_of(route, city.rows["own"])
        for method in ("get", "post"):
            answer = _ask(client, method, path, faults)
            sent = answer.status_code == 302 and "/accounts/login/" in answer["Location"]
            absent = answer.status_code == 404 and route.name in SIGNED
            if not (sent or absent or answer.status_code in CLOSED):
                faults.add(route, f"未登录 {method.upper()} 得到 {answer.status_code}")


def _person(known: list[Route], city: City, role: str, person: Account, faults: Faults, short: bool) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for route in known:
        door = TABLE.get(route.name)
        allowed = {"own", "child", *SHOWN.get(route.name, ())}
        foreign = [rows.secret for place, rows in city.rows.items() if place not in allowed]
        if door is None:
            continue
        if door.row:
            for each in (door, *MORE.get(route.name, ())):
                _row(client, route, each, city, role, foreign, faults, short)
        else:
            _page(client, route, door, city, role, foreign, faults, short)


def _row(
    client: Client,
    route: Route,
    door: Door,
    city: City,
    role: str,
    foreign: list[str],
    faults: Faults,
    short: bool,
) -> None:
    """A row of each union, by both methods."""
    for place, rows in city.rows.items():
        if short and place == "other":  # below the sibling, which is asked
            continue
        shared = door.row in COMMON
        mine = ("own",) if door.near else ("own", "child")
        visible = shared or (place in mine and door.row not in PRIVATE)
        if visible and place == "child" and shared:
            continue
        path = path_of(route, rows, door)
        may = _may(door, role)
        for method in ("get", "post"):
            answer = _ask(client, method, path, faults)
            status, who = answer.status_code, f"{Role(role).label} {method.upper()} {place}"
            if status >= 500:
                faults.add(route, f"{who} 得到 {status}{_cause(answer)}")
            elif not visible and status not in HIDDEN | ({403} if not may else set()):
                faults.add(route, f"{who} 的记录得到 {status}，应为 404")
            elif visible and not may and status not in HIDDEN | {403}:
                faults.add(route, f"{who} 无权限得到 {status}")
            elif visible and may and method == "get" and status in (403, 404) and door.right and not shared:
                faults.add(route, f"{who} 有权限得到 {status}")
            _leaks(route, answer, foreign, who, faults)


def _may(door: Door, role: str) -> bool:
    """Whether the duty, held at a district, carries the right."""
    return not door.right or (role in RIGHTS.get(door.right, ()) and not door.whole)


def _page(
    client: Client,
    route: Route,
    door: Door,
    city: City,
    role: str,
    foreign: list[str],
    faults: Faults,
    short: bool,
) -> None:
    """Page, search, export and what a foreign word finds."""
    may = _may(door, role)
    path = path_of(route, city.rows["own"])
    who = Role(role).label
    for query in FEW if short else LISTS:
        answer = _ask(client, "get", f"{path}?{query}", faults)
        if answer.status_code >= 500 or (not may and answer.status_code not in CLOSED):
            faults.add(route, f"{who} GET 得到 {answer.status_code}{_cause(answer)}")
        _leaks(route, answer, foreign, who, faults)
    every = "&pk=".join(str(pk) for rows in city.rows.values() for pk in rows.pks.values())
    answer = _ask(client, "post", path, faults, data=f"pk={every}")
    if answer.status_code >= 500 or (not may and answer.status_code not in CLOSED):
        faults.add(route, f"{who} POST 得到 {answer.status_code}{_cause(answer)}")
    _leaks(route, answer, foreign, who, faults)
    for secret in foreign[:1] if short else foreign:  # the page repeats the words sought; its sheet does not
        answer = _ask(client, "get", f"{path}?q={secret}&export=xlsx", faults)
        if _is_sheet(answer):
            _leaks(route, answer, [secret], f"{who} 搜索", faults)


def _leaks(route: Route, answer: HttpResponse, foreign: list[str], who: str, faults: Faults) -> None:
    text = text_of(answer)
    if held := next((secret for secret in foreign if secret in text), ""):
        faults.add(route, f"{who} 的应答含有其他工会的内容（{held}）")


def _cause(answer: HttpResponse) -> str:
    """What went wrong in the platform, if anything did."""
    raised = getattr(answer, "exc_info", None)
    return f"（{raised[0].__name__} {str(raised[1])[:80]}）" if answer.status_code >= 500 and raised else ""


def text_of(answer: HttpResponse) -> str:
    """Everything an answer says: its body, a workbook unpacked."""
    body = b"".join(getattr(answer, "streaming_content", ())) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    return body.decode("utf-8", "replace") + answer.get("Location", "")


def _is_sheet(answer: HttpResponse) -> bool:
    return "spreadsheet" in answer.get("Content-Type", "")


def path_of(route: Route, rows: Planted, door: Door | None = None) -> str:
    """The address of `route` for the rows of one union; '/' where a library wants what we have not."""
    door = door or TABLE.get(route.name, Door())
    values: dict[str, Any] = FIXED | {name: rows.pks[kind] for name, kind in VALUES.items()}
    values["pk"] = rows.pks.get(door.row, 1)
    return reachable(route, values) or "/"


def _ask(client: Client, method: str, path: str, faults: Faults, data: str = "") -> Any:
    """One request, undone."""
    faults.tried += 1
    with suppress(DatabaseError), _undone():
        if method == "post":
            return client.post(path, data, content_type="application/x-www-form-urlencoded")
        return client.get(path)
    return HttpResponse("数据库拒绝", status=500)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _silence() -> Iterator[None]:
    """Refusals are what is wanted here, not news."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def _files() -> Iterator[None]:
    """Stored files go to a folder of their own."""
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder, ALLOWED_HOSTS=["*"]):
        yield
