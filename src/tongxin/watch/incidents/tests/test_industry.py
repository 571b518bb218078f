"""Incidents are counted under the industry union of their employer, whatever happens to either."""

from datetime import date

import pytest

from tongxin.faces.tests.makers import make_employer
from tongxin.ground.employers.models import Employer
from tongxin.ground.rollups.queries import differences, total
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.industry import follow
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import merge, split, undo
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_signal

ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))


def counted():
    assert differences() == []
    return total("incidents_industry", *ALWAYS).n


@pytest.fixture
def builder(cast):
    employer = make_employer(cast.xihu, "杭州云杉建设有限公司")
    Employer.objects.filter(pk=employer.pk).update(industry_org=cast.builders)
    return employer


@pytest.fixture
def two(cast, builder):
    make_signal(cast.xihu, "杭州云杉建设有限公司拖欠木工班组工资二十万元，三个月未付")
    make_signal(cast.xihu, "饭店老板不给结工钱，我和另外两个服务员都没拿到上个月工资，西湖区")
    triage(FRIDAY)
    link(FRIDAY)
    return list(Incident.objects.order_by("pk"))


def test_an_incident_counts_under_the_industry_union_of_its_employer(cast, two):
    assert [i.industry_org for i in two] == [cast.builders, None]
    assert counted() == 1


def test_it_counts_once_after_a_merge_and_its_undo(cast, two):
    kept, other = two
    change = merge(other, kept, by=cast.chen, at=FRIDAY)
    assert counted() == 1
    undo(change, by=cast.chen, at=FRIDAY)
    assert counted() == 1


def test_it_counts_both_parts_of_a_split_by_their_own_employers(cast, two):
    kept, other = two
    merge(kept, other, by=cast.chen, at=FRIDAY)
    split(kept, [kept.links.order_by("pk").last().signal], by=cast.chen, at=FRIDAY)
    assert counted() == 1


def test_it_counts_no_more_once_the_employer_is_another(cast, two):
    signal = two[0].links.get().signal
    overrule(signal, employer=make_employer(cast.xihu, "杭州白桦餐饮有限公司"), by=cast.xi, at=FRIDAY)
    link(FRIDAY)
    assert counted() == 0


def test_it_follows_the_register_of_employers_by_night(cast, two, builder):
    Employer.objects.filter(pk=builder.pk).update(industry_org=None)
    assert counted() == 1
    assert (follow(), follow()) == (1, 0)
    assert counted() == 0
    Employer.objects.filter(pk=builder.pk).update(industry_org=cast.builders)
    assert (follow(), counted(), follow()) == (1, 1, 0)
