from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from tongxin.ground.audit.models import Entry
from tongxin.ground.rulebook import queries, services
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.ground.rulebook.presets import EXAMPLES, PRESETS
from tongxin.ground.rulebook.tests.makers import AT, TODAY, deadlines, make_rule, make_version, profile
from tongxin.kit.refused import Refused

pytestmark = pytest.mark.django_db


def last_act() -> Entry:
    return Entry.objects.latest("pk")


def test_a_fresh_installation_has_every_preset_and_none_active():
    assert Rule.objects.count() == len(PRESETS)
    assert not Rule.objects.filter(active=True).exists()
    assert queries.active("alert_profile", TODAY) is None
    assert queries.missing_kinds(TODAY) == ["预警分级方案", "处置时限"]


def test_an_older_installation_is_given_the_rule_of_articles_once():
    load = import_module("tongxin.ground.rulebook.migrations.0005_citations").load
    load(apps, None)
    assert Rule.objects.count() == len(PRESETS)
    Rule.objects.filter(key="statutes-by-category").update(key="as-before")
    load(apps, None)
    assert Rule.objects.get(key="statutes-by-category").versions.get().body["citations"]


def test_loading_again_changes_nothing():
    assert services.load_presets(AT) == 0


def test_a_preset_of_a_later_release_is_added():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE rulebook_version DISABLE TRIGGER rulebook_version_refuse")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    Version.objects.filter(rule__key="plan-p1").delete()
    Rule.objects.filter(key="plan-p1").delete()
    assert services.load_presets(AT) == 1
    assert Version.objects.get(rule__key="plan-p1").status == "example"


def test_a_new_version_is_an_example_and_leaves_the_old_one():
    rule = make_rule()
    first = make_version(rule)
    second = make_version(rule, deadlines(red=2))
    assert [v.number for v in queries.history(rule)] == [2, 1]
    assert second.status == "example"
    first.refresh_from_db()
    assert first.body == deadlines() and first.until is None
    assert (last_act().verb, last_act().facts["number"]) == ("write", 2)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"body": {"red": {}}}, "红色 › 签收：缺少"),
        ({"citation": " "}, "请写明依据"),
        ({"until": date(2025, 1, 1)}, "失效日期不能早于生效日期"),
    ],
)
def test_it_refuses_a_version_that_cannot_be_used(over, words):
    with pytest.raises(Refused, match=words):
        make_version(make_rule(), **over)


def test_the_database_refuses_to_change_or_delete_a_version(cast):
    version = make_version(make_rule())
    for change in (
        "body = '{}'",
        "citation = 'x'",
        "since = '2020-01-01'",
        "until = '2030-01-01'",
        "number = 9",
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(f"UPDATE rulebook_version SET {change} WHERE id = %s", [version.pk])
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("DELETE FROM rulebook_version WHERE id = %s", [version.pk])
    services.confirm(version, by=cast.guan, at=AT)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE rulebook_version SET status = 'example' WHERE id = %s", [version.pk]
        )


def test_a_confirmed_version_counts_once_its_rule_is_active(cast):
    rule = make_rule()
    version = make_version(rule)
    services.confirm(version, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY) is None
    services.activate(rule, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY) == version
    assert [e.verb for e in Entry.objects.order_by("-pk")[:2]] == ["activate", "confirm"]


def test_it_refuses_a_second_confirmation(cast):
    version = services.confirm(make_version(make_rule()), by=cast.guan, at=AT)
    with pytest.raises(Refused, match="已经确认过"):
        services.confirm(version, by=cast.guan, at=AT)


def test_an_unconfirmed_change_of_an_active_rule_does_not_count(cast):
    rule = make_rule()
    first = services.confirm(make_version(rule), by=cast.guan, at=AT)
    services.activate(rule, by=cast.guan, at=AT)
    second = make_version(rule, deadlines(red=2))
    assert queries.active("deadlines", TODAY) == first
    services.confirm(second, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY) == second


def test_a_version_counts_from_its_date_to_its_end(cast):
    rule = make_rule()
    first = services.confirm(make_version(rule), by=cast.guan, at=AT)
    services.activate(rule, by=cast.guan, at=AT)
    start, end = date(2027, 1, 1), date(2027, 6, 30)
    second = services.confirm(make_version(rule, deadlines(2), since=start, until=end), by=cast.guan, at=AT)
    days = {start - timedelta(1): first, start: second, end: second, end + timedelta(1): first}
    assert {day: queries.active("deadlines", day) for day in days} == days
    assert queries.active("deadlines", date(2025, 12, 31)) is None


def test_it_refuses_to_activate_an_example(cast):
    for key in ("example-levels", "example-deadlines", "plan-p1", "union-supervision"):
        with pytest.raises(Refused, match="示例须由本市确认"):
            services.activate(Rule.objects.get(key=key), by=cast.guan, at=AT)


def test_it_refuses_to_activate_a_table_for_reference_even_when_confirmed(cast):
    rule = Rule.objects.get(key="plan-p2")
    services.confirm(rule.versions.get(), by=cast.guan, at=AT)
    with pytest.raises(Refused, match="只供参照"):
        services.activate(rule, by=cast.guan, at=AT)


def test_a_city_may_confirm_an_example_as_its_own(cast):
    rule = Rule.objects.get(key="example-deadlines")
    services.confirm(rule.versions.get(), by=cast.guan, at=AT)
    services.activate(rule, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY).body["red"]["handle"] == {"n": 1, "unit": "working_day"}


def test_one_profile_replaces_the_other(cast):
    one, other = make_rule("a", "alert_profile", "甲"), make_rule("b", "alert_profile", "乙")
    for rule in (one, other):
        services.confirm(make_version(rule, profile()), by=cast.guan, at=AT)
        services.activate(rule, by=cast.guan, at=AT)
    one.refresh_from_db()
    assert not one.active and queries.active("alert_profile", TODAY).rule == other
    assert last_act().facts["replaced"] == ["a"]


def test_the_database_refuses_two_active_profiles():
    make_rule("a", "alert_profile", "甲"), make_rule("b", "alert_profile", "乙")
    with pytest.raises(IntegrityError):
        Rule.objects.filter(key__in=["a", "b"]).update(active=True)


def test_a_rule_can_be_switched_off(cast):
    rule = make_rule()
    services.confirm(make_version(rule), by=cast.guan, at=AT)
    services.activate(rule, by=cast.guan, at=AT)
    services.deactivate(rule, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY) is None
    with pytest.raises(Refused, match="没有启用"):
        services.deactivate(rule, by=cast.guan, at=AT)


def test_examples_are_refused_outside_the_demonstration(settings):
    settings.TONGXIN_DEMO = False
    with pytest.raises(Refused, match="示范城市"):
        services.activate_examples(AT)


def test_the_demonstration_works_by_the_examples(settings):
    settings.TONGXIN_DEMO = True
    services.activate_examples(AT)
    services.activate_examples(AT)
    assert set(Rule.objects.filter(active=True).values_list("key", flat=True)) == set(EXAMPLES)
    levels, hours = queries.active("alert_profile", TODAY), queries.active("deadlines", TODAY)
    assert levels.rule.name == "示例四级预警方案" and levels.status == "example"
    assert hours.body["red"]["accept"] == {"n": 4, "unit": "service_hour"}
    assert queries.missing_kinds(TODAY) == []


def test_a_confirmed_version_takes_the_place_of_the_example(settings, cast):
    settings.TONGXIN_DEMO = True
    services.activate_examples(AT)
    rule = Rule.objects.get(key="example-deadlines")
    second = make_version(rule, deadlines(red=2))
    assert queries.active("deadlines", TODAY).number == 1
    services.confirm(second, by=cast.guan, at=AT)
    assert queries.active("deadlines", TODAY) == second


def test_several_vetoes_may_be_active(cast):
    veto = {"of": "honours", "conditions": [{"key": "wage_arrears", "words": "拖欠工资"}]}
    for key in ("veto-a", "veto-b"):
        rule = make_rule(key, "veto", key)
        services.confirm(make_version(rule, veto), by=cast.guan, at=AT)
        services.confirm(make_version(rule, veto), by=cast.guan, at=AT)
        services.activate(rule, by=cast.guan, at=AT)
    assert [queries.named(key, TODAY).number for key in ("veto-a", "veto-b")] == [2, 2]


def test_it_refuses_a_second_rule_of_one_key():
    make_rule("a")
    with pytest.raises(Refused, match="请换一个键"):
        make_rule("a")
