import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tongxin.project.cli.triage import triage
from tongxin.watch.triage.weights import FILE

ROW = {"id": "a", "text": "老板拖欠我们三十个工人三个月工资", "union": True, "main": "wages", "labour": True}


def written(path, *rows) -> str:
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    )
    return str(path)


def test_it_predicts_a_line_a_text(tmp_path):
    out = tmp_path / "out.jsonl"
    answer = CliRunner().invoke(
        triage, ["predict", written(tmp_path / "in.jsonl", ROW, {"id": 2, "text": ""}), str(out)]
    )
    assert answer.exit_code == 0, answer.output
    first, second = map(json.loads, out.read_text().splitlines())
    assert (first["id"], first["category"], second["id"]) == ("a", "wages", 2)
    assert "已研判 2 条" in answer.output


@pytest.mark.parametrize(
    ("line", "why"), [("{", "第2行不是有效的 JSON"), ('{"id": 1}', "第2行缺少文本字段"), ("[1]", "第2行")]
)
def test_it_names_the_bad_line(tmp_path, line, why):
    answer = CliRunner().invoke(
        triage, ["predict", written(tmp_path / "in.jsonl", ROW, line), str(tmp_path / "out")]
    )
    assert answer.exit_code == 1 and why in answer.output


def test_it_evaluates_and_refuses_what_has_no_annotation(tmp_path):
    answer = CliRunner().invoke(triage, ["evaluate", written(tmp_path / "in.jsonl", ROW)])
    assert (
        answer.exit_code == 0
        and "工会事项 F1\t1.000\t1.00–1.00\t1" in answer.output
        and "金额" not in answer.output
    )
    assert CliRunner().invoke(triage, ["evaluate", written(tmp_path / "empty.jsonl")]).exit_code == 1
    (tmp_path / "gbk.jsonl").write_bytes('{"text": "工资"}'.encode("gb18030"))
    answer = CliRunner().invoke(triage, ["evaluate", str(tmp_path / "gbk.jsonl")])
    assert answer.exit_code == 1 and "UTF-8" in answer.output


@pytest.mark.parametrize(
    ("told", "why"), [('"amount": "30000"', "第2条的 amount 不是数字"), ('"date": "去年"', "第2行的 date")]
)
def test_it_names_the_row_whose_label_or_date_is_none(tmp_path, told, why):
    file = written(tmp_path / "in.jsonl", ROW, '{"id": 2, "text": "拖欠工资", "union": true, ' + told + "}")
    answer = CliRunner().invoke(triage, ["evaluate", file])
    assert answer.exit_code == 1 and why in answer.output


def test_it_evaluates_other_weights_and_refuses_what_is_none(tmp_path):
    file = written(tmp_path / "in.jsonl", ROW)
    assert CliRunner().invoke(triage, ["evaluate", file, "--weights", str(FILE)]).exit_code == 0
    answer = CliRunner().invoke(triage, ["evaluate", file, "--weights", file])
    assert answer.exit_code == 1 and "不是权重文件" in answer.output


def test_a_missing_file_is_a_usage_error(tmp_path):
    assert (
        CliRunner().invoke(triage, ["predict", str(tmp_path / "none"), str(tmp_path / "out")]).exit_code == 2
    )


def test_it_needs_no_django(tmp_path):
    code = "import sys; import tongxin.project.cli.triage; sys.exit('django.db' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
