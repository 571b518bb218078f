import pytest

from tongxin.project.drills import r5

pytestmark = pytest.mark.django_db


def test_nobody_reaches_what_is_not_theirs():
    outcome = r5.examine(short=True)
    assert outcome.passed, outcome.line


def test_a_view_that_forgets_the_scope_fails_the_drill():
    outcome = r5.examine(planted=True, short=True)
    assert not outcome.passed
    assert "signal-detail" in outcome.line and "signal-list" in outcome.line
