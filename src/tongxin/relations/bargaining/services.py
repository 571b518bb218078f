from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tongxin.ground.audit.services import record
from tongxin.ground.employers.queries import heads_of
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.relations.bargaining import layout
from tongxin.relations.bargaining.flow import State, flow
from tongxin.relations.bargaining.models import Contract, Cover
from tongxin.relations.bargaining.reading import differing
from tongxin.relations.bargaining.rules import Terms
from tongxin.relations.bargaining.storing import hold


@transaction.atomic
def register(terms: Terms, employers: Sequence[int], *, by: Actor, at: datetime) -> Contract:
    """Enter a signed contract; `employers` are those it binds. Refused if the union has this number already."""
    told = asdict(terms)
    _free(terms.org, terms.number)
    contract = Contract.objects.create(org_id=told.pop("org"), **told)
    _cover(contract, employers, ())
    record(contract, "register", by=by, at=at, covers=len(employers))
    return contract


@transaction.atomic
def correct(
    contract: Contract,
    terms: Terms,
    *,
    add: Iterable[int] = (),
    drop: Iterable[int] = (),
    seen: Terms | None = None,
    by: Actor,
    at: datetime,
) -> Contract:
    """Put the entry right. `add` and `drop` are employers; `seen` the terms the corrector had before him.

    Refused if nothing changes, or if somebody else changed the entry meanwhile.
    """
    hold({contract.org_id, terms.org})  # unions before contracts, as a sheet does
    contract = _locked(contract)
    if contract.state == State.WITHDRAWN:
        raise Refused("登记已撤回，请先恢复登记。")
    before = contract.terms
    if seen is not None and seen != before:
        raise Refused("这份合同刚被别人更正过，请重新打开后再改。")
    if contract.ended_on and not terms.signed_on <= contract.ended_on <= terms.ends_on:
        raise Refused(f"合同已于 {contract.ended_on} 解除，签订日期和终止日期应在它两边。")
    if (terms.org, terms.number) != (contract.org_id, contract.number):
        _free(terms.org, terms.number)
    added, dropped = _cover(contract, add, drop)
    fields = differing(terms, before)
    if not fields and not added and not dropped:
        raise Refused("内容没有改动。")
    for name, value in asdict(terms).items():
        setattr(contract, "org_id" if name == "org" else name, value)
    contract.save()
    told = {"fields": fields, "before": _told(before, terms), "after": _told(terms, before)}
    record(contract, "correct", by=by, at=at, **told, added=added, dropped=dropped)
    return contract


@transaction.atomic
def end(contract: Contract, *, on: date, reason: str, by: Actor, at: datetime) -> Contract:
    """The two sides ended it before its time (省条例第三十一、三十二条)."""
    contract = _moved(contract, "end")
    if not contract.signed_on <= on <= localdate(at):
        raise Refused("解除日期应不早于签订日期、不晚于今天。")
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
    contract.save(update_fields=["state"])
    record(contract, "withdraw", by=by, at=at, reason=reason)
    return contract


@transaction.atomic
def restore(contract: Contract, *, by: Actor, at: datetime) -> Contract:
    """The entry counts again, ended if it had ended. Refused if its number has been given to another meanwhile."""
    _free(contract.org_id, contract.number)
    contract = _moved(contract, "restore")
    if contract.ended_on:
        contract.state = State.ENDED
    contract.save(update_fields=["state"])
    record(contract, "restore", by=by, at=at)
    return contract


def _locked(contract: Contract) -> Contract:
    return Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)


def _moved(contract: Contract, verb: str) -> Contract:
    contract = _locked(contract)
    contract.state = flow.after(verb, contract.state)
    return contract


def _free(org: int, number: str) -> None:
    """Raise Refused if a kept contract of the union has this number; whoever asks holds the union meanwhile."""
    hold([org])
    if Contract.objects.kept().filter(org=org, number=number).exists():
        raise Refused(f"这个工会已有编号为“{number}”的集体合同。")


def _cover(contract: Contract, add: Iterable[int], drop: Iterable[int]) -> tuple[list[int], list[int]]:
    """Bind and unbind; the keys of those added and of those dropped. Refused if none would remain."""
    there = list(contract.covers.values_list("employer_id", flat=True))
    heads, gone = heads_of(there), set(drop)  # one that was merged into another is bound as that one
    dropped = sorted(pk for pk in there if pk in gone or heads[pk] in gone)
    added = sorted(set(add) - {heads[pk] for pk in there})
    contract.covers.filter(employer__in=dropped).delete()
    Cover.objects.bulk_create(Cover(contract=contract, employer_id=pk) for pk in added)
    if len(there) + len(added) == len(dropped):
        raise Refused("合同至少覆盖一个单位。")
    return added, dropped


def _told(terms: Terms, other: Terms) -> dict[str, str]:
    """What of these terms differs from the other ones, in the words of the register."""
    mine, its = asdict(terms), asdict(other)
    return {layout.FIELDS[name]: str(value) for name, value in mine.items() if value != its[name]}
