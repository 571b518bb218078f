"""The hand-made part of R6: hostile requests for every address, from the URL conf and the pages' fields."""

import json
import random
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_from_bytes

from tongxin.project.drills import hostile
from tongxin.project.drills.doors import FIXED, TABLE, VALUES
from tongxin.project.drills.routes import Route, reachable, routes
from tongxin.project.drills.rows import Planted
from tongxin.project.drills.visitors import Ask
from tongxin.watch.signals.signing import signed

FIELD = re.compile(rb'<(?:input|select|textarea|button)[^>]*?\sname="([^"]{1,60})"')
COMMON = ("q", "at", "sort", "cols", "export", "pk", "page", "version", "a", "b", "org", "days")
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "x-drill"
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "A" * 40)
TYPES = (
    "text/plain", "application/xml", "multipart/form-data", f"multipart/form-data; boundary={'x' * 300}", "",
    "/", "application/json; charset=utf-16", f"{FORM}; charset=klingon", "a" * 2_000,
)  # fmt: skip
Read = Callable[[str], bytes]


def addresses(rows: Planted) -> dict[str, str]:
    """Name → path of a row that is there, the account pages included."""
    values = FIXED | {name: rows.pks[kind] for name, kind in VALUES.items()}
    found = {}
    for route in routes():
        door = TABLE.get(route.name)
        path = (
            reachable(route, values | {"pk": rows.pks.get(door.row, 1) if door else 1}) if route.name else ""
        )
        if path and not path.startswith("/api/"):
            found[route.name] = path
    return found


def fields(paths: dict[str, str], read: Read) -> dict[str, list[str]]:
    """Name → the fields that the page at each address has, as a browser would find them."""
    return {
        name: sorted({n.decode() for n in FIELD.findall(read(path))} | set(COMMON))
        for name, path in paths.items()
    }


def queries(paths: dict[str, str], known: dict[str, list[str]], chance: random.Random) -> Iterator[Ask]:
    """Every field of every page with a hostile value in the query."""
    cursors = [each.encode() for each in hostile.cursors()]
    while True:
        name = chance.choice(list(paths))
        field = chance.choice(known[name])
        value = chance.choice(cursors if field == "at" else hostile.WORDS)
        more = (
            f"&sort={chance.choice(['-', ''])}{chance.choice(known[name])}" if chance.random() < 0.3 else ""
        )
        yield Ask(f"{name} {field}", "GET", f"{paths[name]}?{field}={quote_from_bytes(value)}{more}")


def cursor_queries(paths: dict[str, str]) -> Iterator[Ask]:
    """Each forged cursor on each list, under its own order."""
    for name, path in paths.items():
        if name.endswith("-list") or name == "queue":
            for cursor in hostile.cursors():
                yield Ask(f"{name} 伪造翻页", "GET", f"{path}?at={quote_from_bytes(cursor.encode())}")


def posts(paths: dict[str, str], known: dict[str, list[str]], chance: random.Random) -> Iterator[Ask]:
    """Every form with garbage in its fields: as a form, with files, or as something that is no form."""
    while True:
        name = chance.choice(list(paths))
        if name == "account_logout":
            continue
        kind = chance.random()
        pairs = [
            (field.encode(), chance.choice(hostile.WORDS)) for field in known[name] if chance.random() < 0.8
        ]
        if kind < 0.6:
            body = b"&".join(f"{quote_from_bytes(k)}={quote_from_bytes(v)}".encode() for k, v in pairs)
            yield Ask(f"{name} 表单", "POST", paths[name], {"Content-Type": FORM}, body)
        elif kind < 0.85:
            yield Ask(
                f"{name} 文件",
                "POST",
                paths[name],
                {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                _parts(pairs, chance),
            )
        else:
            body = b"&".join(k + b"=" + v for k, v in pairs)
            yield Ask(f"{name} 类型", "POST", paths[name], {"Content-Type": chance.choice(TYPES)}, body)


def keys(known: list[Route]) -> Iterator[Ask]:
    """Every address that takes a key, with keys that cannot be."""
    for route in known:
        if "pk" in route.takes:
            for key in hostile.KEYS:
                path = "/" + re.sub(r"<[^>]+>", quote(key, safe="%"), route.place)
                for method in ("GET", "POST"):
                    yield Ask(f"{route.name} 编号", method, path, {"Content-Type": FORM})


def methods(paths: dict[str, str]) -> Iterator[Ask]:
    for name, path in paths.items():
        for method in METHODS:
            yield Ask(f"{name} {method[:8]}", method, path)


def calls(url: str, key: str, secret: str, chance: random.Random) -> Iterator[Ask]:
    """The machine interface: hostile bodies rightly signed, and good bodies signed in every wrong way."""
    path = "/api/v1/signals"
    for what, body in hostile.bodies():
        seal = signed("POST", url + path, body, key=key, secret=secret)
        yield Ask(f"接口 {what}", "POST", path, seal, body)
    body = json.dumps(hostile.GOOD).encode()
    good = signed("POST", url + path, body, key=key, secret=secret)
    for name in ("Signature", "Signature-Input", "Content-Digest", "Content-Type"):
        for word in hostile.WORDS:
            clean = word.replace(b"\r", b"").replace(b"\n", b"").replace(b"\x00", b"").decode("latin-1")
            fresh = signed("POST", url + path, body, key=key, secret=secret)
            yield Ask(f"接口头 {name}", "POST", path, fresh | {name: clean}, body)
            yield Ask(f"接口头 {name}", "POST", path, fresh | {name: fresh[name] + clean}, body)
    for other in ("x", key[:-1], "a" * 500, "é", "%00"):
        seal = _latin(signed("POST", url + path, body, key=other, secret=secret))
        yield Ask("接口 来源", "POST", path, seal, body)
    for created in (0, -1, 1, 2**31, 2**63, 10**30):
        seal = signed("POST", url + path, body, key=key, secret=secret, created=created)
        yield Ask("接口 时刻", "POST", path, seal, body)
    for nonce in ("x", "x" * 65, "a\tb", "é" * 9):
        seal = _latin(signed("POST", url + path, body, key=key, secret=secret, nonce=nonce))
        yield Ask("接口 nonce", "POST", path, seal, body)
    yield from (Ask("接口 重放", "POST", path, good, body) for _ in range(5))
    for method in METHODS:
        yield Ask(f"接口 {method[:8]}", method, path, good, body)
    while True:  # then any two fields at once
        changed = {name: chance.choice(hostile.ODD) for name in chance.sample(list(hostile.GOOD), 2)}
        odd = json.dumps(
            [hostile.GOOD | {"external_key": str(chance.random())} | changed] * chance.choice((1, 1, 3))
        ).encode()
        yield Ask(
            f"接口 {'、'.join(changed)}",
            "POST",
            path,
            signed("POST", url + path, odd, key=key, secret=secret),
            odd,
        )


def _latin(headers: dict[str, str]) -> dict[str, str]:
    return {name: value.encode().decode("latin-1") for name, value in headers.items()}


def _parts(pairs: list[tuple[bytes, bytes]], chance: random.Random) -> bytes:
    """A multipart body whose fields are now values, now files with odd names."""
    out = b""
    for name, value in pairs:
        file = (
            b'; filename="' + value[:80].replace(b'"', b"").replace(b"\r\n", b"") + b'.xlsx"'
            if chance.random() < 0.4
            else b""
        )
        out += (
            b'--x-drill\r\nContent-Disposition: form-data; name="'
            + name
            + b'"'
            + file
            + b"\r\n\r\n"
            + value
            + b"\r\n"
        )
    return out + (b"--x-drill--\r\n" if chance.random() < 0.9 else b"--x-dr")
