"""The floor of the sheets: the cells as calamine reads them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook


def body(path: Path, titles: Sequence[str]) -> tuple[list[list[Any]], list[int]]:
    """The rows below the header, and where these titles stand in them."""
    rows = iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
    header = next(row for row in rows if titles[0] in row)
    return list(rows), [header.index(title) for title in titles]
