"""Rights only this wing knows: who signs a report, and who may open its files."""

import rules

from tongxin.faces.reports.models import Report
from tongxin.ground.files import owners
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.roles import Role


def may_sign(user: Account, org: Org | None = None) -> bool:
    """Whether one of the person's posts is that of a leader, at `org` or above it."""
    if not user.is_authenticated or not user.is_active:
        return False
    leading = [post for post in user.current_posts if post.role == Role.LEADER]
    return any(org is None or post.org.covers(org) for post in leading)


def may_read(user: Account, key: str) -> bool:
    """Files go to those who may read the report itself."""
    report = Report.objects.visible_to(user).select_related("org").filter(pk=key).first()
    return report is not None and user.has_perm("reports.view", report.org)


if not rules.perm_exists("reports.sign"):
    rules.add_perm("reports.sign", rules.Predicate(may_sign, name="reports.sign"))
owners.register("reports.report", may_read)
