"""A text that names two employers is read as about one; the officer is offered the other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.employers.merging import merge
from tongxin.project.testing import FRIDAY
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.queries import also_named
from tongxin.watch.triage.tests.makers import make_employer, make_signal

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
ONE, TWO = "杭州乌有云杉服饰有限公司", "杭州乌有霁舟建设有限公司"
TEXT = f"我们由{ONE}派遣到{TWO}的工地做木工，{ONE}拖欠30名工人工资三个月，两家公司互相推诿"


@pytest.fixture
def two(cast):
    return make_employer(cast.lingyin, ONE), make_employer(cast.xihu, TWO)


def judged(org, text: str = TEXT) -> Verdict:
    signal = make_signal(org, text)
    triage(FRIDAY)
    return Verdict.objects.select_related("signal", "employer").get(signal=signal, current=True)


def test_it_offers_the_other_and_takes_it(client, cast, two):
    verdict = judged(cast.xihu)
    (other,) = {each.pk: each for each in two if each.pk != verdict.employer_id}.values()
    assert verdict.employer in two and also_named(verdict, cast.xi) == [other]
    client.force_login(cast.xi)
    page = client.get(f"/triage/{verdict.signal_id}/").content.decode()
    assert f'value="{other.pk}"' in page and "文中也提到" in page
    client.post(
        f"/triage/{verdict.signal_id}/overrule/",
        {"acts": "True", "category": "wages", "employer": other.pk, "seen": verdict.pk},
    )
    assert Verdict.objects.get(signal=verdict.signal_id, current=True).employer == other


def test_one_that_the_officer_may_not_see_is_not_offered(cast, two):
    far = make_employer(cast.yuhang, "杭州乌有樨墨电子有限公司")
    verdict = judged(cast.xihu, f"{ONE}拖欠工资三个月，{far.name}也有份，我在西湖区")
    assert verdict.employer == two[0]
    assert also_named(verdict, cast.xi) == [] and also_named(verdict, cast.chen) == [far]


def test_one_that_is_the_same_by_a_merge_is_not_offered_twice(cast, two):
    merge(*two, by=cast.ao, at=FRIDAY)
    verdict = judged(cast.xihu)
    assert verdict.employer == two[0] and also_named(verdict, cast.xi) == []


def test_the_cost_does_not_grow_with_the_names(cast, two):
    def asked(text: str) -> int:
        verdict = judged(cast.xihu, text)
        with CaptureQueriesContext(connection) as statements:
            also_named(verdict, cast.xi)
        return len(statements)

    many = "，".join(f"杭州乌有{name}服饰有限公司" for name in "甲乙丙丁戊己庚辛")
    assert asked(f"{ONE}拖欠工资") == 0
    assert asked(f"{TEXT}，还有{many}") <= 4  # one of them for the officer's posts
