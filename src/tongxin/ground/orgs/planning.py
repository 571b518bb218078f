"""Which rows of a sheet of unions can be taken, and why the others cannot. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tongxin.ground.orgs.rules import LABELS, misplaced

COLUMNS = ("编号", "上级编号", "名称", "简称", "层级", "区划代码")
LONGEST = {"编号": 32, "名称": 80, "简称": 30}


@dataclass(frozen=True)
class Union:
    """One union as a sheet or the tree gives it; `parent` is a code, '' for the root."""

    code: str
    parent: str
    name: str
    short: str
    level: str
    region: str
    merged: bool = False


@dataclass(frozen=True)
class Reject:
    """A row that cannot be taken: its number in the sheet, its cells, and all reasons."""

    row: int
    cells: dict[str, str]
    reasons: list[str]


@dataclass(frozen=True)
class Plan:
    """Accepted unions, parents before children, each with what will be done: create, change, move or same."""

    accepted: list[tuple[Union, str]]
    rejected: list[Reject]


def plan(
    rows: Iterable[tuple[int, Mapping[str, object]]],
    tree: Mapping[str, Union],
    regions: set[str],
    reach: set[str],
) -> Plan:
    """`tree` is every union by code; `reach` the codes under which this person may change the tree."""
    read = [(number, _cells(cells)) for number, cells in rows]
    wanted: dict[str, Union] = {}
    rejected: dict[int, Reject] = {}
    order: list[tuple[int, dict[str, str], str]] = []
    for number, cells in read:
        union = _kept(_union(cells), tree)
        reasons = _alone(cells, union, tree, regions)
        if union.code in wanted:
            reasons.append(f"编号“{union.code}”在表中重复。")
        if reasons:
            rejected[number] = Reject(number, cells, reasons)
            continue
        wanted[union.code] = union
        order.append((number, cells, union.code))
    checks = (lambda u: _placed(u, wanted, tree), lambda u: _within(u, wanted, tree, reach))
    for check in checks:
        fallen = True
        while fallen:  # a row whose parent falls away falls too
            fallen = False
            for number, cells, code in order:
                if code in wanted and number not in rejected and (reasons := check(wanted[code])):
                    rejected[number] = Reject(number, cells, reasons)
                    fallen = True
            for number, _, code in order:
                if number in rejected:
                    wanted.pop(code, None)
    return Plan(_top_down(wanted, tree), [rejected[number] for number in sorted(rejected)])


def _cells(cells: Mapping[str, object]) -> dict[str, str]:
    """Text of the six columns; a code that the spreadsheet took for a number loses its '.0'."""

    def text(value: object) -> str:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    return {column: text(cells.get(column)) for column in COLUMNS}


def _union(cells: dict[str, str]) -> Union:
    level = LABELS.get(cells["层级"], "")
    return Union(cells["编号"], cells["上级编号"], cells["名称"], cells["简称"], level, cells["区划代码"])


def _kept(union: Union, tree: Mapping[str, Union]) -> Union:
    """Short name and region left blank stay what they are."""
    known = tree.get(union.code)
    if known is None:
        return union
    return replace(union, short=union.short or known.short, region=union.region or known.region)


def _alone(cells: dict[str, str], union: Union, tree: Mapping[str, Union], regions: set[str]) -> list[str]:
    """What is wrong with a row looked at alone."""
    reasons = [f"缺少{column}。" for column in ("编号", "名称", "层级") if not cells[column]]
    reasons += [
        f"{column}超过 {most} 个字。" for column, most in LONGEST.items() if len(cells[column]) > most
    ]
    if cells["层级"] and not union.level:
        reasons.append(f"层级“{cells['层级']}”不在选项内，应为：{'、'.join(LABELS)}。")
    if union.region and union.region not in regions:
        reasons.append(f"区划代码“{union.region}”不存在。")
    known = tree.get(union.code)
    if known and known.merged:
        reasons.append(f"编号“{union.code}”的工会已被合并，不能再变更。")
    if known and union.level and known.level != union.level:
        reasons.append("已有工会的层级不能通过导入修改。")
    if known and not known.parent and union.parent:
        reasons.append("市总工会是组织树的根，不能移动。")
    return reasons


def _placed(union: Union, wanted: Mapping[str, Union], tree: Mapping[str, Union]) -> list[str]:
    """What is wrong with a row beside the others and the tree."""
    known = tree.get(union.code)
    if not union.parent:
        if known and not known.parent:
            return []
        return ["缺少上级编号；组织树只有一个根，且已建立。" if not known else "缺少上级编号。"]
    parent = wanted.get(union.parent) or tree.get(union.parent)
    if parent is None or parent.merged:
        return [f"上级编号“{union.parent}”不存在，或该行未通过。"]
    if circle := _circle(union.code, wanted, tree):
        return [f"上下级形成循环：{' → '.join(circle)}。"]
    reason = misplaced(union.level, parent.level)
    return [reason] if reason else []


def _within(
    union: Union, wanted: Mapping[str, Union], tree: Mapping[str, Union], reach: set[str]
) -> list[str]:
    """Whether this person may do it: the union, where it was, and where it goes lie in their scope."""
    if union.parent and union.parent not in wanted and union.parent not in tree:
        return [f"上级编号“{union.parent}”不存在，或该行未通过。"]
    inside = union.code in reach if union.code in tree else True
    if inside and (not union.parent or _reachable(union.parent, wanted, tree, reach)):
        return []
    return ["不在您的管理范围内。"]


def _circle(code: str, wanted: Mapping[str, Union], tree: Mapping[str, Union]) -> list[str]:
    """The codes from `code` up to a repeated one; empty if the root is reached."""
    way = [code]
    while True:
        here = wanted.get(way[-1]) or tree.get(way[-1])
        if here is None or not here.parent:
            return []
        if here.parent in way:
            return [*way[way.index(here.parent) :], here.parent]
        way.append(here.parent)


def _reachable(code: str, wanted: Mapping[str, Union], tree: Mapping[str, Union], reach: set[str]) -> bool:
    """Whether a parent lies within reach, or hangs in the sheet from one that does."""
    for _ in range(len(wanted) + 1):
        if code in tree:
            return code in reach
        if code not in wanted:
            return False
        code = wanted[code].parent
    return False


def _top_down(wanted: Mapping[str, Union], tree: Mapping[str, Union]) -> list[tuple[Union, str]]:
    done: list[tuple[Union, str]] = []
    placed: set[str] = set()

    def depth(union: Union) -> int:
        steps, code = 0, union.parent
        while code in wanted and steps <= len(wanted):
            steps, code = steps + 1, wanted[code].parent
        return steps

    for union in sorted(wanted.values(), key=lambda u: (depth(u), u.code)):
        placed.add(union.code)
        done.append((union, _act(union, tree.get(union.code))))
    return done


def _act(union: Union, known: Union | None) -> str:
    if known is None:
        return "create"
    if known.parent != union.parent:
        return "move"
    return "same" if replace(known, merged=False) == union else "change"
