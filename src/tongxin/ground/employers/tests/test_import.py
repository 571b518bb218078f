import time
from datetime import date, timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers import layout
from tongxin.ground.employers.importing import cancel, commit, preview, rejected_sheet, run
from tongxin.ground.employers.jobs import import_waiting
from tongxin.ground.employers.models import Employer, FormerName, Import
from tongxin.ground.employers.queries import search
from tongxin.ground.employers.tests.makers import SEEDS, big_sheet, make_employer, row, sheet
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import read_sheet, write_csv
from tongxin.project.testing import FRIDAY


def take(cast, content, name="单位.xlsx", by=None, org=None, at=FRIDAY) -> Import:
    made = preview(content, name, org=org or cast.city, by=by or cast.chen, at=at)
    return commit(made, by=by or cast.chen, at=at)


def test_it_previews_without_touching_anything(cast):
    made = preview(sheet(row(0), row(1)), "单位.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    assert (made.state, made.rows, made.added) == ("previewed", 2, 2)
    assert not Employer.objects.exists()


def test_it_enters_employers_with_their_unions(cast):
    made = take(
        cast,
        sheet(row(0, 产业工会="杭州市建设工会", 本单位工会="HZ-XH-LY-1"), row(1, 区县="余杭区", 街道="")),
    )
    assert (made.state, made.added, made.changed, made.same) == ("done", 2, 0, 0)
    first, second = Employer.objects.order_by("pk")
    assert (first.org, first.industry_org, first.own_union) == (cast.lingyin, cast.builders, cast.factory)
    assert (first.region_id, first.section, first.staff) == ("330106012", SEEDS[0].section, SEEDS[0].staff)
    assert (second.org, second.region_id) == (cast.yuhang, "330110")
    assert list(search(Employer.objects.all(), first.short)) == [first]
    assert Entry.objects.filter(verb="import", facts__added=2).exists()


def test_the_same_file_twice_changes_nothing(cast):
    content = sheet(row(0), row(1))
    take(cast, content)
    made = take(cast, content)
    assert (made.added, made.changed, made.same, made.rejects) == (0, 0, 2, [])
    assert Employer.objects.count() == 2
    assert not FormerName.objects.exists()


def test_it_changes_only_what_changed_and_keeps_the_former_name(cast):
    take(cast, sheet(row(0), row(1)))
    old = Employer.objects.get(uscc=SEEDS[0].uscc)
    made = take(
        cast,
        sheet(row(0, 名称="杭州华胥桃源食品有限公司", 职工人数=""), row(1)),
        at=FRIDAY + timedelta(days=3),
    )
    assert (made.added, made.changed, made.same) == (0, 1, 1)
    new = Employer.objects.get(pk=old.pk)
    assert (new.name, new.staff) == ("杭州华胥桃源食品有限公司", old.staff)
    former = new.former_names.get()
    assert (former.name, former.until) == (old.name, (FRIDAY + timedelta(days=3)).date())
    rows = Employer.objects.all()
    assert list(search(rows, "华胥桃源")) == [new] and list(search(rows, old.short)) == [new]
    entry = Entry.objects.filter(verb="change").get()
    assert entry.facts["fields"] == ["name"]


def test_it_sends_rows_back_with_every_reason(cast):
    bad = row(1, 统一社会信用代码="91330199MA0000000X", 行业门类="炼金", 职工人数="很多")
    made = take(cast, sheet(row(0), bad, row(2, 名称=""), row(0), row(3, 区县="火星区", 街道="")))
    assert (made.added, made.rejected) == (1, 4)
    assert {(number, column) for number, column, _ in made.rejects} == {
        (3, layout.CODE), (3, layout.SECTION), (3, layout.STAFF), (4, layout.NAME), (5, layout.CODE), (6, layout.DISTRICT)
    }  # fmt: skip
    back = read_sheet(rejected_sheet(made), "退回.xlsx", columns=layout.KNOWN)
    rows = list(back.rows)
    assert back.header[-1] == layout.REASON
    assert len(rows) == 4
    assert "炼金" in rows[0].cells[layout.REASON] and "校验位" in rows[0].cells[layout.REASON]
    assert rows[0].cells[layout.SECTION] == "炼金"
    assert "第2行重复" in rows[2].cells[layout.REASON]


def test_it_takes_corrected_rows_back_in(cast):
    made = take(cast, sheet(row(0), row(1, 行业门类="炼金")))
    assert made.rejected == 1
    made = take(cast, sheet(row(1)))
    assert (made.added, made.rejected) == (1, 0)


def test_a_district_brings_in_its_own_ground_only(cast):
    make_employer(cast.yuhang, SEEDS[2].name, uscc=SEEDS[2].uscc, region_id="330110")
    made = take(cast, sheet(row(0), row(1, 区县="余杭区", 街道=""), row(2)), by=cast.xi, org=cast.xihu)
    assert made.added == 1
    reasons = {number: reason for number, _, reason in made.rejects}
    assert "不在您的管辖范围内" in reasons[3] and "余杭区总工会" in reasons[4]
    assert Employer.objects.get(uscc=SEEDS[2].uscc).org == cast.yuhang


def test_it_refuses_the_code_of_a_merged_employer(cast):
    kept = make_employer(cast.lingyin)
    make_employer(cast.lingyin, SEEDS[0].name, uscc=SEEDS[0].uscc, merged_into=kept)
    made = take(cast, sheet(row(0)))
    assert kept.name in made.rejects[0][2]


def test_it_reads_other_titles_gbk_and_keeps_hostile_names_as_text(cast):
    name = "<script>alert(1)</script>有限公司"
    body = write_csv(
        ["信用代码", "企业名称", "住所"], [[SEEDS[0].uscc, name, "杭州市西湖区灵隐街道乌有路1号"]]
    )
    made = take(cast, body.decode("utf-8-sig").encode("gb18030"), "单位.csv")
    employer = Employer.objects.get()
    assert (made.added, employer.name, employer.org) == (1, name, cast.lingyin)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "空.xlsx", "空"),
        (b"PK\x03\x04junk", "坏.xlsx", "损坏"),
        (write_csv(["甲", "乙"], [["1", "2"]]), "别的.csv", "缺少必填的列"),
        (sheet(), "表头.xlsx", "没有"),
    ],
    ids=("empty", "broken", "other columns", "header alone"),  # a workbook holds the second in which it was made
)  # fmt: skip
def test_it_refuses_what_is_no_sheet_of_employers(cast, content, name, why):
    with pytest.raises(Refused, match=why):
        preview(content, name, org=cast.city, by=cast.chen, at=FRIDAY)


def test_a_dropped_preview_cannot_be_taken_in(cast):
    made = preview(sheet(row(0)), "单位.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    cancel(made, by=cast.chen, at=FRIDAY)
    with pytest.raises(Refused, match="已取消"):
        commit(made, by=cast.chen, at=FRIDAY)


def test_a_long_sheet_goes_to_the_worker_and_is_quick(cast):
    content = big_sheet(5_000)
    begun = time.monotonic()
    made = take(cast, content)
    assert made.state == "waiting"
    assert import_waiting(FRIDAY) == 1
    made.refresh_from_db()
    assert (made.state, made.added, made.done) == ("done", Employer.objects.count(), 5_000)
    assert made.added + made.rejected == 5_000
    assert time.monotonic() - begun < 15


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(cast, monkeypatch):
    monkeypatch.setattr("tongxin.ground.employers.importing.CHUNK", 2)
    monkeypatch.setattr("tongxin.ground.employers.importing.AT_ONCE", 1)
    made = take(cast, sheet(*(row(n) for n in range(5))))
    seen = []

    def stop(done):
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(made, at=FRIDAY, progress=stop)
    import_waiting(FRIDAY)
    made.refresh_from_db()
    assert seen == [2]
    assert (made.state, made.added, made.same, made.done) == ("done", 5, 0, 5)


def test_a_sheet_brings_former_names(cast):
    take(cast, sheet(row(0, 曾用名="杭州旧名厂（至2019-05-01）；杭州更旧厂"), row(1)))
    first = Employer.objects.get(uscc=SEEDS[0].uscc)
    assert set(first.former_names.values_list("name", "until")) == {
        ("杭州旧名厂", date(2019, 5, 1)), ("杭州更旧厂", None)
    }  # fmt: skip
    assert list(search(Employer.objects.all(), "更旧厂")) == [first]
    again = take(cast, sheet(row(0, 曾用名="杭州更旧厂"), row(1)))
    assert (again.changed, again.same) == (0, 2)
    more = take(cast, sheet(row(0), row(1, 曾用名="杭州最旧厂")))
    assert (more.changed, more.same) == (1, 1)
    assert search(Employer.objects.all(), "最旧厂").get().uscc == SEEDS[1].uscc
    assert Entry.objects.filter(verb="change", facts__fields=["former_names"]).exists()
    wrong = take(cast, sheet(row(2, 曾用名="某厂（至昨天）")))
    assert "不是日期" in str(wrong.rejects)
