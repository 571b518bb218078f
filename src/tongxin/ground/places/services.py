from django.db import transaction

from tongxin.ground.places.models import Region
from tongxin.ground.places.register import register


@transaction.atomic
def load_regions() -> int:
    """Bring the table in step with `reference/regions.csv`. Returns rows written; removes none."""
    known = {row[0]: row for row in Region.objects.values_list("code", "name", "short", "level", "parent_id")}
    rows = [
        Region(code=p.code, name=p.name, short=p.short, level=p.level, parent_id=p.parent or None)
        for p in register().values()
        if known.get(p.code) != (p.code, p.name, p.short, p.level, p.parent or None)
    ]
    Region.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "short", "level", "parent"],
    )
    return len(rows)
