"""Run a drill as the command does: in a process of its own, with a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tongxin.project.tests.installing import prepared


def drilled(name: str, *options: str, folder: Path) -> subprocess.CompletedProcess:
    env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "TONGXIN_TEST_RUN")}
    env |= {
        "TONGXIN_DATA": str(folder),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TONGXIN_LOG": "CRITICAL",
    }
    command = [sys.executable, "-m", "tongxin", "drill", name, "--short", *options]
    if name in ("R1", "R2", "R6"):
        command += ["--prepared", str(prepared())]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
