"""Reads a sheet in a child process, so that a hostile file can take neither memory nor time from this one."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict

from tongxin.kit.sheets.rows import Limits, Sheet, Unreadable

TOO_HEAVY = "表格过大或内部结构异常,解析超出内存或时间上限。请删去多余的行列,或拆成几个文件后重新上传"
NO_LIMITS = Limits()


def read_sheet(
    data: bytes, filename: str, *, limits: Limits = NO_LIMITS, columns: Sequence[str] = ()
) -> Sheet:
    """The first visible sheet of a file. The kind is told from the content; `filename` serves messages only.

    `columns` are names that the caller hopes for: the row among the first 20 with most of them is the header.
    Without them it is the first well-filled row. Raises Unreadable.
    """
    if len(data) > limits.file_bytes:
        raise Unreadable(f"文件「{filename}」超过 {limits.file_bytes >> 20} MB,请拆成几个文件后重新上传")
    order = json.dumps({"filename": filename, "limits": asdict(limits), "columns": list(columns)})
    # Not closed here: the rows are read from it as long as the Sheet lives. It has no name on disk.
    spool = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        child = subprocess.run(
            [sys.executable, "-S", "-m", "tongxin.kit.sheets.child", order],
            input=data,
            stdout=spool,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        spool.close()
        raise Unreadable(TOO_HEAVY) from None
    spool.seek(0)
    first = spool.readline()
    if child.returncode or not first:
        spool.close()
        raise Unreadable(TOO_HEAVY)
    head = json.loads(first)
    if "refused" in head:
        spool.close()
        raise Unreadable(head["refused"])
    return Sheet(head["name"], tuple(head["header"]), tuple(head["notes"]), spool, spool.tell())
