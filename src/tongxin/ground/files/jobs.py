from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tongxin.ground.files.models import File
from tongxin.kit.jobs import sweep

GRACE = timedelta(days=1)  # an upload whose transaction is still open is younger than this


@sweep("files-orphans", every="20 3 * * *")
def drop_orphans(now: datetime) -> int:
    """Delete stored content no row knows: its transaction was rolled back after the writing."""
    old = [
        path
        for path in Path(settings.MEDIA_ROOT).glob("??/*")
        if path.is_file() and path.stat().st_mtime < (now - GRACE).timestamp()
    ]
    known = set(
        File.objects.filter(stored_as__in=[path.name for path in old]).values_list("stored_as", flat=True)
    )
    orphans = [path for path in old if path.name not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return 0  # nothing waits behind it
