import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from tongxin.ground.rollups.models import Delta
from tongxin.project import health
from tongxin.project.testing import FRIDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    with connection.cursor() as cursor:  # procrastinate keeps its models read-only
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [now()])


def test_it_is_ready_with_tables_and_a_worker_in_three_small_questions(client, worker):
    assert client.get("/readyz").json() == {"database": True, "migrations": True, "worker": True}
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/readyz").status_code == 200
    assert len(asked) == 3


def test_it_is_not_ready_without_a_worker(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["worker"] is False


def test_it_is_not_ready_while_one_migration_is_missing(client, worker):
    newest = MigrationRecorder.Migration.objects.filter(app="people").latest("pk")
    newest.delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["migrations"] is False


def gauges(client) -> dict[str, int]:
    lines = client.get("/metrics").content.decode().splitlines()
    return {name: int(value) for name, value in (line.split() for line in lines if line[0] != "#")}


def test_a_long_queue_is_estimated_and_not_counted(client, monkeypatch):
    Delta.objects.bulk_create(Delta(measure="signals", day=FRIDAY.date(), n=1) for _ in range(300))
    assert gauges(client)["tongxin_rollup_deltas"] == 300
    monkeypatch.setattr(health, "COUNTED", 100)
    assert gauges(client)["tongxin_rollup_deltas"] >= 101
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE rollups_delta")
    with CaptureQueriesContext(connection) as asked:
        assert gauges(client)["tongxin_rollup_deltas"] == 300
    assert all("LIMIT 101" in each["sql"] or "reltuples" in each["sql"] for each in asked.captured_queries)
