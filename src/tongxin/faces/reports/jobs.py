from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.faces.reports.models import Report
from tongxin.faces.reports.services import begin, make
from tongxin.kit.jobs import stage


@stage("reports-make", waiting=lambda: Report.objects.awaiting_making(localtime()).exists())
def make_next(now: datetime) -> int:
    """Make the oldest report that waits."""
    with transaction.atomic():
        rows = Report.objects.awaiting_making(now).select_for_update(skip_locked=True)
        report = rows.order_by("at", "pk").first()
        if report is None:
            return 0
        report = begin(report, at=now)
    make(report, at=now)
    return 1
