"""The machine a figure was taken on, and the processor time that servers used."""

import os
import platform
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psutil
from django.db import connection


def facts() -> dict[str, Any]:
    """What stands beside every figure."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return {
        "at": datetime.now(ZoneInfo("Asia/Shanghai")).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "system": platform.platform(),
        "python": platform.python_version(),
        "postgresql": version,
    }


def load() -> float:
    """The load average of the last minute."""
    return round(os.getloadavg()[0], 2)


def seconds_used(pid: int) -> float:
    """Processor seconds of a process, its living descendants and the dead ones it has waited for."""
    total = 0.0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            times = process.cpu_times()
            total += times.user + times.system
        times = root.cpu_times()
        total += times.children_user + times.children_system
    except psutil.NoSuchProcess:
        pass
    return total


def postmaster(data: Path) -> int:
    """The number of the embedded server's first process."""
    return int((data / "postmaster.pid").read_text().split()[0])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())
