"""A platform is backed up and comes back on another machine as it was."""

import json
import tarfile

import pytest

from tongxin.kit.refused import Refused
from tongxin.project import archive, keys
from tongxin.project.tests.installing import data_folder, tongxin

PHRASE = "correct horse battery staple"

LIVE = """
import json
from django.core.files.base import ContentFile
from tongxin.ground.audit.services import record, seal
from tongxin.ground.audit.verify import head
from tongxin.ground.files.services import store
from tongxin.ground.orgs.services import plant
from tongxin.ground.people.models import Account
from django.utils.timezone import localtime
at = localtime()
city = plant("HZ", "杭州市总工会", level="city", region="3301")
Account.objects.create(username="a", name="甲", phone="13812341234")
store(ContentFile("答复".encode(), name="答复.txt"), owner=city, by=None, at=at)
for n in range(50):
    record(city, "note", by=None, at=at, n=n)
seal(at)
"""
TOLD = """
import json
from django.apps import apps
from tongxin.ground.audit.verify import head, verify
from tongxin.ground.files.models import File
from tongxin.ground.files.services import intact
from tongxin.ground.people.models import Account
report = verify(head())
print("TOLD" + json.dumps({
    "head": head(), "ok": report.ok, "files": [intact(file) for file in File.objects.all()],
    "phone": Account.objects.get(username="a").phone,
    "counts": {m._meta.label: m._base_manager.count() for m in apps.get_models() if m._meta.managed},
}))
"""


def told(folder):
    return json.loads(tongxin(folder, "manage", "shell", "-v0", "-c", TOLD).split("TOLD")[1].splitlines()[0])


@pytest.mark.slow
def test_it_comes_back_as_it_was():
    with data_folder(migrated=True) as first, data_folder() as second, data_folder() as third:
        file, locked = first / "city.backup", first / "locked.backup"
        tongxin(first, "manage", "shell", "-v0", "-c", LIVE)
        assert "不含密钥" in tongxin(first, "backup", str(file))
        assert "已存在" in tongxin(first, "backup", str(file), code=1)
        assert file.stat().st_mode & 0o077 == 0
        secrets = json.loads((first / "keys.json").read_text())
        assert "至少 12 个字符" in tongxin(
            first, "backup", str(locked), "--with-keys", code=1, TONGXIN_PASSPHRASE="x"
        )
        tongxin(first, "backup", str(locked), "--with-keys", TONGXIN_PASSPHRASE=PHRASE)
        for written in (file, locked):
            assert not any(
                s.encode() in written.read_bytes() for s in (secrets["masters"]["k1"], secrets["django"])
            )

        assert "密钥文件放到" in tongxin(second, "restore", str(file), code=1)
        (second / "keys.json").write_text(json.dumps(secrets | {"masters": {"k1": "A" * 43 + "="}}))
        assert "另一套密钥" in tongxin(second, "restore", str(file), code=1)
        (second / "keys.json").write_text(json.dumps(secrets))
        assert "全部完好" in tongxin(second, "restore", str(file))
        assert "口令不对" in tongxin(
            third, "restore", str(locked), code=1, TONGXIN_PASSPHRASE="another passphrase"
        )
        assert "全部完好" in tongxin(third, "restore", str(locked), TONGXIN_PASSPHRASE=PHRASE)
        before = told(first)
        for place in (second, third):
            back = told(place)
            assert back == before
            assert back["ok"] and back["files"] == [True] and back["phone"] == "13812341234"
        assert "空的数据库" in tongxin(second, "restore", str(file), code=1)


def test_the_keys_in_an_archive_open_with_the_passphrase_only(tmp_path):
    path = tmp_path / "keys.json"
    keys.load(path)
    locked = keys.locked(path, PHRASE)
    assert keys.unlocked(locked, PHRASE) == path.read_bytes()
    assert locked != keys.locked(path, PHRASE)
    for stored, phrase in (
        (locked, PHRASE + " "),
        (locked.replace(b'"body": "', b'"body": "AAAA'), PHRASE),
        (b"{}", PHRASE),
    ):
        with pytest.raises(Refused, match="口令不对"):
            keys.unlocked(stored, phrase)


def packed(folder, **parts):
    for name, text in parts.items():
        (folder / name).write_text(text)
    whole = {name: folder / name for name in parts}
    archive._pack(folder / "archive", {archive.DUMP: whole.pop("dump"), **whole}, {}, archive.quiet)
    return folder / "archive"


def test_a_changed_archive_is_refused(tmp_path):
    file = packed(tmp_path, dump="PGDMP and more")
    assert archive.read_manifest(file)["format"] == archive.FORMAT
    file.write_bytes(file.read_bytes().replace(b"PGDMP", b"PGDMQ"))
    with pytest.raises(Refused, match="校验和"):
        archive.read_manifest(file)


def test_a_foreign_file_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"not an archive" * 100)
    with pytest.raises(Refused, match="不是备份"):
        archive.read_manifest(tmp_path / "x")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "files/../../x", "files/.ssh/x", "else"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    (tmp_path / "x").write_text("x")
    with tarfile.open(tmp_path / "t", "w") as tar:
        tar.add(tmp_path / "x", arcname=name)
        tar.getmembers()[0].name = name
    with pytest.raises(Refused):
        archive.read_manifest(tmp_path / "t")
