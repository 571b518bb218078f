"""陈城调 and 席西湖 enter contracts, put them right, end them and take entries back."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.orgs.services import merge, undo_merge
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.relations.bargaining import services
from tongxin.relations.bargaining.models import Contract
from tongxin.relations.bargaining.tests.makers import (
    CODES,
    START,
    TODAY,
    make_contract,
    make_employer,
    make_terms,
)

pytestmark = pytest.mark.django_db
KIND = "bargaining.contract"


@pytest.fixture
def units(cast):
    return [
        make_employer(cast.lingyin, f"示例{name}厂", code) for name, code in zip("甲乙丙", CODES, strict=True)
    ]


def told(cast, contract):
    return [each.verb for each in Entry.objects.filter(kind=KIND, key=str(contract.pk)).order_by("pk")]


def test_a_contract_is_kept_with_those_it_binds(cast, units):
    contract = make_contract(cast.xihu, units, by=cast.xi, reach="region")
    assert set(contract.employers.all()) == set(units)
    assert Contract.objects.standing_on(TODAY).get().standing == "valid"
    assert told(cast, contract) == ["register"]


def test_a_union_has_each_number_once(cast, units):
    make_contract(cast.xihu, units[:1], by=cast.xi)
    with pytest.raises(Refused, match="已有编号"):
        make_contract(cast.xihu, units[1:2], by=cast.xi)
    make_contract(cast.yuhang, units[1:2], by=cast.chen)


def test_an_entry_is_put_right_and_the_trail_says_in_what(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    terms = make_terms(cast.xihu, ends_on=START + timedelta(days=729), workers=90)
    services.correct(contract, terms, add=[units[1].pk], drop=[units[0].pk], by=cast.xi, at=FRIDAY)
    contract.refresh_from_db()
    assert contract.terms == terms and list(contract.employers.all()) == [units[1]]
    facts = Entry.objects.get(verb="correct").facts
    assert set(facts["fields"]) == {"终止日期", "覆盖职工人数"} and facts["before"]["覆盖职工人数"] == "120"
    assert (facts["added"], facts["dropped"]) == ([units[1].pk], [units[0].pk])
    with pytest.raises(Refused, match="没有改动"):
        services.correct(contract, terms, add=[units[1].pk], drop=[units[0].pk], by=cast.xi, at=FRIDAY)


def test_a_contract_ended_before_its_time_binds_no_more_and_the_end_can_be_undone(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    services.end(contract, on=TODAY, reason="企业解散", by=cast.xi, at=FRIDAY)
    assert Contract.objects.standing_on(TODAY).get().standing == "ended"
    with pytest.raises(Refused, match="不能记录解除"):
        services.end(contract, on=TODAY, reason="企业解散", by=cast.xi, at=FRIDAY)
    services.reinstate(contract, by=cast.xi, at=FRIDAY)
    contract.refresh_from_db()
    assert contract.ended_on is None and contract.state == "kept"
    assert told(cast, contract) == ["register", "end", "reinstate"]


@pytest.mark.parametrize("days", [-30, 300])
def test_it_cannot_end_before_it_was_signed_or_in_days_to_come(cast, units, days):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    with pytest.raises(Refused, match="解除日期"):
        services.end(contract, on=START + timedelta(days=days), reason="企业解散", by=cast.xi, at=FRIDAY)
    contract.refresh_from_db()
    assert contract.state == "kept"


def test_an_entry_made_by_mistake_is_taken_back_its_number_is_free_and_it_returns_only_if_it_still_is(
    cast, units
):
    first = make_contract(cast.xihu, units[:1], by=cast.xi)
    services.withdraw(first, reason="重复登记", by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="先恢复"):
        services.correct(first, make_terms(cast.xihu, workers=1), by=cast.xi, at=FRIDAY)
    second = make_contract(cast.xihu, units[1:2], by=cast.xi)
    with pytest.raises(Refused, match="已有编号"):
        services.restore(first, by=cast.xi, at=FRIDAY)
    services.withdraw(second, reason="换回原来一份", by=cast.xi, at=FRIDAY)
    assert services.restore(first, by=cast.xi, at=FRIDAY).state == "kept"


def test_who_may_see_a_contract(cast, units):
    """The union that signed and those above it; and those whose employers it binds."""
    industry = make_contract(cast.builders, units[:1], by=cast.chen, reach="industry")
    seen = {who: Contract.objects.visible_to(getattr(cast, who)).filter(pk=industry.pk).exists()
            for who in ("chen", "bu", "xi", "yu", "nobody")}  # fmt: skip
    assert seen == {"chen": True, "bu": True, "xi": True, "yu": False, "nobody": False}


def test_the_contracts_of_a_union_go_along_when_it_is_merged_and_come_back(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    same = make_contract(cast.yuhang, units[1:2], by=cast.chen)
    other = make_contract(cast.xihu, units[2:], by=cast.xi, number="另一份")
    merge(cast.xihu, into=cast.yuhang, by=cast.ao, at=FRIDAY)
    for each in (contract, same, other):
        each.refresh_from_db()
    assert (contract.org, same.org, other.org) == (cast.xihu, cast.yuhang, cast.yuhang)
    undo_merge(cast.yuhang.merges.get(), by=cast.ao, at=FRIDAY)
    other.refresh_from_db()
    assert other.org == cast.xihu


def test_the_last_employer_cannot_be_dropped(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    with pytest.raises(Refused, match="至少覆盖一个"):
        services.correct(contract, contract.terms, drop=[units[0].pk], by=cast.xi, at=FRIDAY)
    assert contract.covers.count() == 1


def test_what_somebody_else_has_corrected_meanwhile_is_not_written_over(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    seen = contract.terms
    services.correct(contract, make_terms(cast.xihu, workers=90), seen=seen, by=cast.chen, at=FRIDAY)
    with pytest.raises(Refused, match="刚被别人更正"):
        services.correct(contract, make_terms(cast.xihu, workers=80), seen=seen, by=cast.xi, at=FRIDAY)


def test_an_ended_contract_that_was_withdrawn_and_restored_is_still_ended(cast, units):
    contract = make_contract(cast.xihu, units[:1], by=cast.xi)
    services.end(contract, on=TODAY, reason="企业解散", by=cast.xi, at=FRIDAY)
    services.withdraw(contract, reason="重复登记", by=cast.xi, at=FRIDAY)
    restored = services.restore(contract, by=cast.xi, at=FRIDAY)
    assert (restored.state, restored.ended_on) == ("ended", TODAY)
    with pytest.raises(Refused, match="已于"):
        services.correct(
            restored, make_terms(cast.xihu, ends_on=TODAY - timedelta(days=1)), by=cast.xi, at=FRIDAY
        )


def test_an_employer_merged_into_another_is_dropped_under_the_name_of_that_one(cast, units):
    contract = make_contract(cast.xihu, units[:2], by=cast.xi, reach="region")
    units[1].merged_into = units[2]
    units[1].save()
    services.correct(contract, contract.terms, drop=[units[2].pk], by=cast.xi, at=FRIDAY)
    assert list(contract.employers.all()) == [units[0]]
