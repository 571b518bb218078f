"""What the queue page shows of procrastinate's tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from tongxin.ground.audit.models import Failure
from tongxin.kit.stalled import SILENT
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice
from tongxin.kit.tables.table import Table

STATES = {
    "todo": ("等待", "wait"),
    "doing": ("进行中", "note"),
    "succeeded": ("完成", "good"),
    "failed": ("失败", "bad"),
    "cancelled": ("取消", "over"),
    "aborting": ("中止中", "over"),
    "aborted": ("中止", "over"),
}
TASKS = {
    "signals-words": "线索检索索引",
    "triage": "研判",
    "learning-gather": "收集改判样本",
    "learning-train": "训练研判模型",
    "learning-agreement": "统计每周一致率",
    "incidents": "归并事件",
    "incidents-keys": "补记归并用的键",
    "incidents-industry": "更新事件的产业工会",
    "risk-hotspots": "寻找预警热点",
    "scores": "计算用人单位指数",
    "scores-survey": "取季度监测指标",
    "alerts": "预警定级",
    "alerts-checks": "核查逾期提醒",
    "alerts-calendar": "按新日历重算核查期限",
    "cases": "预警转工单",
    "cases-cards": "黄牌红牌",
    "rollups-fold": "合并汇总",
    "audit-seal": "封存审计",
    "audit-head": "导出链头",
    "notices-send": "发送通知",
    "jobs-stalled": "找回中断的任务",
    "jobs-forget": "清理旧任务",
    "worktime-extend": "补齐工作日历",
    "employers-import": "导入用人单位",
    "contracts-import": "导入集体合同",
    "signals-import": "导入线索表格",
    "signals-nonces": "清理过期签名",
    "reports-make": "生成报告",
    "cases-calendar": "按新日历重算期限",
    "files-orphans": "清理无主文件",
}


@dataclass(frozen=True)
class Summary:
    """The queue at one glance. `oldest`: since when the longest waiting job could have run."""

    counts: dict[str, int]
    oldest: datetime | None
    stalled: int
    workers: list[ProcrastinateWorker]
    tasks: list[tuple[str, dict[str, Any]]]


def summary(now: datetime) -> Summary:
    """Two queries. Jobs planned for later do not count as waiting."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=now))
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=SILENT))
    rows = list(
        jobs()
        .values("task_name")
        .annotate(waiting=Count("pk", filter=due), doing=Count("pk", filter=Q(status="doing")),
                  failed=Count("pk", filter=Q(status="failed")), oldest=Min("changed", filter=due),
                  stalled=Count("pk", filter=Q(status="doing") & silent))
        .order_by("task_name")
    )  # fmt: skip
    tasks = [(task(row["task_name"]), dict(row)) for row in rows]
    counts = {name: sum(row[name] for row in rows) for name in ("waiting", "doing", "failed")}
    oldest = min((row["oldest"] for row in rows if row["oldest"]), default=None)
    workers = list(ProcrastinateWorker.objects.order_by("-last_heartbeat")[:50])
    return Summary(counts, oldest, sum(row["stalled"] for row in rows), workers, tasks)


def failures() -> QuerySet[ProcrastinateJob]:
    """The newest failed jobs, each with `label`, `changed` and where it broke off: `error`, `place`."""
    notes = Failure.objects.filter(job_id=OuterRef("pk")).order_by("-pk")
    failed = jobs().filter(status="failed").order_by("-pk")
    named = Case(
        *(When(task_name=name, then=Value(label)) for name, label in TASKS.items()), default=F("task_name")
    )
    return failed.annotate(
        label=named, error=Subquery(notes.values("error")[:1]), place=Subquery(notes.values("place")[:1])
    )[:50]


def jobs() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.annotate(changed=_last_event())


def task(name: str) -> str:
    return TASKS.get(name, name)


def search(rows: QuerySet, text: str) -> QuerySet:
    """By number, or by a word of the task's name."""
    named = [name for name, label in TASKS.items() if text in label or text in name]
    return rows.filter(Q(pk=int(text)) if text.isdecimal() and len(text) < 18 else Q(task_name__in=named))


def _last_event() -> Subquery:
    events = ProcrastinateEvent.objects.filter(job=OuterRef("pk")).order_by("-at")
    return Subquery(events.values("at")[:1])


JOBS = Table(
    key="jobs",
    title="任务",
    columns=[
        Column("number", "编号", lambda j: j.pk, kind="number", sort="id"),
        Column("task", "任务", lambda j: task(j.task_name), sort="task_name"),
        Column(
            "status",
            "状态",
            lambda j: {"label": STATES[j.status][0], "tone": STATES[j.status][1]},
            kind="state",
        ),
        Column("attempts", "次数", lambda j: j.attempts, kind="number", sort="attempts"),
        Column("changed", "最近变化", lambda j: j.changed, kind="time"),
        Column("scheduled", "最早执行", lambda j: j.scheduled_at, kind="time"),
    ],
    url=lambda j: "",
    order="-number",
    filters=[
        Choice("status", "状态", [(key, words) for key, (words, _) in STATES.items()]),
        Choice(
            "task", "任务", lambda user: sorted(TASKS.items(), key=lambda pair: pair[1]), field="task_name"
        ),
    ],
    search=search,
    search_hint="任务名称或编号",
    empty_title="队列是空的",
    empty_hint="完成的任务随即清除；等待、进行中和失败的会列在这里。",
)
