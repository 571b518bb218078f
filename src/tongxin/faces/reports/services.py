import logging
from collections.abc import Callable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from tongxin.faces.reports.flow import State, flow
from tongxin.faces.reports.keeping import kept
from tongxin.faces.reports.layout import document
from tongxin.faces.reports.models import Report
from tongxin.faces.reports.periods import parse
from tongxin.faces.reports.queries import collect, grounded
from tongxin.ground.audit.services import record
from tongxin.ground.files.models import File
from tongxin.ground.files.services import store
from tongxin.ground.notices.services import notify
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.kit.actor import Actor
from tongxin.kit.documents import Document, to_docx, to_pdf
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused

log = logging.getLogger(__name__)
STEPS = 3


@transaction.atomic
def order(org: Org, period: str, *, named: bool = False, by: Account, at: datetime) -> Report:
    """Ask for the report of a period (2026Q3, 2026-09, 2026W38, 2026); a worker makes it.

    Raises Refused for a period to come, one already signed, a union without a region, and for names
    asked by somebody without the right to them.
    """
    wanted = parse(period)
    wanted.until(at.date())
    if not grounded(Org.objects.filter(pk=org.pk)).exists():
        raise Refused(f"报告按区划统计，“{org.name}”没有自己的区划，请选择市、区县或街道（乡镇）总工会。")
    if named and not by.has_perm("alerts.view", org):
        raise Refused("您的岗位不能查看用人单位名称，请去掉“列出用人单位名称”后再提交。")
    _refuse_second(org, wanted.key)
    report = Report.objects.create(org=org, kind=wanted.kind, period=wanted.key, label=wanted.label,
                                   start=wanted.start, named=named, by_id=by.pk, at=at)  # fmt: skip
    record(report, "order", by=by, at=at, org=org.pk, period=wanted.key, named=named)
    wake("reports-make")
    return report


@transaction.atomic
def begin(report: Report, *, at: datetime) -> Report:
    """A worker takes it up."""
    report = _lock(report)
    report.state, report.started_at, report.done = flow.after("begin", report.state), at, 0
    report.save(update_fields=["state", "started_at", "done"])
    return report


def make(report: Report, *, at: datetime) -> Report:
    """Count, write, print and keep. What fails is said on the report, and does not hold up the others."""
    try:
        printed = document(collect(report.org, parse(report.period), named=report.named, at=at))
        word = _step(report, 1, to_docx, printed)
        page = _step(report, 2, to_pdf, printed)
        return finish(report, printed, word, page, at=at)
    except Refused as refused:
        return fail(report, refused.message, at=at)
    except Exception:
        log.exception("report %s could not be made", report.pk)
        return fail(report, "程序出错，已记入日志，请联系系统管理员。", at=at)


@transaction.atomic
def finish(report: Report, printed: Document, word: bytes, page: bytes, *, at: datetime) -> Report:
    """Keep both files and the preview; now it is a draft."""
    report = _lock(report)
    report.state, report.done = flow.after("finish", report.state), STEPS
    report.title, report.body, report.made_at, report.failure = printed.title, kept(printed), at, ""
    docx, pdf = _store(report, word, ".docx", at), _store(report, page, ".pdf", at)
    report.docx, report.pdf = docx, pdf
    report.save()
    record(report, "finish", by=None, at=at, docx=docx.digest, pdf=pdf.digest)
    _tell(report, "报告已生成", "可以查看，并下载 Word 和 PDF", at)
    return report


@transaction.atomic
def fail(report: Report, reason: str, *, at: datetime) -> Report:
    report = _lock(report)
    report.state, report.failure = flow.after("fail", report.state), reason[:200]
    report.save(update_fields=["state", "failure"])
    record(report, "fail", by=None, at=at, reason=reason[:200])
    _tell(report, "报告未能生成", reason[:200], at)
    return report


@transaction.atomic
def remake(report: Report, *, by: Actor, at: datetime) -> Report:
    """Make a draft, or one that failed, anew from today's figures."""
    report = _lock(report)
    report.state, report.done, report.by_id = flow.after("remake", report.state), 0, by.pk
    report.save(update_fields=["state", "done", "by"])
    record(report, "remake", by=by, at=at)
    wake("reports-make")
    return report


@transaction.atomic
def sign(report: Report, *, by: Actor, at: datetime) -> Report:
    """A leader signs the draft: from now on it is the report of this union and period."""
    report = _lock(report)
    report.state = flow.after("sign", report.state)
    _refuse_second(report.org, report.period)
    report.signed_by_id, report.signed_at = by.pk, at
    report.save(update_fields=["state", "signed_by", "signed_at"])
    files = {"docx": report.docx, "pdf": report.pdf}
    record(report, "sign", by=by, at=at, **{name: file.digest for name, file in files.items() if file})
    return report


def _tell(report: Report, words: str, result: str, at: datetime) -> None:
    """Whoever ordered it, or had it made anew, learns that it is there."""
    if report.by:
        url = reverse("report-detail", args=[report.pk])
        notify([report.by], f"{words}：{report.org.name} {report.label}", body=result, url=url, at=at)


def _refuse_second(org: Org, period: str) -> None:
    if Report.objects.filter(org=org, period=period, state=State.SIGNED).exists():
        raise Refused("该工会这一期的报告已经签发，不能再次生成或签发。")


def _step(report: Report, done: int, printer: Callable[[Document], bytes], printed: Document) -> bytes:
    """Print once; the progress is seen while the rest goes on."""
    Report.objects.filter(pk=report.pk).update(done=done)
    return printer(printed)


def _store(report: Report, content: bytes, suffix: str, at: datetime) -> File:
    name = f"{report.title}{report.label.split('（')[0]}{suffix}"
    return store(ContentFile(content, name=name), owner=report, by=None, at=at)


def _lock(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("org", "by").get(pk=report.pk)
