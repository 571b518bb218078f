import pytest

from tongxin.project.drills import r7
from tongxin.project.drills.meter import metered


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """The drill makes and drops a database of its own; no transaction of a test may be around it."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.slow
def test_hostile_files_are_refused_with_the_reason_or_read_exactly(own_database):
    outcome = r7.run(short=True)
    assert outcome.passed, outcome.line


@pytest.mark.slow
def test_a_reader_without_limits_fails_the_drill(own_database):
    outcome = r7.run(short=True, planted=True)
    assert not outcome.passed
    assert "一万六千列：没有被退回" in outcome.line and "压缩炸弹" in outcome.line


def test_the_meter_sees_memory_that_was_given_back():
    with metered() as reading:
        held = bytearray(80 << 20)
        del held
    assert 70 < reading.more < 150
