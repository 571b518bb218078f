from datetime import datetime

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.tables.exports import Export

LIST = "列表"  # stands where an entry about one row has its key


def witness(export: Export, by: Actor, at: datetime) -> None:
    """Every exported list is an entry about its kind of rows: who, how narrowed, how many, which columns."""
    record(
        export.model(pk=LIST), "export", by=by, at=at, list=export.title, rows=export.rows,
        columns=list(export.columns), filters=list(export.filters), searched=export.searched,
    )  # fmt: skip
