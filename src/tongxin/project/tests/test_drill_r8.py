import pytest

from tongxin.project.drills import r8

pytestmark = [pytest.mark.slow]


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """The drill makes and drops a database of its own; no transaction of a test may be around it."""
    with django_db_blocker.unblock():
        yield


def test_a_sheet_that_comes_again_or_is_cut_off_gives_what_once_gives(own_database):
    outcome = r8.run(short=True)
    assert outcome.passed, outcome.line


def test_a_store_that_knows_no_row_again_fails_the_drill(own_database):
    outcome = r8.run(short=True, planted=True)
    assert not outcome.passed
    assert "同表两次" in outcome.line and "部分重叠" in outcome.line
