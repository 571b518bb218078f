"""Grading beside others who hold the same rows, each in a session of its own, on a copy of the database."""

from datetime import timedelta

import pytest

from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import raise_
from tongxin.watch.alerts.tests.makers import enact, make_alert, make_incident, use_example
from tongxin.watch.alerts.tests.test_watch import EXAMPLE, make_score, spot
from tongxin.watch.incidents.tests import test_locks as beside
from tongxin.watch.scores.tests.makers import enact as enact_index

db, sessions = beside.db, beside.sessions


@pytest.fixture(autouse=True)
def in_force(cast):
    enact("alert_profile", EXAMPLE)
    enact_index()
    use_example("alert-quiet")


def hold_back(alert):
    """As if a quiet period held it back that is over in an hour."""
    other = make_alert(alert.org, employer_text="示例红松用工单位")
    Alert.objects.filter(pk=alert.pk).update(
        state="quiet", under=other, quiet_until=FRIDAY + timedelta(hours=1)
    )
    return Alert.objects.get(pk=alert.pk)


@pytest.mark.parametrize("subject", ["incident", "score", "hotspot"])
def test_what_another_session_holds_keeps_its_alarm_until_it_is_free(cast, sessions, subject):
    made = {"incident": make_incident, "score": lambda _: make_score(cast), "hotspot": spot}[subject](
        cast.xihu
    )
    stage(FRIDAY)
    held, later = hold_back(Alert.objects.get()), FRIDAY + timedelta(hours=2)
    with beside.holding(made):
        beside.begin(sessions, stage, later).result(beside.PATIENCE)
        held.refresh_from_db()
        assert held.state == "quiet"
    stage(later)
    held.refresh_from_db()
    newest = Alert.objects.filter(**{subject: made}).latest("pk")
    assert (held.state, newest.state) == ("superseded", "proposed")


def test_a_row_that_points_to_an_incident_does_not_keep_it_from_being_graded(cast):
    incident = make_incident(cast.xihu)
    with beside.holding(incident, "KEY SHARE"):  # as a case that is being opened does
        assert stage(FRIDAY) == 1
    assert Alert.objects.get().incident == incident


def test_who_puts_up_what_is_graded_anew_at_that_moment_is_refused(cast, sessions):
    held = hold_back(make_alert(cast.xihu))
    twin = Alert.objects.get(pk=held.pk)
    twin.pk = None
    twin.save()
    with beside.holding(twin) as grading:
        grading.execute("UPDATE alerts_alert SET state = 'proposed' WHERE id = %s", [twin.pk])
        raised = beside.begin(sessions, raise_, held, by=cast.xi, at=FRIDAY)
        assert not raised.done()
        grading.commit()
    with pytest.raises(Refused, match="另有生效中的预警"):
        raised.result(beside.PATIENCE)
    assert Alert.objects.get(pk=held.pk).state == "quiet"
