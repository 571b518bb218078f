"""R6: whatever is sent, no answer is a 5xx and none takes over five seconds.

Requests of schemathesis against the interface's own description, and hand-made ones against every
address: as a stranger, as an administrator and as a desk manager, to real web processes.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import count, islice
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from tongxin.ground.people.models import Account, Post
from tongxin.project.drills import Outcome, onslaught
from tongxin.project.drills.generated import generated
from tongxin.project.drills.r5 import City, build
from tongxin.project.drills.routes import routes
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import WSGI, Stand
from tongxin.project.drills.visitors import PATIENCE, Ask, Told, send_all, signed_in

PLANTED = "tongxin.project.drills.crooked:application"
SHANGHAI = ZoneInfo("Asia/Shanghai")
SHARES = {
    "schemathesis": 800,
    "接口": 1_700,
    "查询": 2_000,
    "翻页": 400,
    "表单": 1_400,
    "编号": 500,
    "方法": 300,
}
ROLES = ("administrator", "desk_manager", "leader", "")  # '' is a stranger
EACH = 40  # requests one session serves: hostile forms may well end it
SHOWN = 15
numbers = count(1)


def run(place: Stand, *, planted: bool = False, short: bool = False) -> Outcome:
    """7,000 requests, 700 in the short form. Planted: a server that breaks on figures of over 100 digits.

    The planted fault must show in the short form on queries alone.
    """
    place.wsgi = PLANTED if planted else WSGI
    at = datetime.now(SHANGHAI)
    city = build(at)
    secret = register_sender("drill", at=at)
    place.start_web(workers=2, threads=4)
    place.start_worker()
    shares = {kind: number // (10 if short else 1) for kind, number in SHARES.items()}
    if planted and short:
        shares |= dict.fromkeys(shares.keys() - {"查询"}, 0)
    asks = _asks(place.url, secret, city, at, shares)
    return outcome(send_all(place.url, asks))


def _asks(url: str, secret: str, city: City, at: datetime, shares: dict[str, int]) -> list[Ask]:
    """All requests in an order of chance, those of pages with a session."""
    chance = random.Random(6)
    paths = onslaught.addresses(city.rows["own"])
    reader = signed_in(_person(city, "administrator", at))
    known = onslaught.fields(paths, lambda path: _read(url + path, reader))
    families: dict[str, Iterator[Ask]] = {
        "查询": onslaught.queries(paths, known, chance),
        "翻页": _shuffled(onslaught.cursor_queries(paths), chance),
        "表单": onslaught.posts(paths, known, chance),
        "编号": _shuffled(onslaught.keys(routes()), chance),
        "方法": _shuffled(onslaught.methods(paths), chance),
    }
    asks = [ask for kind, made in families.items() for ask in islice(made, shares[kind])]
    chance.shuffle(asks)
    asks = [ask for part in _parts(asks) for ask in _signed_in(part, city, at)]
    calls = list(islice(onslaught.calls(url, "drill", secret, chance), SHARES["接口"]))
    calls = chance.sample(calls, shares["接口"])
    if number := shares["schemathesis"]:
        calls += generated(url, key="drill", secret=secret, number=number)
    return asks + calls


def _signed_in(part: list[Ask], city: City, at: datetime) -> list[Ask]:
    """Some requests, as a new person of one duty."""
    role = ROLES[next(numbers) % len(ROLES)]
    if not role:
        return part
    headers = signed_in(_person(city, role, at))
    return [replace(ask, headers=headers | ask.headers) for ask in part]


def _person(city: City, role: str, at: datetime) -> Account:
    person = Account.objects.create(username=f"visitor-{next(numbers)}", name="来访")
    Post.objects.create(account=person, org=city.rows["parent"].org, role=role, since=at.date())
    return person


def _parts(asks: list[Ask]) -> Iterator[list[Ask]]:
    rest = iter(asks)
    while part := list(islice(rest, EACH)):
        yield part


def _shuffled(asks: Iterator[Ask], chance: random.Random) -> Iterator[Ask]:
    made = list(asks)
    chance.shuffle(made)
    return iter(made)


def _read(address: str, headers: dict[str, str]) -> bytes:
    with suppress(HTTPError):
        with urlopen(Request(address, headers=headers), timeout=30) as page:
            return page.read()
    return b""


def outcome(told: list[Told]) -> Outcome:
    """Passed when every request had an answer below 500 within five seconds."""
    broken = [each for each in told if each.status >= 500]
    silent = [each for each in told if each.status == 0]
    slow = [each for each in told if each.status and each.seconds > PATIENCE]
    longest = max(each.seconds for each in told)
    inside = sum(each.inside for each in told)
    line = (
        f"R6 {len(told):,}次请求（{inside:,}次进入业务页面）：5xx {len(broken)}，无应答 {len(silent)}，"
        f"超过{PATIENCE:g}秒 {len(slow)}，最长 {longest:.1f}秒"
    )
    kinds = Counter(f"{each.status} {each.ask.method} {each.ask.what}" for each in (*broken, *silent, *slow))
    if kinds:
        line += "：" + "；".join(f"{what}×{n}" for what, n in kinds.most_common(SHOWN))
    return Outcome("R6", not kinds, line)
