"""Lines of a sheet into the register, set by set. What is there already stays as it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from tongxin.ground.employers.queries import heads_of
from tongxin.ground.orgs.models import Org
from tongxin.relations.bargaining.models import Contract, Cover, Import, Reach
from tongxin.relations.bargaining.reading import Line, Reject, differing
from tongxin.relations.bargaining.rules import Terms

WRITTEN = 2_000  # rows a statement
Key = tuple[int, str]  # union, number


@dataclass(frozen=True)
class Stored:
    """What became of the lines: new contracts, new covers, rows that were there already, rows sent back.

    `grown`: contracts that were there → how many employers were added to each.
    """

    contracts: int
    covers: int
    same: int
    rejects: list[Reject]
    grown: dict[int, int]


def store(made: Import, lines: Sequence[Line]) -> Stored:
    """Keep new contracts and covers; a number that is kept with other terms sends its rows back.

    Needs a transaction, to whose end the unions concerned are held: nobody else enters contracts there meanwhile.
    """
    lines = _at_home(lines)
    wanted = {(line.terms.org, line.terms.number): line.terms for line in lines}
    hold({org for org, _ in wanted})
    there = _kept(wanted)
    fresh = [_contract(wanted[key], made) for key in sorted(wanted.keys() - there.keys())]
    kept = there | {
        (each.org_id, each.number): each for each in Contract.objects.bulk_create(fresh, batch_size=WRITTEN)
    }
    before = _bound(there.values())
    bound = defaultdict(set, {pk: set(employers) for pk, employers in before.items()})
    good, rejects = [], []
    for line in lines:
        contract = kept[line.terms.org, line.terms.number]
        if why := _against(line, contract, bound[contract.pk]):
            rejects.append(Reject(line.row, (why,)))
        else:
            good.append((contract.pk, line.employer))
            bound[contract.pk].add(line.employer)
    new = _cover(made, good, before)
    old = {each.pk for each in there.values()}
    grown = Counter(pk for pk, _ in new if pk in old)
    return Stored(len(fresh), len(new), len(good) - len(new), rejects, dict(grown))


def hold(unions: Iterable[int]) -> None:
    """Wait until nobody else enters contracts at these unions, and keep others waiting until the commit."""
    list(Org.objects.filter(pk__in=set(unions)).order_by("pk").select_for_update(no_key=True).only("pk"))


def _at_home(lines: Sequence[Line]) -> list[Line]:
    """A line that does not say who signed belongs to the contract of its number that binds its employer already."""
    open_ = [line for line in lines if line.by_default]
    rows = Cover.objects.filter(
        contract__in=Contract.objects.kept().filter(number__in={line.terms.number for line in open_})
    ).values_list("contract__number", "contract__org", "employer")
    found = list(rows)
    heads = heads_of([employer for _, _, employer in found])
    home = {(number, heads[employer]): org for number, org, employer in found}
    return [
        replace(line, terms=replace(line.terms, org=home[line.terms.number, line.employer]))
        if line.by_default and (line.terms.number, line.employer) in home
        else line
        for line in lines
    ]


def _kept(wanted: Iterable[Key]) -> dict[Key, Contract]:
    """Contracts in the register by union and number."""
    keys = set(wanted)
    orgs, numbers = {org for org, _ in keys}, {number for _, number in keys}
    rows = Contract.objects.kept().filter(org__in=orgs, number__in=numbers)
    return {key: each for each in rows if (key := (each.org_id, each.number)) in keys}


def _bound(contracts: Iterable[Contract]) -> defaultdict[int, set[int]]:
    """Contract → the employers it binds, each as the one it is merged into."""
    rows = list(
        Cover.objects.filter(contract__in=[c.pk for c in contracts]).values_list("contract_id", "employer_id")
    )
    heads = heads_of([employer for _, employer in rows])
    found: defaultdict[int, set[int]] = defaultdict(set)
    for contract, employer in rows:
        found[contract].add(heads[employer])
    return found


def _against(line: Line, contract: Contract, bound: set[int]) -> str:
    """Why a line cannot be taken into a contract that is kept; '' if it can."""
    if titles := differing(line.terms, contract.terms):
        return f"这个编号已在册，但{'、'.join(titles)}不同；要更正请到合同页修改"
    if contract.reach == Reach.UNIT and bound - {line.employer}:
        return "单个单位的合同只能覆盖一个单位"
    return ""


def _contract(terms: Terms, made: Import) -> Contract:
    told = asdict(terms)
    return Contract(org_id=told.pop("org"), made_by=made, **told)


def _cover(
    made: Import, wanted: Sequence[tuple[int, int]], there: dict[int, set[int]]
) -> list[tuple[int, int]]:
    """Bind each employer to its contract; those (contract, employer) that were not bound yet."""
    new = sorted({pair for pair in wanted if pair[1] not in there.get(pair[0], set())})
    rows = [Cover(contract_id=contract, employer_id=employer, told_by=made) for contract, employer in new]
    Cover.objects.bulk_create(rows, batch_size=WRITTEN)
    return new
