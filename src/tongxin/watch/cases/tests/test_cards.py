from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localtime

from tongxin.ground.notices.models import Notice
from tongxin.ground.rollups.queries import differences
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.ground.rulebook.services import load_presets
from tongxin.ground.rulebook.uses import HANDLER_CARDS
from tongxin.ground.worktime.models import Day, Edition
from tongxin.ground.worktime.queries import current_version, forget_calendar
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.cases import cards, services
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force

pytestmark = pytest.mark.django_db
YELLOW = datetime(2026, 11, 26, 9, tzinfo=SHANGHAI)  # one working day before Friday 27 November
RED = datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)  # Monday, the first working day after it
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def in_force(cast):
    rules_in_force()


@pytest.fixture
def case(cast):
    return make_case(cast, state="accepted")


def card_of(case):
    return Case.objects.get(pk=case.pk).card


def test_no_card_before_its_time(case):
    assert cards.deal(YELLOW - MINUTE) == 0


def test_yellow_once(case):
    assert cards.deal(YELLOW) == 1
    assert cards.deal(YELLOW + MINUTE) == 0
    assert card_of(case) == "yellow"
    assert case.steps.filter(verb="yellow_card").count() == 1


def test_red_on_the_first_overdue_working_day_once(case):
    cards.deal(YELLOW)
    assert cards.deal(RED - MINUTE) == 0
    assert cards.deal(RED) == 1
    assert cards.deal(RED + timedelta(days=3)) == 0
    assert card_of(case) == "red"


def test_a_sweep_that_slept_deals_only_the_red_one(case):
    assert cards.deal(RED) == 1
    assert list(case.steps.filter(verb__endswith="card").values_list("verb", flat=True)) == ["red_card"]


def test_holder_and_desk_are_told(case):
    cards.deal(RED)
    told = set(Notice.objects.filter(title__contains="红牌").values_list("account__username", flat=True))
    assert told == {"xi", "wang", "lu", "chen"}


def test_no_card_for_what_is_reported(cast):
    make_case(cast, state="reported")
    assert cards.deal(RED) == 0


def test_an_extension_takes_the_yellow_card_back_until_the_new_day(cast, case):
    cards.deal(YELLOW)
    services.extend(case, days=3, reason="等待鉴定", by=cast.chen, at=YELLOW + MINUTE)
    assert card_of(case) == ""
    assert cards.deal(RED) == 0
    assert cards.deal(datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)) == 1


def test_late_acceptance_is_told_once(cast):
    make_case(cast, state="dispatched")
    late = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    assert cards.deal(late) == 1
    assert cards.deal(late + MINUTE) == 0
    assert Notice.objects.filter(title__startswith="逾期未签收", account=cast.xi).count() == 1


def test_the_sweep_reads_little_when_nothing_is_due(case, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        cards.deal(FRIDAY)


def make_official(year, rest):
    """Make a year official, with one more day of rest than was estimated."""
    Day.objects.filter(date__year=year).update(status="official")
    Day.objects.filter(date=rest).update(kind="holiday")
    Edition.objects.create(year=year, at=FRIDAY)
    forget_calendar()


def test_a_year_that_becomes_official_moves_open_deadlines(cast):
    start = datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)
    case = make_case(cast, state="accepted", at=start, category="contract")
    assert case.due_estimated
    assert cards.recompute(start) == 0
    make_official(2026, "2026-12-28")
    make_official(2027, (case.due_at - timedelta(days=1)).date())
    assert cards.recompute(start) == 1
    assert cards.recompute(start) == 0
    moved = Case.objects.get(pk=case.pk)
    assert moved.due_at > case.due_at
    assert not moved.due_estimated
    assert moved.calendar_version == current_version()
    assert moved.steps.last().verb == "recompute"
    assert differences() == []
    forget_calendar()


def test_the_term_to_accept_moves_with_the_calendar_too(cast):
    start = datetime(2026, 12, 31, 16, tzinfo=SHANGHAI)
    case = make_case(cast, state="dispatched", at=start, category="contract")
    assert case.accept_due_at.year == 2027 and case.accept_estimated
    make_official(2026, "2026-12-30")
    make_official(2027, case.accept_due_at.astimezone(SHANGHAI).date())
    assert cards.recompute(start) == 1
    moved = Case.objects.get(pk=case.pk)
    assert moved.accept_due_at > case.accept_due_at and not moved.accept_estimated
    assert moved.steps.last().facts["accept_due"] == localtime(moved.accept_due_at).isoformat()
    forget_calendar()


def test_a_corrected_notice_moves_what_was_official_already(cast):
    """A deadline in a year that is settled, and whose notice is imported once more."""
    case = make_case(cast, state="accepted", at=FRIDAY, category="contract")
    assert not case.due_estimated
    make_official(2026, (case.due_at - timedelta(days=1)).astimezone(SHANGHAI).date())
    assert cards.recompute(FRIDAY) == 1
    moved = Case.objects.get(pk=case.pk)
    assert moved.due_at > case.due_at and moved.red_at > case.red_at
    assert moved.calendar_version == current_version()
    forget_calendar()


def test_who_was_late_is_late_no_more_when_the_term_moves_away(cast):
    case = make_case(cast, state="dispatched", at=FRIDAY)
    late = case.accept_due_at + timedelta(minutes=1)
    cards.deal(late)
    assert Case.objects.get(pk=case.pk).accept_late_at == late
    make_official(2026, case.accept_due_at.astimezone(SHANGHAI).date())
    cards.recompute(late)
    moved = Case.objects.get(pk=case.pk)
    assert moved.accept_due_at > late and moved.accept_late_at is None
    forget_calendar()


def test_a_change_of_a_year_a_case_does_not_reach_leaves_it_alone(cast):
    case = make_case(cast, state="accepted", at=FRIDAY)
    make_official(2028, "2028-05-08")
    assert cards.recompute(FRIDAY) == 0
    assert Case.objects.get(pk=case.pk).due_at == case.due_at
    assert not Case.objects.filter(calendar_version__lt=current_version()).exists()
    forget_calendar()


def test_the_rulebook_says_when_the_cards_fall_due(cast):
    load_presets(FRIDAY)
    rule = Rule.objects.get(key=HANDLER_CARDS)
    days = {"黄牌": 2, "红牌": 3}
    items = [{**i, "n": days.get(i["name"], i["n"])} for i in rule.versions.get().body["items"]]
    Version.objects.create(
        rule=rule, number=2, body={"items": items}, citation="本市规定", status="confirmed",
        since=FRIDAY.date().replace(year=2020), at=FRIDAY,
    )  # fmt: skip
    Rule.objects.filter(pk=rule.pk).update(active=True)
    case = make_case(cast, state="accepted")
    assert (case.warn_at, case.red_at) == (YELLOW - timedelta(days=1), RED + timedelta(days=2))
    assert cards.deal(YELLOW - timedelta(days=1)) == 1
    assert "还剩2个工作日" in Notice.objects.filter(title__contains="黄牌").first().title
