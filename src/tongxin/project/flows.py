"""The state tables as drawings: `python -m tongxin.project.flows > docs/flows.md`."""

from tongxin.faces.reports.flow import flow as reports
from tongxin.ground.employers.flow import flow as employer_sheets
from tongxin.kit.flow import Flow
from tongxin.relations.bargaining.flow import flow as contracts
from tongxin.relations.bargaining.flow import import_flow as contract_sheets
from tongxin.watch.alerts.flow import flow as alerts
from tongxin.watch.cases.flow import flow as cases
from tongxin.watch.scores.flow import flow as contests
from tongxin.watch.signals.flow import flow as batches

FLOWS: dict[str, Flow] = {
    "Batch 批次": batches,
    "Contest 指数异议": contests,
    "Alert 预警": alerts,
    "Case 工单": cases,
    "Report 报告": reports,
    "Contract 集体合同": contracts,
    "Import 用人单位导入": employer_sheets,
    "Import 集体合同导入": contract_sheets,
}


def drawing() -> str:
    """All flows as a Markdown page with Mermaid diagrams."""
    parts = ["# Flows\n\nDrawn from the code: `python -m tongxin.project.flows > docs/flows.md`.\n"]
    parts += [f"## {name}\n\n```mermaid\n{flow.mermaid()}\n```\n" for name, flow in FLOWS.items()]
    return "\n".join(parts)


if __name__ == "__main__":
    print(drawing(), end="")
