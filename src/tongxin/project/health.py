from datetime import timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from tongxin.ground.rollups.models import Delta
from tongxin.watch.signals.models import Signal

WORKER_SILENT = timedelta(seconds=60)


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
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=now() - WORKER_SILENT)
        checks["worker"] = alive.exists()
    except Error:
        pass
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Gauges in the Prometheus text form; no personal data."""
    gauges = {
        "tongxin_signals_awaiting_triage": Signal.objects.awaiting_triage().count(),
        "tongxin_rollup_deltas": Delta.objects.count(),
        "tongxin_jobs_todo": ProcrastinateJob.objects.filter(status="todo").count(),
        "tongxin_jobs_doing": ProcrastinateJob.objects.filter(status="doing").count(),
        "tongxin_jobs_failed": ProcrastinateJob.objects.filter(status="failed").count(),
    }
    lines = "".join(f"# TYPE {name} gauge\n{name} {value}\n" for name, value in gauges.items())
    return HttpResponse(lines, content_type="text/plain; version=0.0.4")
