"""`tongxin incidents import-ledger` and `withdraw-ledger` as an operator runs them."""

from contextlib import contextmanager

from click.testing import CliRunner

from tongxin.kit.sheets import write_csv
from tongxin.project.cli import incidents
from tongxin.watch.incidents.ledger_rows import COLUMNS
from tongxin.watch.incidents.models import Earlier, Ledger

LINGYIN = "330106012"
LINES = [
    ["2024-03-04", LINGYIN, "劳动报酬", "", 3],
    ["2024年3月5日", "330106", "工伤待遇", "", 1],
]


def test_an_operator_takes_a_ledger_in_by_command_and_back_again(cast, tmp_path, monkeypatch):
    monkeypatch.setattr(incidents, "database", contextmanager(lambda: (yield)))
    path = tmp_path / "台账.csv"
    path.write_bytes(write_csv(COLUMNS, [*LINES, ["?", LINGYIN, "劳动报酬", "", 1]]))
    done = CliRunner().invoke(incidents.import_ledger, [str(path), "--org", cast.city.code])
    assert done.exit_code == 3 and "计入事件 4" in done.output and "第 4 行" in done.output
    assert (tmp_path / "台账.退回.xlsx").exists()
    again = CliRunner().invoke(incidents.import_ledger, [str(path), "--org", cast.city.code])
    assert again.exit_code == 1 and "已经导入过" in again.output
    back = CliRunner().invoke(incidents.withdraw_ledger, [str(Ledger.objects.get().pk)])
    assert back.exit_code == 0 and not Earlier.objects.exists()
