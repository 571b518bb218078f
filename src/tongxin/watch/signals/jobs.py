import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localtime

from tongxin.kit.jobs import stage, sweep
from tongxin.kit.refused import Refused
from tongxin.kit.text import bigrams
from tongxin.watch.signals.imports import give_up, run
from tongxin.watch.signals.models import Batch, Nonce, Signal, Wordless
from tongxin.watch.signals.searching import union_term
from tongxin.watch.signals.verifying import KEPT

log = logging.getLogger(__name__)
BATCH = 1_000
PATIENCE = timedelta(seconds=30)


# What triage has not placed yet is left for half a minute: it would be indexed a second time after it.
READY = """SELECT w.signal_id FROM signals_wordless w JOIN signals_signal s ON s.id = w.signal_id
           WHERE s.triaged_at IS NOT NULL OR s.received_at < %s"""
TAKEN = f"""DELETE FROM signals_wordless WHERE signal_id IN (
             {READY} ORDER BY w.signal_id LIMIT %s FOR UPDATE OF w SKIP LOCKED)
           RETURNING signal_id"""  # noqa: S608  (constants)


def _waiting() -> bool:
    ready = Q(triaged_at__isnull=False) | Q(received_at__lt=localtime() - PATIENCE)
    return Signal.objects.filter(ready, pk__in=Wordless.objects.values("signal_id")).exists()


@stage("signals-words", waiting=_waiting)
def index_words(now: datetime) -> int:
    """Put the oldest signals that wait into the search index."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS ({TAKEN}) SELECT s.id, s.org_id, s.text, s.employer_name "  # noqa: S608  (constants)
            "FROM taken JOIN signals_signal s ON s.id = taken.signal_id",
            [now - PATIENCE, BATCH],
        )
        rows = cursor.fetchall()
        if rows:
            cursor.execute(
                "INSERT INTO signals_words (signal_id, words) "
                "SELECT k, array_to_tsvector(string_to_array(w, E'\\n')) "
                "FROM unnest(%s::bigint[], %s::text[]) AS x(k, w) "
                "ON CONFLICT (signal_id) DO UPDATE SET words = excluded.words",
                [[row[0] for row in rows], [words(*row[1:]) for row in rows]],
            )
    return len(rows)


def words(org_id: int, *texts: str) -> str:
    """The terms of these texts and of the union, a line each; a term never holds a line end or a blank."""
    return "\n".join([union_term(org_id), *dict.fromkeys(term for text in texts for term in bigrams(text))])


@stage("signals-import", waiting=lambda: Batch.objects.filter(state=Batch.State.WAITING).exists())
def import_waiting(now: datetime) -> int:
    """Bring the oldest waiting sheet to its end."""
    batch = (
        Batch.objects.filter(state=Batch.State.WAITING)
        .select_related("source", "org", "file", "by")
        .order_by("pk")
        .first()
    )
    if batch is None:
        return 0
    try:
        run(batch, at=now)
    except Refused as refused:
        log.warning("batch %s could not be imported: %s", batch.pk, refused)
        give_up(batch, refused.message, at=now)
    return 1


@sweep("signals-nonces", every="*/10 * * * *")
def sweep_nonces(now: datetime) -> int:
    """Forget nonces that no signature still good could carry."""
    return Nonce.objects.filter(at__lt=now - KEPT).delete()[0]
