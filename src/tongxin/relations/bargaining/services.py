from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tongxin.ground.audit.services import record
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.relations.bargaining.flow import State, flow
from tongxin.relations.bargaining.models import Contract, Cover
from tongxin.relations.bargaining.reading import differing
from tongxin.relations.bargaining.rules import Terms


@transaction.atomic
def register(terms: Terms, employers: Sequence[int], *, by: Actor, at: datetime) -> Contract:
    """Enter a signed contract; `employers` are those it binds. Refused if the union has this number already."""
    told = asdict(terms)
    _free(terms.org, terms.number)
    contract = Contract.objects.create(org_id=told.pop("org"), **told)
    _cover(contract, employers)
    record(contract, "register", by=by, at=at, covers=len(employers))
    return contract


@transaction.atomic
def correct(
    contract: Contract, terms: Terms, employers: Sequence[int], *, by: Actor, at: datetime
) -> Contract:
    """Put the entry right. `employers` are those it is to bind from now on. Refused if nothing changes."""
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if contract.state == State.WITHDRAWN:
        raise Refused("登记已撤回，请先恢复登记。")
    fields = differing(terms, contract.terms)
    if (terms.org, terms.number) != (contract.org_id, contract.number):
        _free(terms.org, terms.number)
    for name, value in asdict(terms).items():
        setattr(contract, "org_id" if name == "org" else name, value)
    contract.save()
    if _cover(contract, employers):
        fields.append("覆盖单位")
    if not fields:
        raise Refused("内容没有改动。")
    record(contract, "correct", by=by, at=at, fields=fields)
    return contract


@transaction.atomic
def end(contract: Contract, *, on: date, reason: str, by: Actor, at: datetime) -> Contract:
    """The two sides ended it before its time (省条例第三十一、三十二条)."""
    contract = _moved(contract, "end")
    if not contract.signed_on <= on <= localdate(at):
        raise Refused("解除日期应在签订以后、今天以前。")
    if on > contract.ends_on:
        raise Refused(f"合同 {contract.ends_on} 已经期满，不必再解除。")
    contract.ended_on = on
    contract.save(update_fields=["state", "ended_on"])
    record(contract, "end", by=by, at=at, reason=reason, until=on.isoformat())
    return contract


@transaction.atomic
def reinstate(contract: Contract, *, by: Actor, at: datetime) -> Contract:
    """It was not ended after all."""
    contract = _moved(contract, "reinstate")
    contract.ended_on = None
    contract.save(update_fields=["state", "ended_on"])
    record(contract, "reinstate", by=by, at=at)
    return contract


@transaction.atomic
def withdraw(contract: Contract, *, reason: str, by: Actor, at: datetime) -> Contract:
    """The entry was a mistake: it counts no more, and its number is free."""
    contract = _moved(contract, "withdraw")
    contract.ended_on = None
    contract.save(update_fields=["state", "ended_on"])
    record(contract, "withdraw", by=by, at=at, reason=reason)
    return contract


@transaction.atomic
def restore(contract: Contract, *, by: Actor, at: datetime) -> Contract:
    """The entry counts again. Refused if its number has been given to another meanwhile."""
    contract = _moved(contract, "restore")
    _free(contract.org_id, contract.number)
    contract.save(update_fields=["state"])
    record(contract, "restore", by=by, at=at)
    return contract


def _moved(contract: Contract, verb: str) -> Contract:
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    contract.state = flow.after(verb, contract.state)
    return contract


def _free(org: int, number: str) -> None:
    """Raise Refused if a kept contract of the union has this number; whoever asks holds the union meanwhile."""
    Org.objects.select_for_update().get(pk=org)
    if Contract.objects.kept().filter(org=org, number=number).exists():
        raise Refused(f"这个工会已有编号为“{number}”的集体合同。")


def _cover(contract: Contract, employers: Sequence[int]) -> bool:
    """Bind exactly these; whether anything changed."""
    there = set(contract.covers.values_list("employer_id", flat=True))
    wanted = set(employers)
    contract.covers.filter(employer__in=there - wanted).delete()
    Cover.objects.bulk_create(Cover(contract=contract, employer_id=pk) for pk in sorted(wanted - there))
    return there != wanted
