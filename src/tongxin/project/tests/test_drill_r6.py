import pytest

from tongxin.project.drills.r6 import outcome
from tongxin.project.drills.visitors import Ask, Told
from tongxin.project.tests.drilling import drilled

pytestmark = pytest.mark.xdist_group("drills")


@pytest.mark.slow
def test_no_request_breaks_the_platform(tmp_path):
    done = drilled("R6", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


@pytest.mark.slow
def test_a_server_that_breaks_on_one_kind_of_request_fails_the_drill(tmp_path):
    done = drilled("R6", "--planted", folder=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr[-2000:]
    assert "未通过" in done.stdout and "500 GET" in done.stdout


@pytest.mark.parametrize(("status", "seconds"), [(500, 0.1), (503, 0.1), (0, 0.1), (200, 5.1)])
def test_an_error_a_silence_or_a_slow_answer_is_no_pass(status, seconds):
    fine = Told(Ask("", "GET", "/"), 200, 0.1)
    assert outcome([fine]).passed
    assert not outcome([fine, Told(Ask("", "GET", "/"), status, seconds)]).passed
