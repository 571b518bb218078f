"""办理单: one case on paper."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localtime

from tongxin.kit.documents import Document, Facts, Heading, Paragraph, TableBlock, to_pdf
from tongxin.kit.documents.blocks import Align, Block
from tongxin.kit.masking import mask_text
from tongxin.kit.templatetags.kit import instant_cn, number, yuan
from tongxin.watch.cases import queries
from tongxin.watch.cases.findings import SATISFACTION, Card
from tongxin.watch.cases.flow import RUNNING
from tongxin.watch.cases.models import Case, Step
from tongxin.watch.triage.models import Category

CARDS = {"yellow_card": Card.YELLOW.label, "red_card": Card.RED.label}


def sheet(case: Case, now: datetime) -> bytes:
    """The case as PDF."""
    return to_pdf(document(case, now))


def document(case: Case, now: datetime) -> Document:
    """Facts, terms, signals, acts and the list of materials; numbers of people in texts are masked."""
    steps = list(case.steps.select_related("by"))
    blocks: list[Block] = [
        Facts([*_about(case), *_terms(case, steps, now), *_outcome(case)]),
        *_heard(case),
        *_acts(steps),
        *_materials(case),
        Paragraph("本单由平台按办理记录生成，文字中的电话、证件号码已脱敏。"),
    ]
    return Document("劳动关系预警工单办理单", blocks, subtitle=case.number, dated=f"打印于 {instant_cn(now)}")


def _about(case: Case) -> list[tuple[str, str]]:
    return [
        ("标题", case.title),
        ("类别", Category(case.category).label),
        ("预警等级", case.get_level_display()),
        ("状态", case.get_state_display()),
        ("用人单位", case.employer.name if case.employer else case.incident.employer_text or "不详"),
        ("发生地", case.region.name if case.region else "不详"),
        ("承办工会", case.org.name),
        ("交办工会", case.desk.name),
        ("立案时间", instant_cn(case.opened_at)),
    ]


def _terms(case: Case, steps: Sequence[Step], now: datetime) -> list[tuple[str, str]]:
    """What was to be done by when, and whether it was."""
    extended = f"累计{case.extended_days}个工作日" if case.extended_days else "无"
    cards = [f"{CARDS[s.verb]}（{instant_cn(s.at)}）" for s in steps if s.verb in CARDS]
    supervised = [instant_cn(s.at) for s in steps if s.verb == "supervise"]
    return [
        ("交办时间", instant_cn(case.dispatched_at) or "—"),
        ("签收时限", (instant_cn(case.accept_due_at) or "—") + ("（预估）" if case.accept_estimated else "")),
        ("签收时间", _accepted(case)),
        ("办理时限", (instant_cn(case.due_at) or "—") + ("（预估）" if case.due_estimated else "")),
        ("延期", extended),
        ("亮牌", "、".join(cards) or "无"),
        ("督办", "、".join(supervised) or "无"),
        ("上报时间", instant_cn(case.reported_at) or "—"),
        ("是否按时", _in_time(case, now)),
    ]


def _accepted(case: Case) -> str:
    if case.accepted_at is None:
        return "—"
    late = case.accept_due_at is not None and case.accepted_at > case.accept_due_at
    return instant_cn(case.accepted_at) + ("（逾期签收）" if late else "")


def _in_time(case: Case, now: datetime) -> str:
    if case.in_time is not None:
        return "按时上报" if case.in_time else "超期上报"
    if case.state in RUNNING and case.due_at:
        return "已超期，尚未上报" if case.due_at < now else "未到期，尚未上报"
    return "—"


def _outcome(case: Case) -> list[tuple[str, str]]:
    satisfied = case.satisfaction
    return [
        ("核实结论", case.get_finding_display() or "—"),
        ("处理结果", case.get_result_display() or "—"),
        ("挽回金额", yuan(case.recovered)),
        ("帮助人数", f"{number(case.helped)}人" if case.helped is not None else "—"),
        ("办结时间", instant_cn(case.closed_at) or "—"),
        ("满意度", f"{SATISFACTION[satisfied]}（{satisfied}分，满分5分）" if satisfied else "尚未回访"),
    ]


def _heard(case: Case) -> list[Block]:
    texts = case.incident.links.order_by("signal__heard_at").values_list("signal__heard_at", "signal__text")
    rows = [[f"{localtime(at):%Y-%m-%d}", mask_text(text)] for at, text in texts]
    return [
        Heading(2, "反映内容"),
        TableBlock(("时间", "内容"), rows, widths=(2, 8), align=("center", "left")),
    ]


def _acts(steps: Sequence[Step]) -> list[Block]:
    entries = reversed(queries.timeline(list(steps)))
    rows = [[f"{localtime(e['at']):%Y-%m-%d %H:%M}", e["title"], e["who"], e["text"]] for e in entries]
    sides: list[Align] = ["center", "center", "center", "left"]
    header = ("时间", "事项", "办理人", "内容")
    return [Heading(2, "办理经过"), TableBlock(header, rows, widths=(3, 2, 3, 6), align=sides)]


def _materials(case: Case) -> list[Block]:
    kept = case.documents.select_related("file", "by").order_by("at", "pk")
    rows = [
        [n, mask_text(each.title) + ("（已删除）" if each.file.removed_at else ""), queries.verb_label(each.verb),
         each.by.name if each.by else "平台", f"{localtime(each.at):%Y-%m-%d %H:%M}"]
        for n, each in enumerate(kept, 1)
    ]  # fmt: skip
    if not rows:
        return [Heading(2, "材料清单"), Paragraph("没有材料。")]
    sides: list[Align] = ["center", "left", "center", "center", "center"]
    header = ("序号", "名称", "环节", "添加人", "时间")
    return [Heading(2, "材料清单"), TableBlock(header, rows, widths=(1, 5, 2, 2, 3), align=sides)]
