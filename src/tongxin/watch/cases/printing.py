"""办理单: one case on paper."""

from datetime import datetime

from django.utils.timezone import localtime

from tongxin.kit.documents import Document, Facts, Heading, Paragraph, TableBlock, to_pdf
from tongxin.kit.documents.blocks import Block
from tongxin.kit.masking import mask_text
from tongxin.kit.templatetags.kit import instant_cn, yuan
from tongxin.watch.cases import queries
from tongxin.watch.cases.models import Case
from tongxin.watch.triage.models import Category


def sheet(case: Case, now: datetime, *, plain: bool) -> bytes:
    """The case as PDF: facts, deadlines, signals, acts. `plain`: the reader may see numbers unmasked."""
    steps = list(case.steps.select_related("by"))
    entries = reversed(queries.timeline(steps))
    acts = [[f"{localtime(e['at']):%Y-%m-%d %H:%M}", e["title"], e["who"], e["text"]] for e in entries]
    texts = case.incident.links.order_by("signal__heard_at").values_list("signal__heard_at", "signal__text")
    heard = [[f"{localtime(at):%Y-%m-%d}", text if plain else mask_text(text)] for at, text in texts]
    blocks: list[Block] = [
        Facts(_facts(case)),
        Heading(2, "反映内容"),
        TableBlock(("时间", "内容"), heard, widths=(2, 8), align=("center", "left")),
        Heading(2, "办理经过"),
        TableBlock(
            ("时间", "事项", "办理人", "内容"),
            acts,
            widths=(3, 2, 3, 6),
            align=("center", "center", "center", "left"),
        ),
        Paragraph("本单由平台按办理记录生成。"),
    ]
    return to_pdf(
        Document("劳动关系预警工单办理单", blocks, subtitle=case.number, dated=f"打印于 {instant_cn(now)}")
    )


def _facts(case: Case) -> list[tuple[str, str]]:
    return [
        ("标题", case.title),
        ("类别", Category(case.category).label),
        ("预警等级", case.get_level_display()),
        ("状态", case.get_state_display()),
        ("用人单位", case.employer.name if case.employer else case.incident.employer_text or "不详"),
        ("发生地", case.region.name if case.region else "不详"),
        ("承办工会", case.org.name),
        ("立案时间", instant_cn(case.opened_at)),
        ("办理时限", instant_cn(case.due_at) + ("（预估）" if case.due_estimated else "")),
        ("核实结论", case.get_finding_display() or "—"),
        ("处理结果", case.get_result_display() or "—"),
        ("挽回金额", yuan(case.recovered)),
        ("帮助人数", str(case.helped) if case.helped is not None else "—"),
        ("办结时间", instant_cn(case.closed_at) or "—"),
    ]
