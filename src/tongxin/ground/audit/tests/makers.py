from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from tongxin.ground.audit.models import Entry
from tongxin.ground.audit.services import Act, record_many

AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Thing:
    """A row of any kind, for the audit trail."""

    pk: int

    class _meta:
        label_lower = "cases.case"


def write(count: int, *, first: int = 1, by=None) -> list[int]:
    """Record `count` acts; returns their numbers."""
    before = set(Entry.objects.values_list("pk", flat=True))
    record_many(
        [Act(Thing(first + n), "dispatch", {"to": n, "words": "交办"}) for n in range(count)], by=by, at=AT
    )
    return sorted(set(Entry.objects.values_list("pk", flat=True)) - before)


def forge(sql: str, *values: object) -> None:
    """Change the trail as the owner of its tables can: without the triggers."""
    tables = ("audit_entry", "audit_seal", "audit_sealed")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
