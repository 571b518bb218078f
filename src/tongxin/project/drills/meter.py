"""Memory of this process and of those it starts, at their peaks."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MB = 1 << 20
TICK = 0.004  # seconds between looks at the children


@dataclass
class Reading:
    """`more`: MB over what this process held before, the largest child included. `seconds`: how long."""

    more: float = 0.0
    seconds: float = 0.0
    _children: dict[int, int] = field(default_factory=dict)


@contextlib.contextmanager
def metered() -> Iterator[Reading]:
    """Complete when the block ends. Peaks are the kernel's; a child is asked for its own while it lives."""
    reading, done, me = Reading(), threading.Event(), psutil.Process()
    _forget_peak()
    before, began = me.memory_info().rss, time.monotonic()
    watcher = threading.Thread(target=_watch, args=(me, reading, done), daemon=True)
    watcher.start()
    try:
        yield reading
    finally:
        reading.seconds = time.monotonic() - began
        done.set()
        watcher.join()
        own = max(_peak(me.pid) - before, 0)
        reading.more = (own + max(reading._children.values(), default=0)) / MB


def _watch(me: psutil.Process, reading: Reading, done: threading.Event) -> None:
    ours = _program(me.pid)
    while not done.is_set():
        for child in me.children(recursive=True):
            if _program(child.pid) != ours:  # until it runs its own program a child counts as large as we are
                reading._children[child.pid] = _peak(child.pid) or reading._children.get(child.pid, 0)
        done.wait(TICK)


def _forget_peak() -> None:
    with contextlib.suppress(
        OSError
    ):  # where the kernel does not allow it, the peak of the whole life counts
        Path("/proc/self/clear_refs").write_text("5")


def _program(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _peak(pid: int) -> int:
    """The most memory a process has had resident, in bytes; 0 when it is gone."""
    with contextlib.suppress(OSError, psutil.Error):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
