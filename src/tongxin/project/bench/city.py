"""Five years of a city's signals made by SQL: judged, indexed, counted, as the services leave them."""

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.ground.rollups.queries import RECOUNTS
from tongxin.kit.text import bigrams
from tongxin.project.bench.material import bodies, firms
from tongxin.project.demo.tree import plant_tree
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal, Source

CHUNK = 250_000
BODIES = 4_000
YEARS = 5
SHANGHAI = ZoneInfo("Asia/Shanghai")
DISTRICT = "330106"
GIN = "CREATE INDEX signals_words_gin ON signals_words USING gin (words)"
# Words planted so that a search of a known size can be asked for: every so many signals carry one.
PLANTED = {"绛绡": 50_000, "鲛珠": 150, "萤囊": 20}

BODY_TABLE = """
CREATE TABLE IF NOT EXISTS bench_body (n int PRIMARY KEY, text text, employer text, words text[]);
CREATE TABLE IF NOT EXISTS bench_place (n int PRIMARY KEY, region text, org_id bigint);
CREATE TABLE IF NOT EXISTS bench_source (n int PRIMARY KEY, source_id bigint, kind text)"""
# Small numbers are drawn more often than large ones: few streets and sources bring most signals.
SIGNALS = """
WITH drawn AS MATERIALIZED (
  SELECT n, floor(random() * %(bodies)s)::int AS body, floor(%(places)s * power(random(), 2.2))::int AS place,
    floor(%(sources)s * power(random(), 1.6))::int AS source,
    %(now)s::timestamptz - random() * interval '5 years' AS at
  FROM generate_series(%(low)s, %(high)s) n)
INSERT INTO signals_signal (source_id, kind, external_key, version, heard_at, received_at, text,
  employer_name, place, region_id, category_told, reporter, phone, anonymous, org_id, triaged_at, persons)
SELECT s.source_id, s.kind, 'city-' || drawn.n, 1, at, at,
  b.text || coalesce(w.said, '') || '登记号' || drawn.n, b.employer, '',
  p.region, '', '', '', false, p.org_id, at, (drawn.n %% 40)::int
FROM drawn JOIN bench_body b ON b.n = body JOIN bench_place p ON p.n = place
JOIN bench_source s ON s.n = source
LEFT JOIN LATERAL (SELECT string_agg('，' || word, '') AS said
  FROM unnest(%(words)s::text[], %(every)s::int[]) AS planted (word, each)
  WHERE drawn.n %% each = 0) w ON true
ORDER BY drawn.n"""
VERDICTS = """
INSERT INTO triage_verdict (signal_id, current, labour, "union", acts, category, employer_text, region_id,
  place_text, persons, collective, urgent, confidence, spans, reasons, model, note, at, linked_at)
SELECT id, true, 0.9, 0.9, random() < 0.85, (ARRAY['wages','contract','injury','insurance','other'])
    [1 + floor(5 * power(random(), 1.6))::int], employer_name, region_id, '', persons, persons >= 10, false,
  random(), '[]', '[]', 'bench', '', heard_at, heard_at
FROM signals_signal WHERE id > %(after)s"""
WORDS = """
INSERT INTO signals_words (signal_id, words)
SELECT s.id, array_to_tsvector(b.words || ('@' || s.org_id) || right(s.external_key, -5) || w.said)
FROM signals_signal s
JOIN bench_body b ON b.employer = s.employer_name AND starts_with(s.text, b.text)
LEFT JOIN LATERAL (SELECT array_agg(word) AS said FROM unnest(%(words)s::text[], %(every)s::int[])
  AS planted (word, each) WHERE right(s.external_key, -5)::bigint %% each = 0) w ON true
WHERE s.id > %(after)s"""

CELLS = """
INSERT INTO rollups_cell (measure, day, region, category, source, level, n, amount)
SELECT measure, day, region, category, source, level, sum(n), sum(amount)
FROM ({}) y GROUP BY 1, 2, 3, 4, 5, 6"""


def tree() -> Org:
    """The real tree of unions, planted once."""
    return Org.objects.filter(parent=None).first() or plant_tree()


def build(rows: int) -> None:
    """Let the city have `rows` signals in all, adding what is missing."""
    tree()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute(BODY_TABLE)
        if not _one("SELECT count(*) FROM bench_body"):
            _fill()
        missing = rows - Signal.objects.filter(external_key__startswith="city-").count()
        if missing <= 0:
            return
        first = rows - missing
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute("DROP INDEX IF EXISTS signals_words_gin")
        for low in range(first + 1, rows + 1, CHUNK):
            _add(low, min(rows, low + CHUNK - 1))
            print(f"\r已造 {min(rows, low + CHUNK - 1):,} 条线索 ", end="", file=sys.stderr, flush=True)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(GIN)
        _count()
        cursor.execute("RESET session_replication_role; RESET synchronous_commit; RESET maintenance_work_mem")
        cursor.execute("VACUUM ANALYZE")
    print(file=sys.stderr)


def people() -> dict[str, str]:
    """The desk of the city and of one district: name → session cookie."""
    posts = {"city": tree(), "district": Org.objects.get(code=DISTRICT)}
    cookies = {}
    for name, org in posts.items():
        account, _ = Account.objects.get_or_create(username=f"bench-{name}", defaults={"name": name})
        Post.objects.get_or_create(account=account, org=org, role="desk_manager", since=date(2020, 1, 1))
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        cookies[name] = f"sessionid={client.cookies['sessionid'].value}"
    return cookies


def _add(low: int, high: int) -> None:
    after = _one("SELECT coalesce(max(id), 0) FROM signals_signal")
    values: dict[str, Any] = {
        "low": low, "high": high, "after": after, "bodies": BODIES, "now": datetime.now(SHANGHAI),
        "places": _one("SELECT count(*) FROM bench_place"), "sources": len(Kind),
        "words": list(PLANTED), "every": list(PLANTED.values()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (SIGNALS, VERDICTS, WORDS):
            cursor.execute(statement, values)


def _count() -> None:
    """The cells as the fold would leave them."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE rollups_delta, rollups_cell")
        for sql in RECOUNTS.values():
            cursor.execute(CELLS.format(sql))


def _fill() -> None:
    unions = dict(Org.objects.exclude(level="industry").exclude(region=None).values_list("region_id", "pk"))
    places = sorted(code for code in unions if len(code) > 4)
    Random(7).shuffle(places)
    city = tree()
    for kind in Kind:
        Source.objects.get_or_create(
            key=f"city-{kind}", defaults={"name": kind.label, "kind": kind, "org": city}
        )
    sources = dict(Source.objects.filter(key__startswith="city-").values_list("kind", "pk"))
    with connection.cursor() as cursor:
        with cursor.copy("COPY bench_body FROM STDIN") as copy:
            for number, (text, employer) in enumerate(_bodies()):
                copy.write_row(
                    (number, text, employer, list(dict.fromkeys(bigrams(text) + bigrams(employer))))
                )
        with cursor.copy("COPY bench_place FROM STDIN") as copy:
            for number, code in enumerate(places):
                copy.write_row((number, code, unions[code]))
        with cursor.copy("COPY bench_source FROM STDIN") as copy:
            for number, kind in enumerate(Kind):
                copy.write_row((number, sources[kind], kind.value))
        cursor.execute("ANALYZE bench_body, bench_place, bench_source")


def _bodies() -> Iterator[tuple[str, str]]:
    """Distinct texts, each with its employer."""
    named = firms(BODIES)
    for number, firm in enumerate(named):
        told = list(bodies(firm))
        yield told[number % len(told)], firm.name


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def since(days: int) -> str:
    """The day so many days ago, as the filter form wants it."""
    return (datetime.now(SHANGHAI) - timedelta(days=days)).date().isoformat()
