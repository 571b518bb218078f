"""What the screen and the quarterly report say, held against the tables they are made from."""

import io
import re
from collections import Counter
from datetime import datetime
from decimal import Decimal

import docx
import pypdf
from django.db.models import Sum
from django.utils.timezone import localtime

from tongxin.faces.reports.layout import document
from tongxin.faces.reports.periods import Period
from tongxin.faces.reports.queries import collect as report_facts
from tongxin.faces.screen.panels import money, shown
from tongxin.faces.screen.queries import FEED
from tongxin.faces.screen.queries import collect as screen_facts
from tongxin.ground.orgs.models import Org
from tongxin.ground.places.register import district_of
from tongxin.kit.documents import to_docx, to_pdf
from tongxin.kit.templatetags.kit import CATEGORIES, LEVELS, number, percent, yuan
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.flow import RUNNING
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.signals.kinds import NATURES, Dimension, Kind
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict


def by_kind(**over: object) -> Counter[str]:
    return Counter(Signal.objects.current().filter(**over).values_list("kind", flat=True))


def by_dimension(kinds: Counter[str]) -> dict[str, int]:
    return {d.value: sum(kinds[k] for k, n in NATURES.items() if n.dimension == d) for d in Dimension}


def by_category() -> Counter[str]:
    judged = Verdict.objects.filter(current=True).values_list("category", "acts")
    counted = Counter(category if acts else OUTSIDE for category, acts in judged)
    return counted + Counter({"": Signal.objects.current().filter(triaged_at=None).count()})


def brought() -> tuple[Decimal, int]:
    closed = Case.objects.exclude(closed_at=None).aggregate(Sum("recovered"), Sum("helped"))
    return closed["recovered__sum"], closed["helped__sum"]


def screen(org: Org, *, at: datetime) -> None:
    """Every panel. The facts must all be of this year."""
    told = shown(org, screen_facts(org, at=at), named=True)
    day, kinds, categories = localtime(at).date(), by_kind(), by_category()
    today, cases = by_kind(heard_at__date=day), Case.objects.all()
    kept, late = (cases.filter(in_time=each).count() for each in (True, False))
    overdue = cases.running().filter(due_at__lt=at).count()
    recovered, helped = brought()
    expected: dict[str, object] = {
        "today": sum(today.values()), "year": sum(kinds.values()),
        "today_alerts": Alert.objects.filter(at__date=day).count(),
        "today_closed": cases.filter(closed_at__date=day).count(),
        "pending": categories[""], "outside": categories[OUTSIDE],
        "alerts": Alert.objects.count(), "cases": cases.count(), "closed": cases.exclude(closed_at=None).count(),
        "in_time": kept, "late": late, "reported": kept + late + overdue,
        "running": cases.filter(state__in=RUNNING).count(), "overdue": overdue, "helped": helped,
    }  # fmt: skip
    expected |= {f"today_{dimension}": n for dimension, n in by_dimension(today).items()}
    expected |= {f"year_{dimension}": n for dimension, n in by_dimension(kinds).items()}
    expected |= {f"level_{level}": Alert.objects.filter(level=level).count() for level in LEVELS}
    texts = {name: number(n) for name, n in expected.items()}
    texts |= {"in_time_rate": percent(kept / (kept + late + overdue), 1)}
    texts |= dict(zip(("recovered", "recovered_unit"), money(recovered), strict=True))
    assert {name: told["values"][name] for name in texts} == texts
    assert set(told["values"]) - set(texts) == {"year_before", "elsewhere"}

    sources = {row["name"]: (row["today"], row["year"]) for row in told["lists"]["sources"]}
    assert sources == {kind.label: (number(today[kind]), number(kinds[kind])) for kind in Kind}
    assert len(told["lists"]["alerts"]) == min(FEED, Alert.objects.live().count())
    assert told["charts"]["categories"]["series"][0]["values"] == [categories[key] for key in CATEGORIES]
    weeks = told["charts"]["weeks"]["series"][0]["values"]
    assert sum(filter(None, weeks)) == sum(kinds.values()) == weeks[day.isocalendar().week - 1]
    _tiles(told)


def _tiles(told: dict) -> None:
    """The tiles and what none of them holds are all there is."""
    names = {"signals": "线索", "incidents": "事件", "alerts": "预警", "cases": "工单"}
    for measure, label in names.items():
        tiles = {code: number_of(tile["measures"][measure]["value"]) for code, tile in told["tiles"].items()}
        rest = re.search(rf"{label} ([\d,]+)", told["values"]["elsewhere"])
        whole = {"signals": Signal.objects.current(), "incidents": Incident.objects.current()}
        whole |= {"alerts": Alert.objects.all(), "cases": Case.objects.all()}
        assert sum(tiles.values()) + (number_of(rest[1]) if rest else 0) == whole[measure].count(), measure
        if measure == "cases":
            assert tiles == {code: _cases_in(code) for code in tiles}


def _cases_in(code: str) -> int:
    places = Case.objects.values_list("region_id", "org__region_id")
    return sum(district_of(region or org or "") == code for region, org in places)


def report(org: Org, period: Period, *, at: datetime) -> None:
    """The Word file cell by cell, the PDF by the same rows. The facts must all be of this period."""
    printed = document(report_facts(org, period, named=True, at=at))
    word = docx.Document(io.BytesIO(to_docx(printed)))
    cells = {row.cells[0].text: row.cells[1].text for table in reversed(word.tables) for row in table.rows}
    kinds, categories, (recovered, helped) = by_kind(), by_category(), brought()
    cases, alerts = Case.objects.all(), Alert.objects.all()
    expected = {
        "线索（条）": sum(kinds.values()), "事件（起）": Incident.objects.current().count(),
        "预警（件）": alerts.count(), "立案（件）": cases.count(),
        "办结（件）": cases.exclude(closed_at=None).count(),
        "按时上报（件）": cases.filter(in_time=True).count(),
        "逾期上报（件）": cases.filter(in_time=False).count(), "帮助职工（人次）": helped,
        "待研判": categories[""], "非工会事项": categories[OUTSIDE],
    }  # fmt: skip
    expected |= {kind.label: kinds[kind] for kind in Kind}
    expected |= {f"{Dimension(d).label}合计": n for d, n in by_dimension(kinds).items()}
    expected |= {f"{character}色": alerts.filter(level=key).count() for key, (character, _) in LEVELS.items()}
    texts = {name: number(n) for name, n in expected.items()} | {"挽回经济损失": yuan(recovered)}
    assert {name: cells.get(name) for name in texts} == texts
    signals, incidents = (
        t for t in word.tables if t.rows[1].cells[0].text == next(iter(CATEGORIES.values()))
    )
    first = Counter(Incident.objects.current().values_list("category", flat=True))
    for table, counted in ((signals, categories), (incidents, first)):
        rows = {row.cells[0].text: row.cells[1].text for row in table.rows}
        assert {n: rows[n] for n in CATEGORIES.values()} == {
            n: number(counted[k]) for k, n in CATEGORIES.items()
        }

    pages = pypdf.PdfReader(io.BytesIO(to_pdf(printed))).pages
    said = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    assert [name for name, text in texts.items() if f"{name}{text}" not in said] == []


def number_of(text: str) -> int:
    return int(text.replace(",", ""))
