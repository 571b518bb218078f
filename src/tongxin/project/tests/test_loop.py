"""The whole loop, once: real messages in, a signed-off count out, with equal sums at every stage."""

import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from tongxin.faces.reports.periods import parse
from tongxin.faces.reports.queries import collect as report_facts
from tongxin.faces.screen.queries import added
from tongxin.faces.screen.queries import collect as screen_facts
from tongxin.ground.audit.services import seal
from tongxin.ground.audit.verify import verify
from tongxin.ground.rollups.queries import differences
from tongxin.ground.rollups.services import fold
from tongxin.ground.rulebook.services import activate_examples
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.jobs import grade
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import confirm_all
from tongxin.watch.cases import services as cases
from tongxin.watch.cases.jobs import open_cases
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.signals import imports
from tongxin.watch.signals.models import Signal, Source
from tongxin.watch.signals.signing import signed
from tongxin.watch.signals.tests.makers import make_sheet
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict

ROWS, BY_SHEET, CALL = 399, 200, 50
URL = "http://testserver/api/v1/signals"


@pytest.fixture
def rows(shared_data):
    lines = (shared_data / "messages" / "annotated_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def examples(cast, settings):
    settings.TONGXIN_DEMO = True
    return activate_examples(FRIDAY)


def send_sheet(cast, rows):
    source = Source.objects.create(key="weekly", name="周报", kind="weekly", org=cast.city)
    data = make_sheet(*({"编号": row["id"], "内容": row["text"]} for row in rows))
    batch = imports.preview(source, data, "周报.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    return imports.commit(batch, by=cast.chen, at=FRIDAY)


def send_calls(client, cast, rows):
    Source.objects.create(key="app", name="APP", kind="app", org=cast.city, secret="only-for-this-test")
    results = Counter()
    for first in range(0, len(rows), CALL):
        told = [
            {"external_key": row["id"], "heard_at": FRIDAY.isoformat(), "text": row["text"]}
            for row in rows[first : first + CALL]
        ]
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = signed("POST", URL, body, key="app", secret="only-for-this-test")
        answer = client.post("/api/v1/signals", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.content
        results.update(item["result"] for item in answer.json()["items"])
    return results


def settle(stage):
    while stage(FRIDAY):
        pass


def carry_through(case, cast):
    """Every verb from dispatch to call-back, within the deadline."""
    at = FRIDAY + timedelta(minutes=10)
    case = cases.dispatch(case, to=case.proposed, by=cast.chen, at=at)
    case = cases.accept(case, by=cast.wang, at=at + timedelta(minutes=10))
    case = cases.verify(
        case, finding="substantiated", note="属实", by=cast.wang, at=at + timedelta(minutes=20)
    )
    money = {"recovered": Decimal(1000), "helped": 2}
    case = cases.handle(case, actions="协商一致", by=cast.wang, at=at + timedelta(minutes=30), **money)
    case = cases.report_up(case, by=cast.wang, at=at + timedelta(minutes=40))
    case = cases.approve(case, by=cast.guan, at=at + timedelta(minutes=50))
    case = cases.close(case, result="settled", by=cast.chen, at=at + timedelta(minutes=60))
    return cases.call_back(case, satisfaction=5, by=cast.chen, at=at + timedelta(minutes=70))


@pytest.mark.slow
def test_real_messages_go_from_a_sheet_and_calls_to_a_counted_report(cast, examples, rows, client):
    assert len(rows) == ROWS
    batch = send_sheet(cast, rows[:BY_SHEET])
    assert (batch.accepted, batch.repeated, batch.rejected) == (BY_SHEET, 0, 0)
    assert send_calls(client, cast, rows[BY_SHEET:]) == {"accepted": ROWS - BY_SHEET}
    assert send_calls_again(client, rows[BY_SHEET:]) == {"repeated": CALL}
    assert Signal.objects.count() == ROWS

    for stage in (triage, link, grade):
        settle(stage)
    verdicts = Verdict.objects.filter(current=True)
    acting = verdicts.filter(acts=True).count()
    incidents = Incident.objects.current()
    assert verdicts.count() == ROWS
    assert Link.objects.count() == acting == sum(incidents.values_list("signal_count", flat=True))
    assert Alert.objects.count() == incidents.count() > 100
    assert differences() == []

    assert confirm_all(list(Alert.objects.all()), by=cast.chen, at=FRIDAY) == incidents.count()
    settle(open_cases)
    assert Case.objects.count() == incidents.count()
    for case in Case.objects.select_related("proposed", "incident").order_by("pk"):
        carry_through(case, cast)
    settle(lambda _: fold())

    n = incidents.count()
    assert_counted(cast, n, acting)
    assert Incident.objects.filter(state="concluded", result="settled").count() == n
    assert differences() == []
    while seal(FRIDAY + timedelta(hours=3)):
        pass
    proof = verify()
    assert proof.ok and proof.entries > ROWS, proof.words


def send_calls_again(client, rows):
    body = json.dumps(
        [{"external_key": r["id"], "heard_at": FRIDAY.isoformat(), "text": r["text"]} for r in rows[:CALL]],
        ensure_ascii=False,
    ).encode()
    headers = signed("POST", URL, body, key="app", secret="only-for-this-test")
    answer = client.post("/api/v1/signals", body, content_type="application/json", headers=headers)
    return Counter(item["result"] for item in answer.json()["items"])


def assert_counted(cast, n, acting):
    """The screen and the quarterly report show the same sums as the tables."""
    shown = screen_facts(cast.city, at=FRIDAY + timedelta(hours=3))
    facts = report_facts(cast.city, parse("2026Q4"), named=True, at=FRIDAY + timedelta(hours=3))
    assert facts.counts["signals"].now == ROWS
    assert sum(c.now for c in facts.sources.values()) == ROWS
    assert sum(c.now for c in facts.categories.values()) == ROWS
    assert sum(c.now for key, c in facts.categories.items() if key != "outside") == acting
    for measure in ("incidents", "alerts", "cases", "closed", "in_time"):
        assert facts.counts[measure].now == n, measure
    assert facts.counts["late"].now == 0
    assert facts.counts["helped"].now == 2 * n
    assert facts.counts["recovered"].now == 1000 * n
    assert sum(level.now for level in facts.levels.values()) == n
    assert sum(place.signals.now for place in facts.places) == ROWS
    assert sum(each.n for each in shown.year) == ROWS
    assert added(shown.totals, "closed") == n
