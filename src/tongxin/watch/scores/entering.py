"""登记依据: what an officer knows of an employer and no source of the platform delivers."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import make_aware

from tongxin.ground.audit.services import record
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import head_of
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.kit.templatetags.kit import day_cn
from tongxin.watch.scores.models import Evidence
from tongxin.watch.scores.queries import offered
from tongxin.watch.scores.services import rescore


@transaction.atomic
def enter(employer: Employer, *, kind: str, day: date, source: str, by: Actor, at: datetime) -> Evidence:
    """Take in that this happened on `day`, as heard from `source`; it counts at once.

    Of an employer, a kind and a day once, whoever says it. `Refused` also for a kind that the rule in force does not
    leave to officers, and a day that is to come or no longer counts.
    """
    wanted = offered(at).get(kind)
    if wanted is None:
        raise Refused("现行“用人单位指数”规则没有这种须人工登记的依据，请刷新页面后重选。")
    if why := wanted.flaw(day):
        raise Refused(f"发生日期{why}")
    head = head_of(employer.pk)
    key = f"entered:{head}:{kind}:{day.isoformat()}"
    told = {
        "employer_id": head, "told": employer, "kind": kind, "at": make_aware(datetime.combine(day, time.min)),
        "facts": {"source": source, "by": by.pk, "name": by.name}, "group": "", "verified": True,
    }  # fmt: skip
    row, made = Evidence.objects.get_or_create(key=key, defaults=told)
    if not made:
        raise Refused(_known(row, wanted.name, day))
    record(row, "register", by=by, at=at, kind=wanted.name, day=day.isoformat())
    rescore([head], at=at)
    return row


def _known(row: Evidence, name: str, day: date) -> str:
    words = f"{day_cn(day)}的“{name}”已由{row.facts['name']}登记"
    if row.counts:
        return f"{words}，不重复计分。不是同一件事的，请核对发生日期。"
    return f"{words}，后因异议成立不再计分。要恢复计分，请处理异议的人撤销处理。"
