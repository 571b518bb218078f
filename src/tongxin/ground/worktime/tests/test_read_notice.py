from datetime import date

import pytest

from tongxin.ground.worktime.notice_text import read_notice
from tongxin.ground.worktime.sheet import read_days
from tongxin.ground.worktime.tests.makers import SAMPLE_2027, special_days, write_notice
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import write_sheet


@pytest.mark.parametrize("year", range(2008, 2027))
@pytest.mark.parametrize("weekday", ["周", "星期"])
def test_it_reads_back_every_year_since_2008(year, weekday):
    plan = read_notice(write_notice(year, weekday=weekday), year)
    assert plan.problems == ()
    assert {day.date: day.kind for day in plan.days} == special_days(year)


def test_it_reads_the_sample():
    plan = read_notice(SAMPLE_2027, 2027)
    assert plan.problems == ()
    kinds = {day.date: day.kind for day in plan.days}
    assert [day for day, kind in kinds.items() if kind == "makeup"] == [
        date(2027, 2, 14),
        date(2027, 2, 20),
        date(2027, 4, 25),
        date(2027, 5, 8),
        date(2027, 9, 26),
        date(2027, 10, 9),
    ]
    assert date(2027, 3, 8) not in kinds  # advice is not a holiday
    assert sum(kind == "holiday" for kind in kinds.values()) == 27
    assert plan.title.startswith("国务院办公厅关于2027年")


@pytest.mark.parametrize(
    ("line", "off", "made_up"),
    [
        ("元旦:2018年12月30日至2019年1月1日放假调休,共3天。2018年12月29日(星期六)上班。",
         ["2018-12-30", "2018-12-31", "2019-01-01"], ["2018-12-29"]),
        ("元旦:12月30日至1月1日放假调休,共3天。12月29日(星期六)上班。",
         ["2018-12-30", "2018-12-31", "2019-01-01"], ["2018-12-29"]),
        ("清明节:4月5日放假,与周末连休。", ["2019-04-05"], []),
        ("清明节:4月5日放假,4月8日(星期一)补休。", ["2019-04-05", "2019-04-08"], []),
        ("国庆节:10月1日-7日放假调休,共7天。9月29日(星期日)、10月12日(星期六)上班。",
         [f"2019-10-0{n}" for n in range(1, 8)], ["2019-09-29", "2019-10-12"]),
        ("劳动节:5月1日(周三)至4日(周六)放假调休,共4天;4月28日(周日)、5月5日(周日)上班。",
         [f"2019-05-0{n}" for n in range(1, 5)], ["2019-04-28", "2019-05-05"]),
        ("端午节:6月7日(周五)放假1天,不调休。", ["2019-06-07"], []),
        ("中秋节：９月１３日（星期五）放假，与周末连休。", ["2019-09-13"], []),
    ],
)  # fmt: skip
def test_it_reads_the_wordings_of_earlier_years(line, off, made_up):
    plan = read_notice(line, 2019)
    assert [str(day.date) for day in plan.days if day.kind == "holiday"] == off
    assert [str(day.date) for day in plan.days if day.kind == "makeup"] == made_up


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("1月1日(周五)", "1月1日(周四)", "写作周四,实为2027年1月1日(周五)"),
        ("放假,共3天。\n二", "放假,共4天。\n二", "写明4天,实际列出3天"),
        ("2月14日(周日)", "2月30日(周日)", "没有这一天"),
        ("2月14日(周日)", "2月16日(周二)", "本来就是工作日"),
        ("2027年部分", "2026年部分", "这是2026年的通知"),
        ("六、中秋节:9月15日(周三)放假1天,不调休。\n", "", "没有读到中秋节的安排"),
        ("10月1日(周五)至7日", "10月2日(周六)至7日", "国庆节:2027年10月1日(周五)应当放假"),
        ("5月8日(周六)上班", "5月8日(周六)照旧", "没有说放假还是上班"),
        ("2月5日(农历除夕、周五)至11日", "2月15日至11日", "起止颠倒"),
    ],
)
def test_it_names_what_is_wrong(old, new, problem):
    assert old in SAMPLE_2027
    problems = read_notice(SAMPLE_2027.replace(old, new), 2027).problems
    assert any(problem in found for found in problems), problems


def test_it_reads_nothing_into_another_text():
    plan = read_notice("关于开展春风行动的通知:请于3月1日前报送材料。", 2027)
    assert plan.days == ()
    assert any("没有读到任何放假日期" in problem for problem in plan.problems)


def csv_of(rows: list[tuple[object, ...]]) -> str:
    return "\n".join(",".join(str(cell) for cell in row) for row in [("日期", "类型", "名称"), *rows])


def test_a_sheet_says_the_same_as_the_text():
    plan = read_notice(SAMPLE_2027, 2027)
    words = {"holiday": "节假日", "makeup": "调休上班"}
    rows = [(day.date, words[day.kind], day.name) for day in plan.days]
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        assert read_days(csv_of(rows).encode(encoding), "2027.csv", 2027).days == plan.days
    book = write_sheet(["日期", "类型", "名称"], rows, title="2027年工作日历(示例)")
    assert read_days(book, "2027.xlsx", 2027).days == plan.days


def test_a_sheet_names_its_bad_rows():
    rows = csv_of([("2027/1/1", "放假", "元旦"), ("二月五日", "放假", "春节"), ("2027-05-01", "不知道", "")])
    problems = read_days(rows.encode(), "2027.csv", 2027).problems
    assert "第3行:“二月五日”不是日期" in problems
    assert any(problem.startswith("第4行:类型“不知道”") for problem in problems)


def test_a_file_that_is_no_sheet_is_refused():
    with pytest.raises(Refused):
        read_days(b"\x00\x01\x02", "2027.xlsx", 2027)
    with pytest.raises(Refused, match="超过 1 MB"):
        read_days(b"0" * 1_100_000, "2027.xlsx", 2027)
    with pytest.raises(Refused, match="缺少列:类型"):
        read_days("日期,名称\n2027-01-01,元旦\n".encode(), "2027.csv", 2027)
