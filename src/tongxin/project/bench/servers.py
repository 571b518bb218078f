"""Servers side by side, and the load generator let loose on them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tongxin.project.bench import machine
from tongxin.project.bench.figures import percentile
from tongxin.project.drills.stand import WSGI, Stand, _free_port


@contextmanager
def beside(place: Stand, *, wsgi: str = WSGI, database: str | None = None) -> Iterator[Stand]:
    """One more web server of the same kind on the platform of `place`, or on another `database` of it."""
    other = Stand(place.folder, place.server, _free_port(), wsgi)
    if database:
        os.environ["DATABASE_URL"] = place.server.url.replace("/postgres?", f"/{database}?")
    try:
        other.start_web()
    finally:
        os.environ.pop("DATABASE_URL", None)
    try:
        yield other
    finally:
        other.close()


def request(place: Stand, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """One HTTP request, ready to be sent."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{place.port}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def measure(
    place: Stand, requests: Sequence[bytes], *, connections: int, expected: str = "200"
) -> dict[str, Any]:
    """Requests a second, times in ms, processor time of web and database each; refuses other answers."""
    database = machine.postmaster(place.server.data)
    web = place.web.pid if place.web else 0
    before = machine.seconds_used(web), machine.seconds_used(database)
    told = _generate(place.port, requests, connections)
    used = machine.seconds_used(web) - before[0], machine.seconds_used(database) - before[1]
    if set(told["statuses"]) != {expected}:
        raise RuntimeError(f"answers other than {expected}: {told['statuses']}")
    return {
        "per_second": round(len(requests) / told["seconds"], 1),
        "p50_ms": round(percentile(told["ms"], 0.5), 2),
        "p95_ms": round(percentile(told["ms"], 0.95), 2),
        "web_cpu_ms": round(used[0] * 1000 / len(requests), 3),
        "database_cpu_ms": round(used[1] * 1000 / len(requests), 3),
        "cpu_ms": round(sum(used) * 1000 / len(requests), 3),
        "ms": told["ms"],
    }


def _generate(port: int, requests: Sequence[bytes], connections: int) -> dict[str, Any]:
    job = {"port": port, "connections": connections, "requests": [r.decode("latin-1") for r in requests]}
    command = [sys.executable, "-m", "tongxin.project.bench.load"]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def short(measured: dict[str, Any]) -> dict[str, Any]:
    """Without the single times, as a result keeps it."""
    return {name: value for name, value in measured.items() if name != "ms"}
