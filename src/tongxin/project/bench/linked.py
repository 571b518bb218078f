"""A year of linked signals made by SQL, as the services leave them: what one more signal is held against."""

import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from tongxin.project.bench.city import tree
from tongxin.watch.incidents.fitting import read
from tongxin.watch.incidents.nearness import bands
from tongxin.watch.incidents.simulated import simulate
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal, Source

CHUNK = 250_000
SEED, MATTERS = 7, 1_800
SHANGHAI = ZoneInfo("Asia/Shanghai")
SOURCE = "bench-linked"
BODY = """
CREATE TABLE IF NOT EXISTS bench_told (n int PRIMARY KEY, text text, category text, employer text, region text,
  amount numeric, persons int, months int, facts bigint[], bands bigint[])"""
# Told over a year. One text in ten is a repost of its body, the others share its facts but no run of its words.
SIGNALS = """
WITH drawn AS MATERIALIZED (
  SELECT n, floor(random() * %(bodies)s)::int AS body, %(now)s::timestamptz - random() * interval '365 days' AS at
  FROM generate_series(%(low)s, %(high)s) n)
INSERT INTO signals_signal (source_id, kind, external_key, version, heard_at, received_at, text, employer_name,
  place, region_id, category_told, reporter, phone, anonymous, org_id, triaged_at)
SELECT %(source)s, 'app', 'linked-' || drawn.n || '-' || body, 1, at, at, b.text || drawn.n, '', '', NULL, '', '',
  '', false, %(org)s, at
FROM drawn JOIN bench_told b ON b.n = body ORDER BY at"""
VERDICTS = """
INSERT INTO triage_verdict (signal_id, current, labour, "union", acts, category, employer_text, region_id,
  place_text, amount, persons, months, collective, urgent, unsure, confidence, spans, reasons, model, note, at,
  linked_at)
SELECT s.id, true, 0.9, 0.9, true, b.category, b.employer, nullif(b.region, ''), '', b.amount, b.persons,
  b.months, false, false, false, 0.9, '[]', '[]', 'bench', '', s.heard_at, s.heard_at
FROM signals_signal s JOIN bench_told b ON b.n = split_part(s.external_key, '-', 3)::int WHERE s.id > %(after)s"""
# One body in a fortnight is one incident.
INCIDENTS = """
WITH told AS (
  SELECT s.id, s.heard_at, v.category, v.employer_text, v.region_id, split_part(s.external_key, '-', 3) AS body,
    floor(extract(epoch FROM s.heard_at) / 1209600)::int AS fortnight
  FROM signals_signal s JOIN triage_verdict v ON v.signal_id = s.id WHERE s.id > %(after)s),
opened AS (
  INSERT INTO incidents_incident (title, category, employer_text, region_id, org_id, source, first_at, last_at,
    signal_count, collective, urgent, state, result, graded_at)
  SELECT body || ' ' || fortnight || ' ' || %(low)s, min(category), min(employer_text), min(region_id), %(org)s,
    'app', min(heard_at), max(heard_at), count(*), false, false, 'open', '', %(now)s
  FROM told GROUP BY body, fortnight RETURNING id, title)
INSERT INTO incidents_link (signal_id, incident_id, weight, why, reasons, at)
SELECT told.id, opened.id, 1, '首报线索', '[]', told.heard_at
FROM told JOIN opened ON opened.title = body || ' ' || fortnight || ' ' || %(low)s ORDER BY told.id"""
KEYS = """
INSERT INTO incidents_key (key, at, signal_id)
SELECT f.key, s.heard_at, s.id FROM signals_signal s
JOIN bench_told b ON b.n = split_part(s.external_key, '-', 3)::int CROSS JOIN LATERAL (
  SELECT unnest(b.facts) AS key
  UNION SELECT CASE WHEN s.id %% 10 = 0 THEN band ELSE hashint8extended(band, s.id) END FROM unnest(b.bands) band) f
WHERE s.id > %(after)s"""
PRIMARY = "ALTER TABLE incidents_key ADD CONSTRAINT incidents_key_pkey PRIMARY KEY (key, at, signal_id)"
OF_SIGNAL = "CREATE INDEX {} ON incidents_key (signal_id)"


def build(rows: int) -> None:
    """Let there be `rows` linked signals in all, adding what is missing."""
    org = tree()
    Source.objects.get_or_create(key=SOURCE, defaults={"name": SOURCE, "kind": Kind.APP, "org": org})
    bodies = _fill()
    have = Signal.objects.filter(external_key__startswith="linked-").count()
    if rows <= have:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        index = _loosen(cursor)
        for low in range(have + 1, rows + 1, CHUNK):
            _add(low, min(rows, low + CHUNK - 1), bodies, org.pk)
            print(f"\r已造 {min(rows, low + CHUNK - 1):,} 条已归并线索 ", end="", file=sys.stderr, flush=True)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(PRIMARY)
        cursor.execute(OF_SIGNAL.format(index))
        cursor.execute("RESET session_replication_role; RESET synchronous_commit; RESET maintenance_work_mem")
        cursor.execute("VACUUM ANALYZE")
    print(file=sys.stderr)


def _loosen(cursor: Any) -> str:
    """Without its indexes the table of keys fills ten times as fast; returns the name of the second."""
    cursor.execute("ALTER TABLE incidents_key DROP CONSTRAINT incidents_key_pkey")
    cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'incidents_key'")
    (index,) = cursor.fetchone()
    cursor.execute(f"DROP INDEX {index}")
    return index


def _add(low: int, high: int, bodies: int, org: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM signals_signal")
        values = {
            "low": low, "high": high, "after": cursor.fetchone()[0], "bodies": bodies, "org": org,
            "now": datetime.now(SHANGHAI), "source": Source.objects.get(key=SOURCE).pk,
        }  # fmt: skip
        for statement in (SIGNALS, VERDICTS, INCIDENTS, KEYS):
            cursor.execute(statement, values)


def _fill() -> int:
    """The bodies: simulated reports as the reader reads them. Returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(BODY)
        cursor.execute("SELECT count(*) FROM bench_told")
        (known,) = cursor.fetchone()
        if known:
            return known
        told = [each for _, each in read(simulate(SEED, incidents=MATTERS, began=datetime.now(SHANGHAI)))]
        with cursor.copy("COPY bench_told FROM STDIN") as copy:
            for n, each in enumerate(told):
                text = set(bands(each.pieces))
                facts = [key for key in each.keys if key not in text]
                copy.write_row(
                    (n, each.text, each.category, each.name, each.region, each.amount,
                     each.persons, each.months, facts, sorted(text))
                )  # fmt: skip
        cursor.execute("ANALYZE bench_told")
    return len(told)
