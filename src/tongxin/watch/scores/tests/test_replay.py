"""What is stored is what the evidence says: the database and the pure rules agree on any evidence."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tongxin.ground.orgs.services import plant
from tongxin.project.testing import FRIDAY
from tongxin.watch.scores import rules, storing
from tongxin.watch.scores.models import Score
from tongxin.watch.scores.services import ground, rescore
from tongxin.watch.scores.tests.makers import enact, make_employer, make_evidence
from tongxin.watch.scores.tests.test_rules import KINDS, TABLE

DAY = timedelta(days=1)
STATES = st.sampled_from(["", "", "", "unfounded", "upheld", "dropped"])
ROWS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 300), st.sampled_from(["a", "b", ""]), STATES),
    min_size=1,
    max_size=10,
)


def plant_evidence(employer, rows):
    """As (kind, days old, group, state) say; the pure items of those that count."""
    items = []
    for kind, days, group, state in rows:
        over = {"group": f"incident:{group}"} if group else {}
        over |= {f"{state}_at": FRIDAY} if state else {}
        over |= {"unfounded_why": "不属实"} if state == "unfounded" else {}
        made = make_evidence(employer, kind, days=days, **over)
        if not state:
            items.append(rules.Item(made.key, kind, made.at, made.group))
    return items


def replayed(items):
    found = rules.weigh(items, TABLE, FRIDAY)
    sums = {}
    for item in items:
        sums[item.kind] = sums.get(item.kind, 0.0) + found[item.name]
    return rules.index([rules.Heap(k, x, 1, FRIDAY) for k, x in sums.items()], TABLE)


class ReplayTests(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(ROWS, st.randoms())
    def test_replay_gives_the_stored_state_in_any_order_of_arrival(self, rows, random):
        city = plant("RP", "重放市总工会", level="city", region="3301")
        enact()
        one, two = (make_employer(city, f"重放{n}厂") for n in range(2))
        items = plant_evidence(one, rows)
        for end in range(1, len(rows) + 1):  # `two` hears the same one by one, in another order
            if end == 1:
                random.shuffle(rows)
            plant_evidence(two, rows[end - 1 : end])
            rescore([two.pk], at=FRIDAY)
        rescore([one.pk], at=FRIDAY)
        if not items:
            assert not Score.objects.filter(employer=one).exists()
            return
        first, second = (Score.objects.get(employer=e) for e in (one, two))
        assert first.value == pytest.approx(replayed(items).value, abs=0.006)
        assert (first.value, first.band) == (second.value, second.band)
        assert [r["words"] for r in first.reasons] == [r["words"] for r in second.reasons]

    @settings(max_examples=15, deadline=None)
    @given(ROWS)
    def test_unfounded_contested_and_dropped_evidence_never_counts(self, rows):
        city = plant("RP", "重放市总工会", level="city", region="3301")
        enact()
        employer = make_employer(city)
        plant_evidence(
            employer, [(kind, days, group, state or "upheld") for kind, days, group, state in rows]
        )
        on = ground(FRIDAY)
        assert on is not None and storing.heaps([employer.pk], on.table, FRIDAY) == []
