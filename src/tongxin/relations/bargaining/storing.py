"""Lines of a sheet into the register, set by set. What is there already stays as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from tongxin.relations.bargaining.models import Contract, Cover, Import, Reach
from tongxin.relations.bargaining.reading import Line, Reject, differing
from tongxin.relations.bargaining.rules import Terms

WRITTEN = 2_000  # rows a statement
Key = tuple[int, str]  # union, number


@dataclass(frozen=True)
class Stored:
    """What became of the lines: new contracts, new covers, rows that were there already, rows sent back."""

    contracts: int
    covers: int
    same: int
    rejects: list[Reject]


def store(made: Import, lines: Sequence[Line]) -> Stored:
    """Keep new contracts and covers; a number that is kept with other terms sends its rows back.

    Needs a transaction. Two sheets at once may hold the same number: the database lets one of them make it.
    """
    wanted = {(line.terms.org, line.terms.number): line.terms for line in lines}
    there = _kept(wanted)
    fresh = [_contract(terms, made) for key, terms in wanted.items() if key not in there]
    Contract.objects.bulk_create(fresh, batch_size=WRITTEN, ignore_conflicts=True)
    kept = _kept(wanted)
    alone = _alone(kept.values())
    good, rejects = [], []
    for line in lines:
        contract = kept[line.terms.org, line.terms.number]
        if titles := differing(line.terms, contract.terms):
            words = f"这个编号已在册，但{'、'.join(titles)}不同；要更正请到合同页修改"
            rejects.append(Reject(line.row, (words,)))
        elif contract.reach == Reach.UNIT and alone.setdefault(contract.pk, line.employer) != line.employer:
            rejects.append(Reject(line.row, ("单个单位的合同只能覆盖一个单位",)))
        else:
            good.append((contract, line.employer))
    covers = _cover(made, good)
    new = sum(contract.made_by_id == made.pk for contract in kept.values())
    return Stored(new, covers, len(good) - covers, rejects)


def _kept(wanted: Iterable[Key]) -> dict[Key, Contract]:
    """Contracts in the register by union and number."""
    keys = list(wanted)
    orgs, numbers = {org for org, _ in keys}, {number for _, number in keys}
    rows = Contract.objects.kept().filter(org__in=orgs, number__in=numbers)
    return {(each.org_id, each.number): each for each in rows}


def _alone(kept: Iterable[Contract]) -> dict[int, int]:
    """The employer of each contract that binds a single one."""
    keys = [each.pk for each in kept if each.reach == Reach.UNIT]
    return dict(Cover.objects.filter(contract__in=keys).values_list("contract_id", "employer_id"))


def _contract(terms: Terms, made: Import) -> Contract:
    told = asdict(terms)
    return Contract(org_id=told.pop("org"), made_by=made, **told)


def _cover(made: Import, wanted: Sequence[tuple[Contract, int]]) -> int:
    """Bind each employer to its contract; how many were not bound yet."""
    pairs = {(contract.pk, employer) for contract, employer in wanted}
    there = set(
        Cover.objects.filter(contract__in={key for key, _ in pairs}).values_list("contract_id", "employer_id")
    )
    rows = [Cover(contract_id=key, employer_id=one, told_by=made) for key, one in sorted(pairs - there)]
    Cover.objects.bulk_create(rows, batch_size=WRITTEN, ignore_conflicts=True)
    return len(rows)
