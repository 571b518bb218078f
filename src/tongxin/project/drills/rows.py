"""One row of every kind that belongs to a union, each carrying a word that may be read nowhere else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils.timezone import localtime

from tongxin.faces.reports.models import Report
from tongxin.faces.reports.services import finish
from tongxin.ground.audit.models import Entry
from tongxin.ground.audit.services import record
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.models import Import as EmployerImport
from tongxin.ground.employers.models import Merge as EmployerMerge
from tongxin.ground.employers.services import index
from tongxin.ground.files.services import store
from tongxin.ground.notices.models import Channel, Notice
from tongxin.ground.orgs.models import Org, TreeSheet
from tongxin.ground.people.models import Account, Post
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.ground.statutes.models import Article, Statute
from tongxin.kit.documents import Document as Printed
from tongxin.kit.documents import Heading, Paragraph, TableBlock, to_docx
from tongxin.kit.sheets import write_csv
from tongxin.relations.bargaining.models import Contract, Cover
from tongxin.relations.bargaining.models import Import as ContractImport
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case, Document, Passage, Step
from tongxin.watch.incidents.ledger_rows import COLUMNS
from tongxin.watch.incidents.models import Change, Incident, Ledger, Link, Suggestion
from tongxin.watch.risk.models import Hotspot, Series
from tongxin.watch.scores.models import Calibration, Contest, Evidence, Score, ScorePoint
from tongxin.watch.signals.adapters.heard import Heard
from tongxin.watch.signals.models import Batch, Signal, Source
from tongxin.watch.signals.services import receive
from tongxin.watch.triage.models import ModelVersion, Verdict

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HINT = "拖欠工资"  # stands in every row, for searches
numbers = count(1)


@dataclass(frozen=True)
class Planted:
    """The rows of one union: kind → key. `secret` is in every text of theirs, in none of other unions'."""

    org: Org
    secret: str
    pks: dict[str, int]


def plant_rows(org: Org, *, at: datetime, children: int = 1) -> Planted:
    """One row of each kind at `org`; what hangs on a row is there `children` times."""
    secret = f"zq{next(numbers):04}{org.code.lower().replace('-', '')}"
    person = _person(org, secret, at)
    made: dict[str, Any] = {"org": org, "person": person, "post": person.posts.first()}
    made |= _own(person, secret, at)
    made |= _employer(org, secret, at, person, children)
    made |= _signal(org, secret, at, children, made["employer"])
    made |= _incident(org, secret, at, made, children)
    made |= _hotspot(org, secret, at) | _ledger(org, secret, at, children)
    made |= _index(secret, at, made, person, children)
    made |= _alerts(org, secret, at, made)
    made |= _case(org, secret, at, made, person, children)
    made |= _contract(org, secret, at, made, person, children)
    made |= _report(org, secret, at, children) | _rule(secret, at) | _statute(at, children)
    record(made["case"], "supervise", by=person, at=at, note=secret)
    made["entry"] = Entry.objects.filter(actor_id=person.pk, verb="supervise").latest("pk")
    return Planted(org, secret, {kind: row.pk for kind, row in made.items()})


def _person(org: Org, secret: str, at: datetime) -> Account:
    person = Account.objects.create(username=f"{secret}u", name=f"员{secret}", phone="13800000000")
    Post.objects.create(account=person, org=org, role="informant", since=at.date() - timedelta(days=30))
    return person


def _own(person: Account, secret: str, at: datetime) -> dict:
    """What is one person's alone."""
    sheet = TreeSheet.objects.create(name=f"{secret}.xlsx", by=person, at=at, rejects=[])
    session = UserSession.objects.create(user=person, ip="127.0.0.1", session_key=secret, user_agent=secret)
    return {
        "notice": Notice.objects.create(account=person, title=f"{HINT}{secret}", at=at),
        "channel": Channel.objects.create(account=person, kind="mail", address=f"{secret}@example.org"),
        "tree_sheet": sheet,
        "session": session,
    }


def _employer(org: Org, secret: str, at: datetime, by: Account, children: int) -> dict:
    rows = [
        Employer(name=f"{HINT}{i}厂{secret}", org=org, region_id=org.region_id, address=secret)
        for i in range(2)
    ]
    employer, gone = Employer.objects.bulk_create(rows)
    index([employer.pk, gone.pk])
    for n in range(children):
        employer.former_names.create(name=f"旧{n}{secret}")
        record(employer, "change", by=by, at=at, note=secret)
    merge = EmployerMerge.objects.create(kept=employer, gone=gone, at=at, moved={"names": []})
    sheet = EmployerImport.objects.create(
        org=org, file_name=f"{secret}.csv", digest=secret, state="done", rows=1, by=by, at=at,
        rejects=[[n, "名称", secret] for n in range(2, 2 + children)],
    )  # fmt: skip
    sheet.file = store(_file(secret), owner=sheet, by=by, at=at)
    sheet.save()
    return {"employer": employer, "employer_merge": merge, "employer_import": sheet}


def _signal(org: Org, secret: str, at: datetime, children: int, employer: Employer) -> dict:
    source = Source.objects.create(key=secret, name=f"来源{secret}", kind="weekly", org=org, secret=secret)
    batch = Batch.objects.create(
        source=source, org=org, file_name=f"{secret}.csv", state="previewed", at=at, rows=children,
        rejects=[_reject(n, secret) for n in range(2, 2 + children)],
    )  # fmt: skip
    batch.file = store(_file(secret), owner=batch, by=None, at=at)
    batch.save()
    counts = {"rows": children, "accepted": children}
    taken = Batch.objects.create(
        source=source, org=org, file_name=f"{secret}已收.csv", state="done", at=at, **counts
    )
    heard = [
        Heard(f"{secret}-{n}", at, f"第{n}条{HINT}{secret}", phone="13800000000") for n in range(children)
    ]
    kept = receive(source, heard, org=org, by=None, at=at, batch=taken).accepted
    signals = list(Signal.objects.filter(pk__in=[each.pk for each in kept]).order_by("pk"))
    for signal in signals:
        Verdict.objects.create(
            signal=signal, labour=1, union=1, acts=True, category="wages", confidence=1, at=at, linked_at=at,
            model="演练", employer=employer, employer_text=secret,
        )  # fmt: skip
    Signal.objects.filter(pk__in=[each.pk for each in signals]).update(triaged_at=at)
    photo = store(_file(secret), owner=signals[0], by=None, at=at)
    return {
        "source": source,
        "batch": batch,
        "signal": signals[0],
        "signal_file": photo,
        "batch_file": batch.file,
    }


def _reject(row: int, secret: str) -> dict:
    return {"row": row, "problems": [{"field": "内容", "reason": secret}], "key": ""}


def _ledger(org: Org, secret: str, at: datetime, children: int) -> dict:
    rejects = [
        {"row": n, "cells": dict.fromkeys(COLUMNS, secret), "reasons": [secret]} for n in range(children)
    ]
    ledger = Ledger.objects.create(
        org=org, name=f"{secret}.csv", digest=secret, rows=children, incidents=1, first=at.date(), last=at.date(),
        rejects=rejects, at=at,
    )  # fmt: skip
    return {"ledger": ledger}


def _incident(org: Org, secret: str, at: datetime, made: dict, children: int) -> dict:
    told = {"category": "wages", "org": org, "source": "weekly", "first_at": at, "last_at": at,
            "employer": made["employer"], "region_id": org.region_id, "graded_at": at}  # fmt: skip
    incident = Incident.objects.create(title=f"{HINT}{secret}", signal_count=children, **told)
    other = Incident.objects.create(title=f"{HINT}{secret}并", signal_count=0, merged_into=incident, **told)
    for signal in Signal.objects.filter(source=made["source"]):
        Link.objects.create(signal=signal, incident=incident, why=secret, at=at)
    change = Change.objects.create(kind="merge", kept=incident, other=other, signals=[], at=at)
    offered = Suggestion.objects.create(
        signal=made["signal"], incident=other, weight=0.5, reasons=[[secret, 1.0]], at=at
    )
    version = _profile(at)
    alert = Alert.objects.create(
        incident=incident, level="yellow", graded="yellow", profile=version, reasons=_why(secret), org=org,
        at=at, evidence=[made["signal"].pk], category="wages", source="weekly", region_id=org.region_id,
    )  # fmt: skip
    return {"incident": incident, "incident_change": change, "suggestion": offered, "alert": alert}


def _hotspot(org: Org, secret: str, at: datetime) -> dict:
    """A hot spot of the union's own ground; what is secret of it are the incidents that make it up."""
    day = localtime(at).date()
    told = {"org": org, "scale": "district", "region_id": org.region_id or "330106", "category": "wages", "observed": 9,
            "expected": 2.0, "upper": 6.0, "p": 0.0003}  # fmt: skip
    series = Series.objects.create(key=secret, state="hot", day=day, history=120, recent=[1, 2, 9], **told)
    times = {"week": series.first, "seen": day, "found_at": at, "graded_at": at}
    return {"series": series, "hotspot": Hotspot.objects.create(series=series, peak=9, **times, **told)}


def _index(secret: str, at: datetime, made: dict, by: Account, children: int) -> dict:
    """What speaks of the employer in the index, one piece of it contested."""
    employer, incident = made["employer"], made["incident"]
    version, told = _profile(at), {"employer": made["employer"], "told": made["employer"], "at": at}
    for n in range(children):
        ScorePoint.objects.create(employer=employer, day=at - timedelta(days=n), value=40, band="yellow")
        evidence = Evidence.objects.create(
            key=f"drill:{secret}:{n}", kind="matter_small", group=f"incident:{incident.pk}", incident=incident,
            note=secret, **told,
        )  # fmt: skip
        contest = Contest.objects.create(evidence=evidence, reason=secret, by=by, at=at)
    score = Score.objects.create(
        employer=employer, value=40, band="yellow", reasons=[], graded_at=at, version=version, at=at
    )
    measured = {"rows": 1, "outcomes": 1, "held": 1, "held_outcomes": 1, "brier": 0.1, "brier_index": 0.1,
                "brier_same": 0.1, "bins": [], "odds": [-3, 3]}  # fmt: skip
    calibration = Calibration.objects.create(
        name=f"index-{next(numbers)}", slope=1, offset=0, measured=measured, version=version, made_at=at
    )
    return {"evidence": evidence, "contest": contest, "score": score, "calibration": calibration}


def _alerts(org: Org, secret: str, at: datetime, made: dict) -> dict:
    """One that was given to the union to check, and one that a quiet period holds back."""
    told = {"level": "yellow", "graded": "yellow", "profile": _profile(at), "reasons": _why(secret), "org": org,
            "at": at, "category": "wages", "region_id": org.region_id}  # fmt: skip
    checked = Alert.objects.create(hotspot=made["hotspot"], state="confirmed", **told)
    quiet = {"under": made["alert"], "quiet_until": at + timedelta(days=14), "source": "weekly"}
    held = Alert.objects.create(incident=made["incident"], state="quiet", **quiet, **told)
    return {"hotspot_alert": checked, "quiet_alert": held}


def _case(org: Org, secret: str, at: datetime, made: dict, by: Account, children: int) -> dict:
    settled = Alert.objects.create(
        incident=made["incident"], level="yellow", graded="yellow", profile=made["alert"].profile,
        reasons=_why(secret), org=org, at=at, state="dismissed", cased_at=at,
    )  # fmt: skip
    case = Case.objects.create(
        number=f"D{next(numbers):010}", alert=settled, incident=made["incident"], title=f"{HINT}{secret}",
        category="wages", source="weekly", level="yellow", state="accepted", employer=made["employer"],
        region_id=org.region_id, org=org, desk=org, opened_at=at, dispatched_at=at, accepted_at=at,
        started_at=at, due_at=at + timedelta(days=5),
    )  # fmt: skip
    Passage.objects.create(case=case, org=org, at=at)
    for n in range(children):
        Step.objects.create(case=case, verb="accept", state="accepted", org=org, note=secret, by=by, at=at)
        file = store(_file(f"{secret}{n}"), owner=case, by=by, at=at)
        document = Document.objects.create(
            case=case, file=file, title=f"{secret}{n}", verb="handle", by=by, at=at
        )
    return {"case": case, "case_file": file, "case_document": document}


def _contract(org: Org, secret: str, at: datetime, made: dict, by: Account, children: int) -> dict:
    """One made by a sheet, binding the union's employer."""
    sheet = ContractImport.objects.create(
        org=org, name=f"{secret}.csv", rows=children, rejected=children, contracts=1, covers=1, state="done",
        by=by, at=at,
        rejects=[[n, secret] for n in range(2, 2 + children)],
    )  # fmt: skip
    sheet.file = store(_file(secret), owner=sheet, by=by, at=at)
    sheet.save()
    day = localtime(at).date()
    contract = Contract.objects.create(
        number=secret, kind="wages", reach="region", org=org, signed_on=day, starts_on=day,
        ends_on=day + timedelta(days=365), made_by=sheet,
    )  # fmt: skip
    rows = [Employer(name=f"{HINT}约{n}厂{secret}", org=org) for n in range(children)]
    for employer in [made["employer"], *Employer.objects.bulk_create(rows)]:
        Cover.objects.create(contract=contract, employer=employer, told_by=sheet)
    return {"contract": contract, "contract_import": sheet}


def _report(org: Org, secret: str, at: datetime, children: int) -> dict:
    """One that could not be made, and one that was."""
    told = {
        "org": org,
        "kind": "quarter",
        "period": "2026Q3",
        "label": f"三季度{secret}",
        "start": at.date(),
        "at": at,
    }
    Report.objects.create(title=f"{HINT}{secret}", failure=secret, state="failed", **told)
    table = TableBlock(("项目", "本季度"), [[f"{HINT}{secret}", n] for n in range(children)])
    printed = Printed(f"{HINT}{secret}季报", [Heading(1, "一、总体情况"), Paragraph(secret), table])
    report = finish(Report.objects.create(state="making", **told), printed, to_docx(printed), PDF, at=at)
    return {"report": report, "report_file": report.docx}


def _why(secret: str) -> list[dict]:
    return [{"level": "yellow", "words": f"涉及劳动报酬{secret}", "clause": "示例", "facts": []}]


def _rule(secret: str, at: datetime) -> dict:
    """A rule is everybody's to read; it carries no secret."""
    rule = Rule.objects.create(key=f"drill-{secret}", kind="alert_profile", name="演练方案")
    return {"rule": rule, "version": _version(rule, at), "model_version": _model_version(secret, at)}


def _model_version(secret: str, at: datetime) -> ModelVersion:
    """Weights have no owner either."""
    return ModelVersion.objects.create(name=f"own-{secret}"[:40], base="drill", addition=b"", made_at=at)


def _statute(at: datetime, children: int) -> dict:
    """A statute is everybody's to read, too."""
    name = f"演练条例{Statute.objects.count() + 1}"
    told = {"title": name, "short": name, "rank": 2, "version": at.date()}
    statute = Statute.objects.create(**told, source="演练", imported_at=at)
    for n in range(1, children + 1):
        Article.objects.create(statute=statute, number=n, label=f"第{n}条", text=HINT, position=n)
    return {"statute": statute}


def _profile(at: datetime) -> Version:
    rule, _ = Rule.objects.get_or_create(
        key="drill-profile", defaults={"kind": "alert_profile", "name": "演练方案"}
    )
    return rule.versions.first() or _version(rule, at)


def _version(rule: Rule, at: datetime) -> Version:
    body = {
        "levels": {level: {"any": []} for level in ("red", "orange", "yellow", "blue")},
        "default": "blue",
    }
    return Version.objects.create(rule=rule, number=1, body=body, citation="示例", since=at.date(), at=at)


def _file(secret: str) -> ContentFile:
    return ContentFile(
        write_csv(["发生日期", "内容"], [["2026-11-18", f"{HINT}{secret}"]]), name=f"{secret}.csv"
    )
