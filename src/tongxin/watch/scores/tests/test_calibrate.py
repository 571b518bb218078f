"""Calibration on closed cases: refuses too few, measures on what it has not learnt, can be taken back."""

from datetime import timedelta
from random import Random

import numpy as np
import pytest

from tongxin.ground.audit.models import Entry
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores import calibrating, contests, fitting
from tongxin.watch.scores.jobs import due, score
from tongxin.watch.scores.models import Calibration, Evidence, Score
from tongxin.watch.scores.services import pass_over
from tongxin.watch.scores.tests.makers import enact, make_employer, make_evidence

DAY = timedelta(days=1)


def past(cast, *, employers=60, result="settled"):
    """Employers that were heard of every eight weeks of two years; of those with grave evidence most came to more."""
    random, rows = Random(5), []
    firms = [make_employer(cast.lingyin, f"往年{n}厂") for n in range(employers)]
    for look in range(1, 14):
        then = FRIDAY - look * calibrating.AHEAD
        for n, firm in enumerate(firms):
            grave = (n + look) % 3 == 0
            make_evidence(firm, "arrears_two" if grave else "survey_hard", at=then - 2 * DAY)
            if random.random() < (0.5 if grave else 0.04):
                rows.append(_matter(firm, cast.lingyin, then + 20 * DAY, result))
    return firms


def _matter(firm, org, at, result):
    incident = Incident.objects.create(
        title="集体", category="wages", employer=firm, org=org, source="app", first_at=at, last_at=at,
        signal_count=1, collective=True, state="concluded", result=result, concluded_at=at, scored_at=at,
    )  # fmt: skip
    over = {"unfounded_at": at, "unfounded_why": "不属实"} if result == "unfounded" else {}
    return make_evidence(firm, "collective", at=at, incident=incident, **over)


def test_it_fits_measures_and_shows_a_probability_until_taken_back(client, cast):
    enact()
    firms = past(cast)
    pass_over(at=FRIDAY)
    assert set(Score.objects.values_list("probability", flat=True)) == {None}
    before = dict(Score.objects.values_list("employer", "value"))
    made = calibrating.calibrate(by=cast.chen, at=FRIDAY)
    assert made.slope > 0 and not made.active
    told = made.measured
    assert told["held_outcomes"] > 10
    assert told["brier"] < told["brier_same"] and told["brier"] < told["brier_index"]
    assert sum(each["n"] for each in told["bins"]) == told["held"]
    calibrating.activate(made, by=cast.chen, at=FRIDAY)
    assert due(FRIDAY)
    score(FRIDAY)
    row = Score.objects.get(employer=firms[0])
    assert 0 < row.probability < 1
    assert row.value == before[firms[0].pk]
    client.force_login(cast.chen)
    assert "概率" in client.get(f"/employers/{firms[0].pk}/").content.decode()
    assert "预测与实际" in client.get("/scores/model/").content.decode()
    assert calibrating.roll_back(by=cast.chen, at=FRIDAY) is None
    score(FRIDAY)
    assert Score.objects.get(employer=firms[0]).probability is None
    verbs = list(
        Entry.objects.filter(kind="scores.calibration").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["calibrate", "activate", "roll-back"]


def test_no_probability_goes_beyond_what_was_seen(cast):
    enact()
    past(cast)
    made = calibrating.calibrate(by=None, at=FRIDAY)
    calibrating.activate(made, by=None, at=FRIDAY)
    worst = make_employer(cast.lingyin, "极端某厂")
    for _ in range(8):
        make_evidence(worst, "crime_line")
    score(FRIDAY)
    seen = fitting.sigmoid(np.array(made.offset + made.slope * made.measured["odds"][1]))
    assert Score.objects.get(employer=worst).probability == pytest.approx(float(seen), abs=1e-3)


def test_it_refuses_too_few_outcomes_and_says_how_many(cast):
    enact()
    past(cast, employers=3)
    with pytest.raises(Refused, match=r"各至少要 40 次"):
        calibrating.calibrate(by=cast.chen, at=FRIDAY)
    assert not Calibration.objects.exists()


def test_unfounded_matters_are_no_outcomes(cast):
    enact()
    past(cast, result="unfounded")
    with pytest.raises(Refused, match="有 0 次"):
        calibrating.calibrate(by=cast.chen, at=FRIDAY)


def test_what_an_objection_struck_is_no_outcome(cast):
    firm = make_employer(cast.lingyin)
    row = _matter(firm, cast.lingyin, FRIDAY, "settled")
    assert calibrating._outcomes()[firm.pk] == [(FRIDAY, True)]
    contests.uphold(
        contests.contest(row, reason="只有九人", by=cast.xi, at=FRIDAY),
        decision="是",
        by=cast.chen,
        at=FRIDAY,
    )
    assert calibrating._outcomes() == {}


def test_what_is_heard_again_after_it_was_unfounded_is_open(cast):
    firm = make_employer(cast.lingyin)
    row = _matter(firm, cast.lingyin, FRIDAY, "unfounded")
    assert calibrating._outcomes()[firm.pk] == [(FRIDAY, False)]
    Evidence.objects.filter(pk=row.pk).update(at=FRIDAY + DAY, unfounded_at=None, unfounded_why="")
    assert calibrating._outcomes()[firm.pk] == [(FRIDAY, None)]


def test_whose_matter_is_open_is_left_out(cast):
    then = FRIDAY
    assert calibrating._came([(then + DAY, None)], then) is None
    assert calibrating._came([(then + DAY, None), (then + 2 * DAY, True)], then) == 1
    assert calibrating._came([(then - DAY, True), (then + 60 * DAY, True)], then) == 0


def test_a_calibration_of_another_version_is_not_used(cast):
    enact()
    past(cast)
    made = calibrating.calibrate(by=cast.chen, at=FRIDAY)
    enact()
    with pytest.raises(Refused, match="另一版规则"):
        calibrating.activate(made, by=cast.chen, at=FRIDAY)


def test_the_leader_may_not_calibrate(client, cast):
    enact()
    past(cast)
    made = calibrating.calibrate(by=None, at=FRIDAY)
    client.force_login(cast.guan)
    assert client.post(f"/scores/model/{made.pk}/activate/").status_code == 403
    client.force_login(cast.chen)
    assert client.post(f"/scores/model/{made.pk}/activate/").status_code == 302
    assert client.post("/scores/model/roll-back/").status_code == 302


def test_replay_sees_nothing_that_came_later(cast):
    enact()
    firm = make_employer(cast.lingyin)
    make_evidence(firm, "crime_line", at=FRIDAY - 10 * DAY)
    Evidence.objects.update(unfounded_at=FRIDAY, unfounded_why="不属实")
    on = calibrating.ground(FRIDAY)
    assert calibrating.storing.heaps([firm.pk], on.table, FRIDAY - 20 * DAY) == []
    assert len(calibrating.storing.heaps([firm.pk], on.table, FRIDAY - DAY)) == 1


def test_the_fit_finds_the_curve_the_outcomes_were_drawn_from():
    random = np.random.default_rng(3)
    odds = random.normal(-1, 1.5, 20_000)
    came = (random.random(20_000) < fitting.sigmoid(0.7 * odds - 0.4)).astype(float)
    slope, offset = fitting.platt(odds, came)
    assert slope == pytest.approx(0.7, abs=0.05)
    assert offset == pytest.approx(-0.4, abs=0.06)
    assert all(
        abs(each["said"] - each["came"]) < 0.04
        for each in fitting.bins(fitting.sigmoid(slope * odds + offset), came)
    )
