import pytest

from tongxin.ground.worktime.queries import forget_calendar


@pytest.fixture(autouse=True)
def fresh_calendar():
    """What a rolled-back test imported must not be remembered by the process."""
    forget_calendar()
    yield
    forget_calendar()
