"""What people write into cells, as values."""

from datetime import date, datetime

from tongxin.kit.sheets.rows import Cell
from tongxin.kit.text import clean


def as_text(cell: Cell) -> str:
    """The cell as written, without control characters and outer spaces."""
    return "" if cell is None else clean(str(cell)).strip()


def as_day(cell: Cell) -> date | None:
    """A day written as a date, 2024-03-15, 2024/3/15 or 2024年3月15日; None for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = as_text(cell).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
