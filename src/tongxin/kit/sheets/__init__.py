"""Sheets from people (xlsx, xls, ods, csv in any Chinese encoding) and sheets for people (xlsx, csv).

`read_sheet` parses in a process of its own with bounded memory and time; what it cannot read exactly it
refuses with a reason. `write_sheet` and `write_csv` never write a formula.
"""

from tongxin.kit.sheets.cells import as_day, as_text
from tongxin.kit.sheets.reading import read_sheet
from tongxin.kit.sheets.rows import Cell, Limits, Row, Sheet, Unreadable
from tongxin.kit.sheets.writing import write_csv, write_sheet

__all__ = [
    "Cell", "Limits", "Row", "Sheet", "Unreadable", "as_day", "as_text", "read_sheet", "write_csv", "write_sheet",
]  # fmt: skip
