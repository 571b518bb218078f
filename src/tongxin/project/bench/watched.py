"""A command of the platform in a process of its own: its time, and the memory of all its processes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil

LOOK = 0.02  # seconds between looks at the memory


@dataclass(frozen=True)
class Watched:
    """Seconds from start to end, and the highest sum of resident memory in MB."""

    seconds: float
    memory_mb: int
    code: int
    output: str


def watched(*arguments: str, allowed: Sequence[int] = (0,)) -> Watched:
    """Run `tongxin …` and watch it. Raises RuntimeError on an exit code that is not `allowed`."""
    began, most = time.perf_counter(), 0
    command = [sys.executable, "-m", "tongxin", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            time.sleep(LOOK)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode not in allowed:
        raise RuntimeError(f"{arguments}: {process.returncode}\n{output[-2000:]}")
    return Watched(time.perf_counter() - began, most >> 20, process.returncode, output)


def _resident(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        return sum(p.memory_info().rss for p in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def script(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module with one thread in a process of its own; the JSON object it prints. RuntimeError if it fails."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True, text=True, env=os.environ | one, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{module}: {done.returncode}\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
