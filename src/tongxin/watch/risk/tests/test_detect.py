"""Weekly counts from a file to a file: what is scored, what is refused by line, what has too little history."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from tongxin.project.cli.risk import risk

WEEKS = 264


def write(path, weeks, name="西湖区", head="series,date,count"):
    first = date(2020, 1, 6)
    rows = [f"{name},{first + timedelta(weeks=n)},{count}" for n, count in enumerate(weeks)]
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def detect(source, tmp_path, *options):
    answer = CliRunner().invoke(risk, ["detect", str(source), str(tmp_path / "out.csv"), *options])
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines() if answer.exit_code == 0 else []
    return answer, lines


def test_a_jump_in_the_last_week_alarms(tmp_path):
    answer, lines = detect(write(tmp_path / "in.csv", [3] * (WEEKS - 1) + [30]), tmp_path)
    assert answer.exit_code == 0 and lines[0] == "series,date,count,expected,upper,alarm"
    assert lines[1].startswith("西湖区,2025-01-20,30,3,") and lines[1].endswith(",1")


def test_too_short_a_history_gives_no_verdict(tmp_path):
    _, lines = detect(write(tmp_path / "in.csv", [3] * 40), tmp_path, "--last", "2")
    assert [line.split(",")[3:] for line in lines[1:]] == [["", "", ""]] * 2


def test_a_missing_week_counts_nothing(tmp_path):
    path = write(tmp_path / "in.csv", [2] * WEEKS)
    kept = [line for number, line in enumerate(path.read_text("utf-8").splitlines()) if number % 7 != 3]
    path.write_text("\n".join(kept), encoding="utf-8")
    answer, lines = detect(path, tmp_path)
    assert answer.exit_code == 0 and float(lines[1].split(",")[3]) < 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("西湖区,2020年1月6日,3", "第2行：日期“2020年1月6日”不是 年-月-日"),
        ("西湖区,2020-01-06,三", "第2行：数量“三”不是数字"),
        ("西湖区,2020-01-06,-1", "第2行：数量“-1”应为不小于 0 的整数"),
        ("西湖区,2020-01-06,nan", "第2行"),
        ("西湖区,2020-01-06,1e300", "第2行"),
        ("西湖区,2020-01-06,1\n西湖区,2020-01-06,2", "第3行：序列“西湖区”的 2020-01-06 出现了两次"),
        ("西湖区,2020-01-06,1\n西湖区,2020-01-09,2", "相隔不是整周"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, why):
    path = tmp_path / "in.csv"
    path.write_text(f"series,date,count\n{line}\n", encoding="utf-8")
    answer, _ = detect(path, tmp_path)
    assert answer.exit_code == 1 and why in answer.output


def test_missing_columns_and_other_encodings_are_refused(tmp_path):
    answer, _ = detect(write(tmp_path / "in.csv", [1], head="名称,日期,数量"), tmp_path)
    assert answer.exit_code == 1 and "缺少列：series、date、count" in answer.output
    (tmp_path / "gbk.csv").write_bytes("series,date,count\n西湖,2020-01-06,1".encode("gb18030"))
    answer, _ = detect(tmp_path / "gbk.csv", tmp_path)
    assert answer.exit_code == 1 and "UTF-8" in answer.output
