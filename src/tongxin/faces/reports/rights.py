"""Who may open the files of a report."""

from tongxin.faces.reports.models import Report
from tongxin.ground.files import owners
from tongxin.ground.people.models import Account


def may_read(user: Account, key: str) -> bool:
    """Files go to those who may read the report itself."""
    report = Report.objects.visible_to(user).select_related("org").filter(pk=key).first()
    return report is not None and user.has_perm("reports.view", report.org)


owners.register("reports.report", may_read)
