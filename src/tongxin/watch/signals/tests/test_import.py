from datetime import date, datetime

import pytest
from django.db import OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Row, read_sheet
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.signals import imports
from tongxin.watch.signals.adapters import LAYOUTS, weekly
from tongxin.watch.signals.adapters.heard import Heard, Reject
from tongxin.watch.signals.jobs import import_waiting
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Batch, Signal
from tongxin.watch.signals.tests.makers import TEXT, make_sheet, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast):
    return make_source(cast.city, key="weekly", kind="weekly", secret="")


def look(source, content, name="周报.xlsx", **over):
    return imports.preview(source, content, name, **{"org": source.org, "by": None, "at": FRIDAY} | over)


def take_in(source, content, name="周报.xlsx", **over):
    return imports.commit(look(source, content, name, **over), by=None, at=FRIDAY)


def counts(batch):
    return batch.accepted, batch.repeated, batch.rejected


def test_a_preview_stores_nothing(source):
    batch = look(source, make_sheet({"内容": "甲"}, {"内容": "乙"}, {"内容": "甲"}, {"发生日期": "昨天"}))
    assert counts(batch) == (2, 1, 1) and batch.state == "previewed"
    assert not Signal.objects.exists()
    assert batch.rejects == [
        {
            "row": 6,
            "key": "",
            "problems": [{"field": "发生日期", "reason": "“昨天”不是日期，请写成 2026-11-20"}],
        }
    ]


def test_it_takes_in_what_was_previewed(source, cast):
    row = {
        "编号": "7", "区县": "西湖区", "街道": "西湖区灵隐街道", "用人单位": "示例云杉厂", "类别": "劳动报酬", "涉及人数": 30,
        "涉及金额(元)": "45万", "反映人": "张三", "联系电话": "13812341234", "要求保密": "是", "内容": "拖欠工资_x000D_三个月",
    }  # fmt: skip
    batch = take_in(source, make_sheet(row), by=cast.li, org=cast.lingyin)
    signal = Signal.objects.get()
    assert counts(batch) == (1, 0, 0) and batch.state == "done"
    assert (signal.external_key, signal.region_id, signal.category_told) == (
        "HZ-XH-LY:7",
        "330106012",
        "wages",
    )
    assert (signal.persons, signal.amount, signal.phone, signal.anonymous) == (
        30,
        450_000,
        "13812341234",
        True,
    )
    assert (signal.text, signal.heard_at) == ("拖欠工资三个月", datetime(2026, 11, 18, tzinfo=SHANGHAI))
    assert signal.org == cast.lingyin


def test_the_same_file_twice_adds_nothing(source):
    content = make_sheet(*[{"内容": f"第{i}件"} for i in range(30)], {"编号": "1", "内容": "有编号"})
    assert counts(take_in(source, content)) == (31, 0, 0)
    assert counts(take_in(source, content)) == (0, 31, 0)
    assert Signal.objects.count() == 31 and not differences()


def test_an_overlapping_file_adds_only_what_is_new(source):
    take_in(source, make_sheet(*[{"内容": f"第{i}件"} for i in range(20)]))
    assert counts(take_in(source, make_sheet(*[{"内容": f"第{i}件"} for i in range(10, 30)]))) == (10, 10, 0)


def test_the_same_content_as_csv_is_the_same_row(source):
    take_in(source, make_sheet({"用人单位": "示例云杉厂", "涉及人数": 30}))
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        content = f"发生日期,用人单位,内容,涉及人数\n2026/11/18,示例云杉厂,{TEXT},30\n".encode(encoding)
        assert counts(take_in(source, content, "周报.csv")) == (0, 1, 0)


def test_the_same_row_of_two_unions_is_two_signals(source, cast):
    take_in(source, make_sheet({}), org=cast.xihu)
    assert counts(take_in(source, make_sheet({}), org=cast.yuhang)) == (1, 0, 0)


def test_a_number_used_for_something_else_is_sent_back_and_not_lost(source):
    take_in(source, make_sheet({"编号": "1", "内容": "甲厂欠薪"}))
    batch = take_in(source, make_sheet({"编号": "1", "内容": "乙厂工伤"}, {"编号": "2", "内容": "丙"}))
    assert counts(batch) == (1, 0, 1)
    assert "编号已用于" in batch.rejects[0]["problems"][0]["reason"]


def test_a_crash_in_the_middle_gives_the_same_result_as_once(source, monkeypatch):
    rows = [{"内容": f"第{i}件"} for i in range(50)] + [{"内容": "第3件"}, {"内容": ""}]
    batch = look(source, make_sheet(*rows))
    foreseen = counts(batch)
    monkeypatch.setattr(imports, "CHUNK", 10)
    real, calls = imports.store, []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise OperationalError("the server went away")
        return real(*args, **kwargs)

    monkeypatch.setattr(imports, "store", dying)
    with pytest.raises(OperationalError):
        imports.commit(batch, by=None, at=FRIDAY)
    batch.refresh_from_db()
    assert (batch.state, batch.done, Signal.objects.count()) == ("waiting", 30, 30)
    assert import_waiting(FRIDAY) == 1
    batch.refresh_from_db()
    assert (batch.state, counts(batch)) == ("done", foreseen) == ("done", (50, 1, 1))
    assert import_waiting(FRIDAY) == 0 and not differences()
    assert Entry.objects.filter(verb="import").count() == 1


def test_a_long_sheet_waits_for_the_worker(source, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    batch = take_in(source, make_sheet(*[{"内容": f"第{i}件"} for i in range(9)]))
    assert batch.state == "waiting" and not Signal.objects.exists()
    import_waiting(FRIDAY)
    assert Signal.objects.count() == 9


def test_a_batch_is_committed_once(source, cast):
    batch = look(source, make_sheet({}))
    imports.commit(batch, by=None, at=FRIDAY)
    for act in (imports.commit, imports.cancel):
        with pytest.raises(Refused):
            act(batch, by=cast.chen, at=FRIDAY)


def test_the_rows_sent_back_come_with_their_reasons_and_can_be_sent_again(source):
    batch = take_in(source, make_sheet({"内容": "好"}, {"内容": "甲", "涉及人数": "三十人", "类别": "欠钱"}))
    sheet = read_sheet(imports.rejected_sheet(batch), "退回.xlsx")
    (row,) = sheet.rows
    assert row.cells["内容"] == "甲" and "涉及人数：“三十人”不是数字" in row.cells["退回原因"]
    assert counts(look(source, imports.rejected_sheet(batch), "退回.xlsx")) == (0, 0, 1)


def test_a_batch_keeps_no_cell_of_a_row_sent_back(source):
    batch = look(source, make_sheet({"内容": "", "联系电话": "13812341234", "反映人": "张三丰"}))
    assert "1381234" not in str(batch.rejects) and "张三丰" not in str(batch.rejects)


@pytest.mark.parametrize("content", [b"", b"x", b"\x00\x01\x02", b"PK\x03\x04broken", b"a,b,c\n1,2,3\n"])
def test_it_refuses_what_is_no_weekly_sheet(source, content):
    with pytest.raises(Refused):
        look(source, content, "周报.csv")
    assert not Batch.objects.exists()


def test_it_refuses_a_sheet_without_rows(source):
    with pytest.raises(Refused, match="没有数据"):
        look(source, make_sheet())


@pytest.mark.parametrize("kind", Kind.values)
def test_every_source_has_a_template_that_reads_back(kind):
    layout = LAYOUTS.get(kind, weekly.LAYOUT)
    sheet = read_sheet(imports.template(kind), "模板.xlsx", columns=layout.known)
    assert list(sheet.header) == layout.titles


CELLS = (
    st.none()
    | st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
)


@given(st.fixed_dictionaries(dict.fromkeys(weekly.LAYOUT.titles, CELLS)))
@settings(max_examples=300, deadline=None)
def test_any_row_is_heard_or_sent_back_with_a_reason(cells):
    ((number, got),) = weekly.LAYOUT.read([Row(2, cells)], org="HZ", at=FRIDAY)
    assert number == 2
    if isinstance(got, Heard):
        ((_, again),) = weekly.LAYOUT.read([Row(9, cells)], org="HZ", at=FRIDAY)
        assert again == got and got.text and len(got.key) <= 80
    else:
        assert isinstance(got, Reject) and got.problems and all(p.reason and p.field for p in got.problems)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-18", (2026, 11, 18, 0, 0)), ("2026年11月18日", (2026, 11, 18, 0, 0)), ("2026/1/8", (2026, 1, 8, 0, 0)),
        ("2026.11.18 9:05", (2026, 11, 18, 9, 5)), ("2026年11月18日14时30分", (2026, 11, 18, 14, 30)), ("20261118", (2026, 11, 18, 0, 0)),
        (date(2026, 11, 18), (2026, 11, 18, 0, 0)), (datetime(2026, 11, 18, 7, 1), (2026, 11, 18, 7, 1)),
    ],
)  # fmt: skip
def test_it_reads_the_ways_a_day_is_written(written, meant):
    ((_, got),) = weekly.LAYOUT.read([Row(2, {"发生日期": written, "内容": "甲"})], org="HZ", at=FRIDAY)
    assert got.heard_at == datetime(*meant, tzinfo=SHANGHAI)
