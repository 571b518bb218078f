"""Who may open the materials of a case."""

from tongxin.ground.files import owners
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed
from tongxin.watch.cases.models import Case


def may_read(user: Account, key: str) -> bool:
    """Who may read the case at the union that holds it, or at one it was dispatched through."""
    case = Case.objects.visible_to(user).select_related("org").filter(pk=key).first()
    if case is None:
        return False
    passed = Org.objects.filter(pk__in=case.passages.values("org"))
    return any(allowed(user, "cases.view", org) for org in (case.org, *passed))


owners.register("cases.case", may_read)
