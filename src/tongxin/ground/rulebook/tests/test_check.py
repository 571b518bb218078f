import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.rulebook.models import Kind
from tongxin.ground.rulebook.presets import EXAMPLES, PRESETS
from tongxin.ground.rulebook.presets.profiles import NOT_RUNNABLE
from tongxin.ground.rulebook.presets.profiles import PRESETS as PROFILES
from tongxin.ground.rulebook.presets.scoring import BODY as SCORED
from tongxin.ground.rulebook.reading import read
from tongxin.ground.rulebook.rules import check, executable
from tongxin.ground.rulebook.tests.makers import deadlines, profile


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_preset_can_be_used_and_read(preset):
    assert preset.kind in Kind.values
    assert check(preset.kind, preset.body) == []
    assert preset.citation and preset.source
    assert read(preset.kind, preset.body).grid.lines


def test_only_the_examples_and_the_trial_profiles_are_executable():
    tables = [p for p in PRESETS if p.kind in ("alert_profile", "deadlines")]
    able = {p.key for p in tables if executable(p.kind, p.body)}
    assert able == {p.key for p in tables if p.key in EXAMPLES or p.key.startswith("profile-")}
    assert not [key for key in EXAMPLES if key.startswith("profile-")], "none is put to use by itself"


def test_every_published_table_is_a_trial_profile_or_has_the_reason_why_not():
    tried = {preset.key.replace("profile-", "plan-") for preset in PROFILES}
    plans = {preset.key for preset in PRESETS if preset.key.startswith("plan-")}
    assert plans <= tried ^ NOT_RUNNABLE.keys()
    assert all(preset.source and preset.note.startswith("供试算") for preset in PROFILES)


def test_presets_have_keys_of_their_own_and_all_ten_plans_are_there():
    keys = [preset.key for preset in PRESETS]
    assert len(keys) == len(set(keys))
    assert {f"plan-p{n}" for n in range(1, 11)} <= set(keys)


def test_what_a_plan_does_not_say_is_said_to_be_absent():
    plans = [preset for preset in PRESETS if preset.key.startswith("plan-")]
    assert all("limit" in row for plan in plans for row in plan.body["reference"])
    assert sum("missing" in plan.body for plan in plans) >= 9


def edited(body, path, value):
    made = copy.deepcopy(body)
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return made


CLAUSE = ("levels", "red", "any", 0)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("default",), "green", "其余情形的等级：应为红、橙、黄、蓝之一"),
        (("single_unverified_cap",), "purple", "单条未核实线索最高等级"),
        (("extra",), 1, "extra：不认识这一项"),
        (("levels",), [], "等级：应写明红、橙、黄、蓝四级"),
        (("levels", "red"), {}, "等级 › 红色 › 情形：应为情形的列表"),
        ((*CLAUSE, "words"), " ", "等级 › 红色 › 情形 1 › 说明：不能为空"),
        ((*CLAUSE, "all"), [], "等级 › 红色 › 情形 1 › 条件：至少要有一个条件"),
        ((*CLAUSE, "all", 0), ["persons", ">="], "等级 › 红色 › 情形 1 › 条件 1：应为 [事实, 比较, 值]"),
        ((*CLAUSE, "all", 0), ["age", ">=", 3], "不认识的事实“age”"),
        ((*CLAUSE, "all", 0), ["persons", "~", 3], "不认识的比较“~”"),
        ((*CLAUSE, "all", 0), ["persons", ">=", "三"], "比较的值应为不小于 0 的数"),
        ((*CLAUSE, "all", 0), ["persons", ">=", True], "比较的值应为不小于 0 的数"),
        ((*CLAUSE, "all", 0), ["urgent", ">=", True], "只能写等于"),
        ((*CLAUSE, "all", 0), ["category", "==", "tax"], "只能写等于或不等于"),
        ((*CLAUSE, "all", 0), [["x"], ">=", 3], "不认识的事实"),
    ],
)  # fmt: skip
def test_it_names_the_place_of_a_fault_in_a_profile(path, value, words):
    faults = check("alert_profile", edited(profile(), path, value))
    assert len(faults) == 1 and words in faults[0]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("red",), None, "红色：应写明签收"),
        (("red", "handle"), 3, "红色 › 处置：应为"),
        (("red", "handle", "n"), 0, "红色 › 处置 › 数量：应为 1 到 999 的整数"),
        (("red", "handle", "n"), True, "红色 › 处置 › 数量"),
        (("blue", "accept", "unit"), "weeks", "蓝色 › 签收 › 单位：应为"),
        (("green",), {}, "green：不认识这一项"),
    ],
)
def test_it_names_the_place_of_a_fault_in_deadlines(path, value, words):
    faults = check("deadlines", edited(deadlines(), path, value))
    assert len(faults) == 1 and words in faults[0]


def test_it_names_every_missing_level_at_once():
    faults = check("deadlines", {"red": deadlines()["red"]})
    assert faults == ["橙色：缺少", "黄色：缺少", "蓝色：缺少"]


@pytest.mark.parametrize(
    "spans", [[], "x", [["9", "12"]], [["12:00", "09:00"]], [["09:00", "12:00"], ["11:00", "13:00"]]]
)
def test_it_refuses_service_hours_that_are_none(spans):
    assert check("service_hours", {"spans": spans})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "levels",
                    "red",
                    "any",
                    "all",
                    "words",
                    "spans",
                    "items",
                    "map",
                    "classes",
                    "reference",
                    "n",
                    "conditions",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(Kind.values), JSON)
def test_it_answers_any_body_with_words(kind, body):
    assert all(isinstance(fault, str) for fault in check(kind, body))


@given(st.sampled_from(PRESETS), st.data())
def test_a_broken_preset_is_answered_with_words(preset, data):
    body = copy.deepcopy(preset.body)
    place, steps = body, data.draw(st.integers(1, 6))
    for _ in range(steps):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and _ < steps - 1:
            place = place[key]
        else:
            place[key] = data.draw(JSON)
            break
    assert isinstance(check(preset.kind, body), list)


@pytest.mark.parametrize("key", [[], {}, None, 3])
def test_a_kind_whose_key_is_no_text_is_named(key):
    items = [SCORED["items"][0] | {"key": key}, SCORED["items"][1]]
    assert check("other", SCORED | {"items": items}) == ["项目 1 › 键：不能为空"]
