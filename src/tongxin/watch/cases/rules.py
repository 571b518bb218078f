"""Who should handle a case, and what may follow from what was found. Pure."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from tongxin.watch.cases.findings import SUCCESSFUL, Finding, Result

Union = TypeVar("Union")


@dataclass(frozen=True)
class Proposal(Generic[Union]):
    """The union proposed for a case, and why, in words the desk reads."""

    org: Union
    why: str


def propose(
    *, industry: Union | None, district: Union | None, desk: Union, employer: str = "", place: str = ""
) -> Proposal[Union]:
    """属地转派 with its two axes: the industry union, else the district of the event, else the desk.

    `district` is the federation of the place where it happened, not where the employer is registered.
    """
    if industry is not None:
        return Proposal(industry, f"{employer or '该单位'}归口产业工会")
    if district is not None:
        return Proposal(district, f"发生地在{place or '其辖区'}，按属地转派")
    return Proposal(desk, "发生地不明，由市级平台直接办理或补充后转派")


# What a finding can lead to. A finding that nothing was wrong cannot end in a settlement.
RESULTS: dict[str, tuple[Result, ...]] = {
    Finding.SUBSTANTIATED: (Result.SETTLED, Result.PARTLY, Result.PROCEEDINGS, Result.REFERRED),
    Finding.PARTLY: (Result.SETTLED, Result.PARTLY, Result.PROCEEDINGS, Result.REFERRED),
    Finding.UNFOUNDED: (Result.UNFOUNDED,),
    Finding.DUPLICATE: (Result.MERGED,),
    Finding.NOT_OURS: (Result.REFERRED,),
    Finding.UNREACHABLE: (Result.UNREACHABLE,),
}

# What the incident learns; '' leaves it 未定, because the case does not say how the matter ended.
CONCLUSIONS: dict[str, str] = {
    Result.SETTLED: "settled",
    Result.PARTLY: "partly",
    Result.PROCEEDINGS: "proceedings",
    Result.UNFOUNDED: "unfounded",
    Result.MERGED: "",
    Result.REFERRED: "",
    Result.UNREACHABLE: "",
}


def results(finding: str) -> tuple[Result, ...]:
    """The results open after a finding; none while there is no finding."""
    return RESULTS.get(finding, ())


def fault(finding: str, result: str) -> str:
    """Why this result cannot follow from the finding, '' if it can."""
    if result in results(finding):
        return ""
    open_ones = "、".join(str(each.label) for each in results(finding)) or "先填写核实结论"
    told = Finding(finding).label if finding else "未填"
    return f"核实结论为“{told}”，不能以“{Result(result).label}”办结；可选：{open_ones}。"


def recovery_fault(finding: str, recovered: object, helped: object) -> str:
    """Amounts recovered belong to a matter found to be real; '' if it is."""
    if finding in SUCCESSFUL or not (recovered or helped):
        return ""
    return f"核实结论为“{Finding(finding).label}”，不能填写挽回金额或帮助人数。"
