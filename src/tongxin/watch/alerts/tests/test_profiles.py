"""Profiles on one's own history: the columns say what the rules say, and the pages tell it."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.audit.models import Entry
from tongxin.ground.rulebook.models import Rule
from tongxin.ground.rulebook.presets.examples import PRESETS as EXAMPLES
from tongxin.ground.rulebook.presets.profiles import PRESETS
from tongxin.ground.rulebook.rules import COMPARISONS
from tongxin.ground.rulebook.rules import FACTS as ASKED
from tongxin.ground.rulebook.services import load_presets
from tongxin.ground.rulebook.tests.test_view import entered
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts import columns, grading, history, rules
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert, make_incident
from tongxin.watch.incidents.models import Incident
from tongxin.watch.triage.tests.makers import make_employer

EXAMPLE = next(preset.body for preset in EXAMPLES if preset.key == "example-levels")
BODIES = [preset.body for preset in PRESETS] + [
    EXAMPLE,
    PROFILE,
    PROFILE | {"single_unverified_cap": "orange"},
]
NUMBER = (
    st.none() | st.sampled_from([0, 1, 2, 3, 9, 10, 11, 20, 29, 30, 31, 1000, 3000]) | st.integers(0, 5000)
)
FACTS = st.builds(
    rules.Facts,
    category=st.sampled_from(["wages", "injury", "contract"]),
    persons=NUMBER,
    amount=st.none()
    | st.decimals(0, 200_000, places=2)
    | st.sampled_from([Decimal(30_000), Decimal(100_000)]),
    months=st.none() | st.integers(0, 5),
    collective=st.booleans(),
    urgent=st.booleans(),
    signals=st.integers(1, 5),
    sources=st.integers(1, 3),
    verified=st.booleans(),
    construction=st.booleans(),
    days=st.none() | st.integers(0, 9),
    reports_month=st.none() | st.integers(0, 5),
)
CONDITION = st.one_of(
    st.tuples(
        st.sampled_from(["persons", "amount", "months", "days", "per_person_amount"]),
        st.sampled_from(COMPARISONS), st.sampled_from([0, 1, 2.5, 10, 30_000, 0.1, 5000]),
    ),
    st.tuples(st.sampled_from(["collective", "urgent", "verified"]), st.just("=="), st.booleans()),
    st.tuples(st.just("category"), st.sampled_from(["==", "!="]), st.sampled_from(["wages", "injury"])),
).map(list)  # fmt: skip
CLAUSE = st.builds(
    lambda all_: {"all": all_, "words": "甲", "clause": "乙"}, st.lists(CONDITION, min_size=1, max_size=3)
)
BODY = st.builds(
    lambda levels, default, cap: {
        "levels": {level: {"any": clauses} for level, clauses in levels.items()},
        "default": default,
        "single_unverified_cap": cap,
    },
    st.fixed_dictionaries({level: st.lists(CLAUSE, max_size=2) for level in Level.values}),
    st.sampled_from(Level.values),
    st.none() | st.sampled_from(Level.values),
)


@pytest.fixture(autouse=True)
def on_friday(monkeypatch):
    monkeypatch.setattr("tongxin.watch.alerts.profile_views.localtime", lambda: FRIDAY)
    monkeypatch.setattr("tongxin.watch.alerts.profile_views.localdate", lambda: FRIDAY.date())


@given(st.lists(FACTS, max_size=8), st.sampled_from(BODIES) | BODY)
def test_columns_grade_as_one_by_one(rows, body):
    told = [RANK[Level(rules.grade(body, row).level)] for row in rows]
    assert columns.levels(body, columns.of(rows)).tolist() == told


OTHER = st.builds(
    rules.Facts,
    category=st.none() | st.just("wages"), index=st.none() | st.floats(0, 100),
    risk_band=st.none() | st.sampled_from(["blank", "blue", "yellow", "orange", "red"]),
    evidence_kinds=st.none() | st.integers(0, 4), reports_month=st.none() | st.integers(0, 5),
    ratio=st.none() | st.floats(0, 9), surplus=st.none() | st.floats(-5, 30),
    scale=st.none() | st.sampled_from(["city", "district", "street", "industry"]),
)  # fmt: skip


@given(st.lists(OTHER, max_size=8), st.sampled_from(BODIES), st.sampled_from(["employer", "hotspot"]))
def test_columns_grade_employers_and_hot_spots_as_one_by_one(rows, body, subject):
    told = [rules.grade_other(body, row, subject) for row in rows]
    ranks = [RANK[Level(each.level)] if each else 0 for each in told]
    assert columns.levels(body, columns.of(rows), subject).tolist() == ranks


def test_the_rulebook_lets_a_profile_ask_exactly_what_the_stage_can_answer():
    assert set(ASKED) == set(rules.FACTS)
    assert set(COMPARISONS) == set(rules.COMPARE)


@pytest.mark.django_db
def test_the_history_holds_what_grading_sees(cast):
    for n in range(3):
        make_incident(
            cast.xihu, texts=n + 1, persons=4 * n or None, months=n, employer_text=f"示例云杉第{n}用工单位"
        )
    make_incident(cast.yuhang, region="330110", at=FRIDAY - timedelta(days=40), category="contract")
    builder = make_employer(cast.xihu, "杭州乌有石楠建设有限公司", section="E")
    for days in (0, 20, 120):  # linking leaves the last one apart
        make_incident(
            cast.xihu, employer=builder.pk, employer_text=builder.name, at=FRIDAY - timedelta(days=days),
            category=("wages", "injury", "contract")[days // 20 % 3],
        )  # fmt: skip
    found = history.columns(Incident.objects.all(), since=FRIDAY - history.YEAR)
    incidents = list(Incident.objects.select_related("employer").order_by("pk"))
    told = grading.heard(incidents)
    assert [told[i.pk].month for i in incidents if i.employer == builder] == [2, 1, 1]
    facts = columns.of([grading.facts(i, told[i.pk]) for i in incidents])
    assert facts._held["construction"].sum() == 3
    for name in sorted(set(rules.OWN["incident"])):
        mine, theirs = found._held.get(name), facts._held[name]
        if mine is None:
            assert np.isnan(theirs).all(), name
        else:
            np.testing.assert_array_equal(mine, theirs, name)


@pytest.mark.django_db
def test_all_profiles_stand_side_by_side_in_the_scope_of_the_reader(
    client, cast, django_assert_max_num_queries
):
    load_presets(FRIDAY)
    enact("alert_profile", PROFILE)
    make_incident(cast.xihu, months=3, at=FRIDAY - timedelta(days=3))
    make_incident(
        cast.xihu, months=1, persons=12, at=FRIDAY - timedelta(days=2), employer_text="示例红松用工单位"
    )
    make_incident(cast.yuhang, region="330110", category="contract", at=FRIDAY - timedelta(days=1))
    client.force_login(cast.xi)
    with django_assert_max_num_queries(20):
        answer = client.get("/alerts/profiles/")
    found = {each.version.rule.key: each for each in answer.context["found"]}
    assert answer.context["total"] == 2, "of Xihu"
    assert [n for _, n in found["profile-p2"].counts] == [1, 0, 1, 0]
    assert found["profile-p2"].cross[1].cells[0][1] == 1, "orange by ours, red by Baoying"
    page = answer.content.decode()
    assert "http://baoying.gov.cn/" in page and "不能试算的方案" in page and "深圳龙岗" in page
    assert not Rule.objects.filter(key__startswith="profile-", active=True).exists()
    client.force_login(cast.nobody)
    assert client.get("/alerts/profiles/").status_code == 403


@pytest.fixture
def city_rule(cast):
    load_presets(FRIDAY)
    return enact("alert_profile", PROFILE | {"single_unverified_cap": None}).rule


STRICT = PROFILE | {
    "levels": PROFILE["levels"]
    | {"orange": {"any": [{"all": [["persons", ">=", 2]], "words": "二人以上", "clause": "示例"}]}},
    "single_unverified_cap": None,
}


def without_unseen(body):
    return {name: value for name, value in entered(body).items() if name != "unseen"}


@pytest.mark.django_db
def test_nothing_is_saved_before_its_effect_on_last_years_alerts_was_shown(client, cast, city_rule):
    client.force_login(cast.ao)
    answer = client.post(f"/rulebook/{city_rule.pk}/write/", without_unseen(STRICT))
    assert answer.status_code == 422 and "还没有看过" in answer.content.decode()
    assert city_rule.versions.count() == 1
    shown = client.post(f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT))
    fields = dict(shown.context["posted"]) | {"seen": shown.context["proof"]}
    changed = fields | {"red-0-0-value": "29"}
    assert client.post(f"/rulebook/{city_rule.pk}/write/", changed).status_code == 422, "another body"
    assert client.post(f"/rulebook/{city_rule.pk}/write/", fields).status_code == 302
    assert city_rule.versions.get(number=2).body == STRICT


@pytest.mark.django_db
def test_the_preview_tells_which_alerts_would_change(client, cast, city_rule):
    alerts = [make_alert(cast.xihu, persons=n, employer_text=f"示例云杉第{n}用工单位") for n in (1, 5, 12)]
    Alert.objects.update(at=FRIDAY - timedelta(days=30))
    cast.ao.posts.create(org=cast.city, role="desk_manager", since=FRIDAY.date().replace(year=2020))
    client.force_login(cast.ao)
    answer = client.post(f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT))
    found = answer.context["found"]
    assert [(level.value, before, now) for level, before, now in found.rows] == [
        ("red", 0, 0), ("orange", 1, 2), ("yellow", 2, 1), ("blue", 0, 0),
    ]  # fmt: skip
    assert [(c.alert.pk, c.before, c.after) for c in answer.context["changed"]] == [
        (alerts[1].pk, "yellow", "orange")
    ]
    assert f"/alerts/{alerts[1].pk}/" in answer.content.decode()
    sheet = client.post(f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT) | {"export": "1"})
    assert (
        sheet["Content-Disposition"].startswith("attachment") and Entry.objects.filter(verb="export").exists()
    )


@pytest.mark.django_db
def test_the_administrator_without_a_right_to_alerts_sees_numbers_only(client, cast, city_rule):
    alert = make_alert(cast.xihu, persons=5)
    client.force_login(cast.ao)
    page = client.post(f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT)).content.decode()
    assert "1 条会改变等级" in page and alert.title not in page and "只列件数" in page
    client.force_login(cast.xi)
    assert client.post(f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT)).status_code == 403


@pytest.mark.django_db
def test_a_form_with_faults_comes_back_as_it_was(client, cast, city_rule):
    client.force_login(cast.ao)
    answer = client.post(
        f"/alerts/profiles/{city_rule.pk}/preview/", without_unseen(STRICT) | {"red-0-0-value": "很多"}
    )
    assert answer.status_code == 422 and 'value="很多"' in answer.content.decode()
