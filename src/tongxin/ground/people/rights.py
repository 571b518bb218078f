"""Which duty may do what. A right holds at the union of the post and at every union below it."""

import rules
from django.core.exceptions import PermissionDenied

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.right_names import RIGHT_NAMES
from tongxin.ground.people.roles import Role as R

FIELD = {R.INFORMANT, R.SUPERVISOR, R.MEDIATOR, R.COORDINATOR}
HANDLERS = {R.SUPERVISOR, R.MEDIATOR, R.COORDINATOR, R.LAWYER, R.COUNTER, R.DESK_MANAGER}
DESK = {R.DESK_MANAGER}
OVERSEERS = {R.DESK_MANAGER, R.LEADER}
ADMIN = {R.ADMINISTRATOR}
STAFF = set(R)

RIGHTS: dict[str, set[R]] = {
    "signals.view": HANDLERS | OVERSEERS | FIELD,
    "signals.report": FIELD | {R.COUNTER, R.DESK_MANAGER, R.SAFETY_INSPECTOR},
    "signals.import": {R.COUNTER, R.DESK_MANAGER, R.INFORMANT},
    "signals.correct": DESK | {R.COUNTER},
    "signals.sources": ADMIN,
    "triage.overrule": DESK | {R.COORDINATOR},
    "triage.train": DESK | ADMIN,
    "incidents.view": HANDLERS | OVERSEERS,
    "incidents.merge": DESK | {R.COORDINATOR},
    "incidents.ledger": DESK,
    "risk.view": HANDLERS | OVERSEERS,
    "scores.view": HANDLERS | OVERSEERS,
    "scores.enter": DESK | {R.COORDINATOR},
    "scores.contest": DESK | {R.COORDINATOR},
    "scores.decide": OVERSEERS,
    "scores.calibrate": DESK | ADMIN,
    "alerts.view": HANDLERS | OVERSEERS,
    "alerts.confirm": DESK,
    "alerts.answer": HANDLERS,
    "alerts.regrade": DESK,
    "alerts.dismiss": DESK,
    "cases.view": HANDLERS | OVERSEERS,
    "cases.dispatch": DESK,
    "cases.handle": HANDLERS,
    "cases.review": OVERSEERS,
    "cases.supervise": OVERSEERS,
    "cases.regrade": OVERSEERS,
    "cases.call_back": DESK | {R.COUNTER},
    "bargaining.view": HANDLERS | OVERSEERS | {R.BARGAINING_ADVISER},
    "bargaining.edit": DESK | {R.BARGAINING_ADVISER},
    "employers.view": STAFF - {R.ADMINISTRATOR},
    "employers.edit": DESK,
    "orgs.view": STAFF,
    "orgs.edit": ADMIN,
    "people.view": ADMIN | DESK,
    "people.edit": ADMIN,
    "people.unmask": HANDLERS | ADMIN,
    "rulebook.view": STAFF,
    "rulebook.edit": ADMIN,
    "rulebook.confirm": {R.LEADER},
    "worktime.view": STAFF,
    "worktime.import": ADMIN,
    "audit.view": ADMIN | {R.LEADER},
    "queue.view": ADMIN,
    "screen.view": STAFF,
    "reports.view": OVERSEERS | {R.COORDINATOR},
    "reports.make": OVERSEERS,
    "reports.sign": {R.LEADER},
}


def allowed(user: Account, right: str, org: Org | None = None) -> bool:
    """Whether one of the person's posts carries `right`, at `org` or above it if one is given."""
    if not user.is_authenticated or not user.is_active:
        return False
    return any(
        post.role in RIGHTS[right] and (org is None or org.path.startswith(post.org.path))
        for post in user.current_posts
    )


def require(user: Account, right: str, org: Org | None = None) -> None:
    """Raise PermissionDenied (403) unless the person holds `right` there. Ask after the row was found."""
    if not user.has_perm(right, org):
        raise PermissionDenied(f"这里需要“{RIGHT_NAMES.get(right, '此项')}”的权限，您现在的岗位没有。")


def _predicate(right: str) -> rules.Predicate:
    return rules.Predicate(lambda user, org=None: allowed(user, right, org), name=right)


for _right in RIGHTS:
    rules.add_perm(_right, _predicate(_right))
