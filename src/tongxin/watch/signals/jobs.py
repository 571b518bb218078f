import logging
from datetime import datetime

from django.db import connection, transaction

from tongxin.kit.jobs import stage, sweep
from tongxin.kit.refused import Refused
from tongxin.kit.text import bigrams
from tongxin.watch.signals.imports import give_up, run
from tongxin.watch.signals.models import Batch, Nonce, Wordless
from tongxin.watch.signals.verifying import KEPT

log = logging.getLogger(__name__)
BATCH = 1_000


TAKEN = """DELETE FROM signals_wordless WHERE signal_id IN (
             SELECT signal_id FROM signals_wordless ORDER BY signal_id LIMIT %s FOR UPDATE SKIP LOCKED)
           RETURNING signal_id"""


@stage("signals-words", waiting=lambda: Wordless.objects.exists())
def index_words(now: datetime) -> int:
    """Put the oldest signals that wait into the search index."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH taken AS ({TAKEN}) SELECT s.id, s.text, s.employer_name, s.external_key "
            "FROM taken JOIN signals_signal s ON s.id = taken.signal_id",
            [BATCH],
        )
        rows = cursor.fetchall()
        if rows:
            cursor.execute(
                "INSERT INTO signals_words (signal_id, words) "
                "SELECT k, array_to_tsvector(string_to_array(w, E'\\n')) FROM unnest(%s::bigint[], %s::text[]) AS x(k, w) "
                "ON CONFLICT (signal_id) DO NOTHING",
                [[row[0] for row in rows], [words(*row[1:]) for row in rows]],
            )
    return len(rows)


def words(*texts: str) -> str:
    """The terms of these texts, a line each; a term never holds a line end or a blank."""
    return "\n".join(dict.fromkeys(term for text in texts for term in bigrams(text)))


@stage("signals-import", waiting=lambda: Batch.objects.filter(state=Batch.State.WAITING).exists())
def import_waiting(now: datetime) -> int:
    """Bring the oldest waiting sheet to its end."""
    batch = Batch.objects.filter(state=Batch.State.WAITING).select_related("source", "org", "file", "by").order_by("pk").first()
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
