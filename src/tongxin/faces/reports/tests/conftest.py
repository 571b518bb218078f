from datetime import timedelta

import pytest

from tongxin.faces.tests.makers import (
    make_alert,
    make_case,
    make_employer,
    make_incident,
    make_judged,
    make_signal,
)
from tongxin.project.testing import FRIDAY

JULY = FRIDAY.replace(month=7, day=3)
SPRING = FRIDAY.replace(month=5, day=8)
FIRST = FRIDAY.replace(year=2025, month=1, day=2)  # long before all that is compared
LAST_YEAR = FRIDAY.replace(year=2025, month=8, day=8)


@pytest.fixture
def city(cast):
    """Facts of the third quarter of 2026, of the one before and of a year ago."""
    works = make_employer(cast.lingyin, '#$@*_<b>"云杉"</b>有限公司', section="C")
    for n in range(3):
        make_incident(
            cast.lingyin, at=JULY + timedelta(days=n), employer=works, region_id="330106012", persons=5
        )
    make_incident(cast.lingyin, at=SPRING, employer=works, region_id="330106012")
    make_judged(cast.yuhang, "余杭的", at=JULY, region="330110", category="injury", kind="hotline")
    make_judged(cast.yuhang, "去年的", at=LAST_YEAR, region="330110", kind="court")
    make_judged(cast.yuhang, "平台的第一条", at=FIRST, region="330110", kind="court")
    make_judged(cast.city, "不知在哪", at=JULY, kind="media", category="contract")
    make_judged(cast.xihu, "不属工会事项", at=JULY, acts=False, region="330106")
    make_signal(cast.city, "还没研判", at=JULY)
    make_alert(cast.yuhang, level="red", region_id="330110", at=JULY)
    make_case(
        cast.xihu, at=JULY, in_time=True, closed=True, recovered=6_930_000, helped=21, region_id="330106"
    )
    make_case(cast.xihu, at=JULY, in_time=False, closed=True, recovered=500, helped=0, region_id="330106")
    make_case(cast.xihu, at=SPRING, in_time=True, region_id="330106")
    return cast
