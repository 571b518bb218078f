from datetime import date, datetime

import pytest
from django.db import IntegrityError

from tongxin.ground.audit.models import Entry
from tongxin.ground.worktime import queries, services
from tongxin.ground.worktime.calendar import WORK
from tongxin.ground.worktime.hours import SHANGHAI
from tongxin.ground.worktime.models import Day, Edition, Notice
from tongxin.ground.worktime.official import LAST_YEAR
from tongxin.ground.worktime.terms import Term, Unit, due
from tongxin.ground.worktime.tests.makers import SAMPLE_2027, works
from tongxin.kit.refused import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)


def imported(text: str = SAMPLE_2027, year: int = 2027) -> Notice:
    notice = services.import_notice(text, year=year, by=None, at=AT, file_name="2027.txt")
    queries.forget_calendar()  # on_commit does not run in a test that is rolled back
    return notice


def test_the_table_holds_the_shipped_calendar():
    assert Day.objects.count() == (date(LAST_YEAR + 2, 12, 31) - date(2004, 1, 1)).days + 1
    assert Day.objects.get(date=date(2026, 2, 14)).kind == "makeup"
    assert queries.is_official(2026) and not queries.is_official(2027)


def test_loading_again_changes_nothing():
    assert services.load_calendar(through=LAST_YEAR + 2, at=AT) == 0
    assert queries.current_version() == 0


def test_a_further_year_is_loaded_as_an_estimate():
    assert services.extend_calendar(at=datetime(2027, 1, 1, tzinfo=SHANGHAI)) == 365
    assert Day.objects.get(date=date(2029, 5, 1)).status == "estimated"
    assert queries.changed_years(0) == {2029}


def test_a_preview_writes_nothing():
    preview = services.preview_notice(SAMPLE_2027, year=2027)
    assert preview.plan.problems == ()
    assert "02月09日 工作日 → 节假日 春节" in [str(change) for change in preview.changes]
    assert not Notice.objects.exists() and queries.current_version() == 0


def test_an_import_makes_the_year_official():
    assert works(date(2027, 2, 10), queries.current_calendar())
    notice = imported()
    calendar = queries.current_calendar()
    assert not works(date(2027, 2, 10), calendar)
    assert works(date(2027, 2, 14), calendar)
    assert calendar.is_official(date(2026, 12, 31)) and calendar.is_official(date(2027, 12, 28))
    assert not calendar.is_official(date(2027, 12, 29))
    assert (notice.year, notice.file_name, notice.imported_by) == (2027, "2027.txt", "平台")
    assert Day.objects.get(date=date(2027, 2, 14)).source == notice.title


def test_an_import_is_in_the_audit_trail():
    notice = imported()
    entry = Entry.objects.get(kind="worktime.notice", key=str(notice.pk))
    assert entry.verb == "import" and entry.facts["year"] == 2027
    assert "02月14日 休息日 → 调休上班 春节" in entry.facts["changed"]


def test_open_deadlines_are_found_and_move():
    before = queries.current_calendar()
    start = datetime(2027, 2, 4, 10, tzinfo=SHANGHAI)
    old = due(start, Term(3, Unit.WORKING_DAY), before)
    imported()
    assert old.estimated and queries.changed_years(before.version) == {2026, 2027}
    after = queries.current_calendar()
    new = due(start, Term(3, Unit.WORKING_DAY), after)
    assert (old.at.date(), new.at.date()) == (date(2027, 2, 11), date(2027, 2, 15))
    assert not new.estimated and queries.changed_years(after.version) == set()


def test_importing_again_corrects_the_year():
    imported()
    imported(SAMPLE_2027.replace("2月14日(周日)、20日", "2月21日(周日)、20日"))
    calendar = queries.current_calendar()
    assert not works(date(2027, 2, 14), calendar)
    assert works(date(2027, 2, 21), calendar)
    assert Notice.objects.count() == 2


def test_december_before_is_moved_by_the_new_year_section():
    text = SAMPLE_2027.replace(
        "1月1日(周五)至3日(周日)放假,共3天", "12月31日(周四)至1月3日(周日)放假调休,共4天"
    )
    imported(text.replace("放假调休,共4天。", "放假调休,共4天。12月27日(周日)上班。"))
    assert not works(date(2026, 12, 31), queries.current_calendar())
    assert works(date(2026, 12, 27), queries.current_calendar())


def test_a_faulty_notice_is_refused_whole():
    with pytest.raises(Refused, match="没有读到中秋节的安排"):
        imported(SAMPLE_2027.replace("六、中秋节:9月15日(周三)放假1天,不调休。", ""))
    assert not Notice.objects.exists() and not Edition.objects.exists()


def test_a_year_may_not_be_skipped():
    with pytest.raises(Refused, match="请先导入2029年"):
        imported(SAMPLE_2027, year=2030)


def test_a_loaded_but_estimated_year_may_not_be_skipped_either():
    """2027 is loaded as an estimate: that is not its notice."""
    with pytest.raises(Refused, match="请先导入2027年"):
        imported(SAMPLE_2027, year=2028)


def test_a_corrected_notice_of_an_official_year_is_taken():
    imported(SAMPLE_2027)
    before = queries.current_version()
    imported(SAMPLE_2027.replace("不调休", "不调休"))
    assert 2027 in queries.changed_years(before)


def test_a_sheet_is_imported_like_a_text():
    plan = services.preview_notice(SAMPLE_2027, year=2027).plan
    rows = "\n".join(f"{day.date},{day.kind},{day.name}" for day in plan.days)
    services.import_sheet(f"日期,类型,名称\n{rows}".encode(), "2027.csv", year=2027, by=None, at=AT)
    assert services.preview_notice(SAMPLE_2027, year=2027).changes == ()


def test_the_calendar_is_read_once(django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.current_calendar()
    with django_assert_num_queries(0):
        for _ in range(100):
            due(AT, Term(3, Unit.WORKING_DAY), queries.current_calendar())


def test_an_empty_table_means_the_shipped_calendar():
    Day.objects.all().delete()
    assert not works(date(2026, 10, 1), queries.current_calendar())


def test_a_year_can_be_looked_at(django_assert_num_queries):
    with django_assert_num_queries(2):
        view = queries.year_view(2026)
    assert [len(month) for month in view.months] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert (view.counts["makeup"], view.status.label, view.first, view.last) == (6, "官方", 2004, 2028)
    assert view.counts[WORK] + view.counts["makeup"] == view.working
    assert queries.year_view(2027).status.label == "预估"
    assert queries.year_view(1999) is None


def test_the_database_refuses_a_makeup_weekday():
    with pytest.raises(IntegrityError):
        Day.objects.filter(date=date(2026, 11, 20)).update(kind="makeup")
