"""An empty platform is opened from the command line, and only once."""

import json
import re

import pytest
from click.testing import CliRunner

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.tests.makers import row, sheet
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.project.cli.demo import SHOWN, load
from tongxin.project.cli.main import cli

pytestmark = pytest.mark.django_db

CITY = ["--name", "杭州市总工会", "--code", "HZ", "--region", "3301", "--login", "admin", "--person", "丁一"]


def tongxin(*arguments: str, code: int = 0) -> str:
    answer = CliRunner().invoke(cli, arguments)
    assert answer.exit_code == code, answer.output
    return answer.output


def test_ding_opens_the_platform_signs_in_and_must_choose_a_password(client):
    said = tongxin("setup", *CITY)
    password = re.search(r"初始密码 (\S+)", said)[1]
    assert Org.objects.get(parent=None).name == "杭州市总工会"
    client.post("/accounts/login/", {"login": "admin", "password": password})
    assert client.get("/orgs/")["Location"] == "/accounts/password/change/"
    own = {"oldpassword": password, "password1": "Xihu-lake-2026", "password2": "Xihu-lake-2026"}
    assert client.post("/accounts/password/change/", own).status_code == 302
    assert "新建账号" in client.get("/people/").content.decode()
    assert {"create", "assign_post"} <= set(Entry.objects.values_list("verb", flat=True))
    assert password not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_second_time_is_refused(cast):
    assert "已经建立（杭州市总工会）" in tongxin("setup", *CITY, code=1)
    assert not Account.objects.filter(username="admin").exists()


@pytest.mark.parametrize(
    ("option", "value", "why"), [("--region", "9999", "没有代码为"), ("--login", "张", "登录名")]
)
def test_a_wrong_region_or_login_leaves_nothing_behind(option, value, why):
    assert why in tongxin("setup", *CITY, option, value, code=1)
    assert not Org.objects.exists() and not Account.objects.exists()


def test_it_asks_for_what_is_not_given():
    answer = CliRunner().invoke(cli, ["setup", *CITY[:6]], input="admin\n丁一\n")
    assert answer.exit_code == 0 and "初始密码" in answer.output


def test_employers_come_in_from_a_file_and_the_wrong_rows_go_back(cast, tmp_path):
    file = tmp_path / "单位.xlsx"
    file.write_bytes(sheet(row(0), row(1), row(2, 统一社会信用代码="12345")))
    said = tongxin("employers", "import", str(file), "--org", "HZ", code=3)
    assert "新增 2 · 更新 0 · 重复 0 · 退回 1" in said and "第 4 行" in said
    assert (tmp_path / "单位.退回.xlsx").exists() and Employer.objects.count() == 2
    file.write_bytes(sheet(row(0), row(1, 职工人数=77)))
    assert "新增 0 · 更新 1 · 重复 1 · 退回 0" in tongxin("employers", "import", str(file), "--org", "HZ")
    (tmp_path / "x.xlsx").write_bytes(b"no sheet")
    assert "未导入" in tongxin("employers", "import", str(tmp_path / "x.xlsx"), "--org", "HZ", code=1)
    assert "没有编号为" in tongxin("employers", "import", str(file), "--org", "NO", code=1)


def test_the_accounts_of_the_demonstration_that_are_not_shown_are_spoken_of(capsys, tmp_path):
    marker = tmp_path / "demo.json"
    accounts = [[f"login{n}", f"人{n}", "岗位"] for n in range(SHOWN + 5)]
    marker.write_text(json.dumps({"password": "Tx-1", "accounts": accounts}))
    load(marker)
    said = capsys.readouterr().out
    assert "login19" in said and "login20" not in said
    assert f"另有 5 个账号，密码相同，全部写在 {marker}" in said


@pytest.mark.parametrize(
    ("command", "words"), [("drill", "R9  审计记录被改"), ("bench", "screen    百万条线索")]
)
def test_help_says_what_each_name_stands_for(command, words):
    assert words in tongxin(command, "--help")
