"""The load generator, a process of its own: ready-made requests over kept connections. Standard library only.

python -m tongxin.project.bench.load < job.json     {"port", "connections", "requests": [latin-1 text]}
"""

import json
import socket
import sys
import threading
import time
from collections import Counter, deque
from typing import Any

HOST = "127.0.0.1"
EMPTY = (b"204", b"304")


def fire(port: int, connections: int, requests: list[bytes]) -> dict[str, Any]:
    """Send every request once, `connections` at a time; times in milliseconds, in the order of sending."""
    waiting = deque(enumerate(requests))
    times = [0.0] * len(requests)
    statuses: list[Counter[str]] = [Counter() for _ in range(connections)]
    gate, lines = threading.Barrier(connections + 1), [_Line(port) for _ in range(connections)]
    threads = [
        threading.Thread(target=_send, args=(line, waiting, times, counted, gate), daemon=True)
        for line, counted in zip(lines, statuses, strict=True)
    ]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "ms": times, "statuses": dict(sum(statuses, Counter()))}


def _send(
    line: "_Line", waiting: deque, times: list[float], statuses: Counter[str], gate: threading.Barrier
) -> None:
    gate.wait()
    while True:
        try:
            place, request = waiting.popleft()
        except IndexError:
            return
        began = time.perf_counter()
        status = line.ask(request)
        times[place] = (time.perf_counter() - began) * 1000
        statuses[status] += 1


class _Line:
    """One kept connection; opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection((HOST, self.port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> str:
        try:
            self.socket.sendall(request)
            return self._answer()
        except (OSError, ValueError) as error:
            self.socket.close()
            self._open()
            return type(error).__name__

    def _answer(self) -> str:
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._more()
        head, _, body = held.partition(b"\r\n\r\n")
        lower = head.lower()
        status = head.split(b" ", 2)[1]
        if status in EMPTY:
            return status.decode()
        if b"transfer-encoding: chunked" in lower:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
            return status.decode()
        missing = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) - len(body)
        while missing > 0:
            missing -= len(self._more())
        return status.decode()

    def _more(self) -> bytes:
        got = self.socket.recv(1 << 18)
        if not got:
            raise ValueError("closed")
        return got


def main() -> None:
    job = json.load(sys.stdin)
    requests = [text.encode("latin-1") for text in job["requests"]]
    json.dump(fire(job["port"], job["connections"], requests), sys.stdout)


if __name__ == "__main__":
    main()
