from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry, Failure
from tongxin.ground.audit.operations import note_failure

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_job(status="failed", task="triage", lock=None, worker=None, ended=FRIDAY) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts, queueing_lock, worker_id)
               VALUES ('stages', %s, 0, '{}', %s, 1, %s, %s) RETURNING id""",
            [task, status, lock, worker],
        )
        number = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [ended, number])
    return number


def status(number: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.fixture
def as_admin(client, cast):
    client.force_login(cast.ao)
    return client


def broken(number: int) -> Failure:
    try:
        raise ValueError("手机 13800000000")
    except ValueError as error:
        return note_failure(number, "triage", error, at=FRIDAY)


def test_it_shows_the_queue_at_a_glance(as_admin):
    make_job("todo", task="alerts")
    number = make_job()
    broken(number)
    page = as_admin.get("/queue/")
    words = page.content.decode()
    assert page.context["summary"].counts == {"waiting": 1, "doing": 0, "failed": 1}
    assert "预警定级" in words and "ValueError" in words and "test_queue.py" in words
    assert "没有后台进程在运行" in words


def test_the_words_of_an_error_are_never_kept(as_admin):
    broken(make_job())
    assert "13800000000" not in as_admin.get("/queue/").content.decode()


def test_it_narrows_by_state_and_task(as_admin):
    make_job("todo", task="alerts")
    number = make_job("failed", task="triage")
    rows = as_admin.get("/queue/?status=failed&task=triage").context["table"].rows
    assert [row.pk for row in rows] == [number]


def test_a_failed_job_is_tried_again_and_that_is_recorded(as_admin, cast):
    number = make_job()
    assert as_admin.post(f"/queue/{number}/retry/").status_code == 302
    assert status(number) == "todo"
    act = Entry.objects.latest("pk")
    assert (act.verb, act.actor, act.facts["task"]) == ("retry", "敖管理", "triage")


def test_only_a_failed_job_is_tried_again(as_admin):
    assert as_admin.post(f"/queue/{make_job('todo')}/retry/").status_code == 409


def test_a_job_whose_successor_waits_is_dropped(as_admin):
    make_job("todo", lock="triage")
    number = make_job("failed", lock="triage")
    assert as_admin.post(f"/queue/{number}/retry/").status_code == 302
    assert status(number) is None


@pytest.mark.parametrize("who", ["chen", "guan", "xi", "li", "nobody"])
def test_it_is_closed_to_others(client, cast, who):
    number = make_job()
    client.force_login(getattr(cast, who))
    assert client.get("/queue/").status_code == 403
    assert client.post(f"/queue/{number}/retry/").status_code == 403
    assert status(number) == "failed"


def test_an_administrator_of_a_district_does_not_run_the_city(client, cast):
    cast.xi.posts.update(role="administrator")
    client.force_login(cast.xi)
    assert client.get("/queue/").status_code == 403


def test_the_page_costs_few_queries(as_admin):
    for _ in range(30):
        make_job(ended=FRIDAY - timedelta(days=1))
    with CaptureQueriesContext(connection) as asked:
        as_admin.get("/queue/")
    assert len(asked) <= 12, "\n".join(q["sql"][:150] for q in asked)


def test_tasks_are_found_by_their_chinese_names(as_admin):
    for task in ("signals-import", "triage", "reports-make"):
        make_job(task=task)

    def listed(**query):
        table = as_admin.get("/queue/", query).context["table"]
        return [row.cells[1].value for row in table.rows]

    assert listed(q="导入线索") == ["导入线索表格"]
    assert sorted(listed(sort="task")) == sorted(["导入线索表格", "研判", "生成报告"])
    assert listed(q="9" * 30) == []
