"""What the load balancer and the monitoring ask every few seconds: cheap at any size of the city."""

from datetime import timedelta
from functools import lru_cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from tongxin.ground.rollups.models import Delta
from tongxin.watch.signals.models import Signal

WORKER_SILENT = timedelta(seconds=60)
COUNTED = 10_000  # rows; beyond, PostgreSQL's own estimate serves
ESTIMATE = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(%s)"


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200 only when the database answers, its migrations are applied and a worker is alive."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        applied = MigrationRecorder.Migration.objects.values_list("app", "name")
        checks["migrations"] = _newest_migrations() <= set(applied)
        alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now() - WORKER_SILENT)
        checks["worker"] = alive.exists()
    except Error:
        pass
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Gauges in the Prometheus text form; no personal data. Exact to 10,000, an estimate beyond."""
    jobs = ProcrastinateJob.objects
    gauges = {
        "tongxin_signals_awaiting_triage": _about(Signal.objects.awaiting_triage(), "signals_awaiting"),
        "tongxin_rollup_deltas": _about(Delta.objects.all(), Delta._meta.db_table),
        "tongxin_jobs_todo": _about(jobs.filter(status="todo"), "procrastinate_jobs_priority_idx_v1"),
        "tongxin_jobs_doing": _about(jobs.filter(status="doing"), "idx_procrastinate_jobs_worker_not_null"),
        "tongxin_jobs_failed": _about(jobs.filter(status="failed"), ProcrastinateJob._meta.db_table),
    }
    lines = "".join(f"# TYPE {name} gauge\n{name} {value}\n" for name, value in gauges.items())
    return HttpResponse(lines, content_type="text/plain; version=0.0.4")


@lru_cache(maxsize=1)
def _newest_migrations() -> set[tuple[str, str]]:
    """The last migration of each app, as this process was installed with."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def _about(rows: QuerySet, holds_them: str) -> int:
    """How many rows; past COUNTED, what PostgreSQL last saw in the index or table that holds just them."""
    counted = rows.order_by()[: COUNTED + 1].count()
    if counted <= COUNTED:
        return counted
    with connection.cursor() as cursor:
        cursor.execute(ESTIMATE, [holds_them])
        (seen,) = cursor.fetchone() or (0,)
    return max(counted, seen or 0)
