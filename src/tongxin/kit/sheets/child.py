"""The process that parses one sheet: bytes on standard input, JSON lines on standard output. No Django."""

import contextlib
import json
import resource
import sys
from itertools import islice

from tongxin.kit.sheets.parsing import parse
from tongxin.kit.sheets.rows import Limits, Unreadable, frozen

BATCH = 500


def main(order: str, source: bytes) -> None:
    wanted = json.loads(order)
    limits = Limits(**wanted["limits"])
    with contextlib.suppress(ValueError, OSError):  # not every system can bound the address space
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    try:
        found = parse(source, wanted["filename"], limits, wanted["columns"])
        _say({"name": found.name, "header": found.header, "notes": found.notes})
        rows = iter(found.rows)
        while batch := list(islice(rows, BATCH)):
            _say([(number, [frozen(cell) for cell in cells], flaws) for number, cells, flaws in batch])
    except Unreadable as refusal:
        # A refusal can come after rows were said, so it replaces them.
        sys.stdout.seek(0)
        sys.stdout.truncate()
        _say({"refused": refusal.message})


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer.read())
