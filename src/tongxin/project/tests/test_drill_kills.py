"""R1 and R2 in their short form, each in a process of its own, with the versions that must fail."""

import pytest

from tongxin.project.tests.drilling import drilled

# one after another: two of them at once on two cores measure each other
pytestmark = pytest.mark.xdist_group("drills")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["R1", "R2"])
def test_nothing_is_lost_or_doubled_when_workers_or_the_database_are_killed(name, tmp_path):
    done = drilled(name, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "丢失 0，重复 0，半写 0，汇总不符 0，60秒后仍滞留 0，未获应答 0" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["R1", "R2"])
def test_a_server_that_acknowledges_before_it_stores_fails_the_drill(name, tmp_path):
    done = drilled(name, "--planted", folder=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr[-2000:]
    assert "未通过" in done.stdout and "丢失 0，" not in done.stdout
