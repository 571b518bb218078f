"""The whole loop, once: real messages in, a signed-off count out, with equal sums at every stage."""

import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from click.testing import CliRunner

from tongxin.faces.reports.periods import parse
from tongxin.ground.audit.models import Entry
from tongxin.ground.audit.services import seal
from tongxin.ground.rollups.queries import differences
from tongxin.ground.rollups.services import fold
from tongxin.ground.rulebook.services import activate_examples
from tongxin.project.cli.main import cli
from tongxin.project.testing import FRIDAY
from tongxin.project.tests import counting
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

ROWS, CALL = 399, 50
BOTH = 2 * ROWS
COUNTED = FRIDAY + timedelta(hours=3)
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
    app = {"name": "APP", "kind": "app", "org": cast.city, "secret": "only-for-this-test"}
    Source.objects.get_or_create(key="app", defaults=app)
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
    """Every message twice: as a row of a sheet and as a call."""
    assert len(rows) == ROWS
    batch = send_sheet(cast, rows)
    assert (batch.accepted, batch.repeated, batch.rejected) == (ROWS, 0, 0)
    assert send_calls(client, cast, rows) == {"accepted": ROWS}
    assert send_calls(client, cast, rows) == {"repeated": ROWS}
    assert Signal.objects.count() == BOTH

    for stage in (triage, link, grade):
        settle(stage)
    verdicts = Verdict.objects.filter(current=True)
    acting = verdicts.filter(acts=True).count()
    incidents = Incident.objects.current()
    assert verdicts.count() == BOTH
    assert Link.objects.count() == acting == sum(incidents.values_list("signal_count", flat=True))
    assert Alert.objects.count() == incidents.count() > 100
    assert differences() == []

    assert confirm_all(list(Alert.objects.all()), by=cast.chen, at=FRIDAY) == incidents.count()
    settle(open_cases)
    assert Case.objects.count() == incidents.count()
    for case in Case.objects.select_related("proposed", "incident").order_by("pk"):
        carry_through(case, cast)
    settle(lambda _: fold())
    while seal(COUNTED):
        pass

    n = incidents.count()
    assert Incident.objects.filter(state="concluded", result="settled").count() == n
    counting.screen(cast.city, at=COUNTED)
    counting.report(cast.city, parse("2026Q4"), at=COUNTED)
    for command in (["audit", "verify", "--quiet"], ["rollups", "verify"]):
        answer = CliRunner().invoke(cli, command)
        assert answer.exit_code == 0, answer.output
    assert f"{Entry.objects.count():,}" in CliRunner().invoke(cli, ["audit", "verify", "--quiet"]).output
