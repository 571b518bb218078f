"""Random walks of verbs: whatever is tried, the constraints hold and the counts stay true."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongxin.ground.rollups.queries import differences
from tongxin.ground.rollups.services import fold
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.cases import cards, services
from tongxin.watch.cases.findings import Finding, Result
from tongxin.watch.cases.flow import RUNNING, flow
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force

pytestmark = pytest.mark.django_db

SERVICES = {verb: getattr(services, "return_" if verb == "return" else verb) for verb in flow.table}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(list(flow.table)), st.integers(0, 72), st.sampled_from(Finding.values),
        st.sampled_from(Result.values), st.booleans(),
    ),
    min_size=5, max_size=25,
)  # fmt: skip


def arguments(verb, cast, finding, result, other):
    return {
        "dispatch": {"to": cast.yuhang if other else cast.xihu},
        "return": {"reason": "不在本区"},
        "transfer": {"to": cast.builders if other else cast.xihu, "reason": "归口"},
        "verify": {"finding": finding, "note": "已核"},
        "handle": {"actions": "约谈", "recovered": 100 if other else None, "helped": 3 if other else None},
        "send_back": {"reason": "补充"},
        "close": {"result": result},
        "call_back": {"satisfaction": 4},
        "extend": {"days": 2, "reason": "等待"},
        "supervise": {"note": "请抓紧"},
        "reverify": {"finding": finding, "reason": "证据有误"},
        "regrade": {"level": "red" if other else "blue", "reason": "情况有变"},
    }.get(verb, {})


def likely(case, verb, other):
    """Every second step takes a verb that is open, so that walks get somewhere."""
    open_now = flow.verbs(case.state)
    return open_now[0] if other and open_now else verb


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_walk_breaks_a_constraint_or_a_count(cast, steps):
    with transaction.atomic():
        rules_in_force()
        case, now = make_case(cast), FRIDAY
        for verb, hours, finding, result, other in steps:
            now += timedelta(hours=hours)
            verb = likely(case, verb, other)
            before = case.state
            try:
                with transaction.atomic():
                    case = SERVICES[verb](
                        case, **arguments(verb, cast, finding, result, other), by=cast.chen, at=now
                    )
            except Refused as refusal:
                assert refusal.message.endswith("。")
                assert Case.objects.get(pk=case.pk).state == before
            cards.deal(now)
            case = Case.objects.get(pk=case.pk)
            assert (case.state not in RUNNING) or case.due_at
        assert differences() == []
        fold()
        assert differences() == []
        assert case.steps.filter(verb__in=["yellow_card", "red_card"]).count() <= 2 * (
            1 + sum(s[0] in ("send_back", "dispatch", "regrade") or s[4] for s in steps)
        )
        transaction.set_rollback(True)
