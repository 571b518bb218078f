"""A new master key, and every encrypted field under it, while others go on reading."""

import subprocess
import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps

from tongxin.ground.people import factors
from tongxin.ground.people.models import Account
from tongxin.kit.fields import blind, encrypted_models, rotate, stale
from tongxin.project import keys
from tongxin.project.tests.installing import command, data_folder, environment, tongxin

WRITE = """
from tongxin.ground.people.models import Account
for n in range(1200):
    Account.objects.create(username=f"p{n}", name="甲", phone=f"138{n:08}")
"""
READ = """
import sys
from pathlib import Path
from django.conf import settings
from tongxin.ground.people.models import Account
from tongxin.kit.fields import blind
folder, read, wrong = Path(settings.DATA), 0, 0
(folder / "reading").touch()
while not (folder / "stop").exists():
    for n in range(0, 1200, 7):
        account = Account.objects.get(username=f"p{n}")
        found = Account.objects.filter(blind(Account, phone=f"138{n:08}"))
        wrong += account.phone != f"138{n:08}" or [each.pk for each in found] != [account.pk]
        read += 1
    Account.objects.create(username=f"late{read}", name="乙", phone=f"139{read:08}")
print("READ", read, wrong, settings.TONGXIN_KEY_ID)
"""


@pytest.mark.django_db
def test_every_field_comes_under_the_new_key(cast, settings, tmp_path):
    path = tmp_path / "keys.json"
    old = keys.load(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = old.masters, old.current
    cast.li.phone = "13812341234"
    cast.li.save()
    name = keys.add(path)
    assert keys.load(path).current == old.current and name in keys.load(path).masters
    assert keys.switch(path) == name
    new = keys.load(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = new.masters, new.current
    assert new.current == name != old.current and old.current in new.masters
    assert Account.objects.filter(stale(Account)).count() == 1
    for model in encrypted_models(apps.get_models()):
        list(rotate(model))
        assert not model._base_manager.filter(stale(model)).exists()
    found = Account.objects.get(blind(Account, phone="13812341234"))
    assert found == cast.li and found.phone == "13812341234"


@pytest.mark.django_db
def test_second_factors_are_stored_encrypted_and_come_under_the_new_key(cast, settings, tmp_path):
    path = tmp_path / "keys.json"
    old = keys.load(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = old.masters, old.current
    secret = generate_totp_secret()
    TOTP.activate(cast.xi, secret)
    codes = RecoveryCodes.activate(cast.xi).get_unused_codes()
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and stored.count("k1:a:") == 2 and not factors.stale().exists()
    keys.add(path)
    keys.switch(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = keys.load(path).masters, "k2"
    assert sum(factors.rotate(batch=1)) == 2 and not factors.stale().exists()
    assert "k1:" not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert RecoveryCodes.activate(cast.xi).get_unused_codes() == codes
    assert factors.FactorAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret


@pytest.mark.django_db
def test_what_was_stored_in_the_clear_before_is_encrypted_by_the_migration(cast):
    move = import_module("tongxin.ground.people.migrations.0002_encrypt_factors")
    plain = {"totp": {"secret": "GEZDGNBVGY3TQOJQ"}, "recovery_codes": {"seed": "ab" * 40, "used_mask": 3}}
    rows = {
        kind: Authenticator.objects.create(user=cast.xi, type=kind, data=data) for kind, data in plain.items()
    }
    for _ in range(2):  # a second run leaves the tokens alone
        move.encrypt_secrets(apps, None)
    for kind, name in (("totp", "secret"), ("recovery_codes", "seed")):
        rows[kind].refresh_from_db()
        assert factors.FactorAdapter().decrypt(rows[kind].data[name]) == plain[kind][name]
    assert rows["recovery_codes"].data["used_mask"] == 3


def test_no_key_is_ever_dropped(tmp_path):
    path = tmp_path / "keys.json"
    first = keys.load(path)
    for _ in range(3):
        keys.add(path)
        keys.switch(path)
    assert len(keys.load(path).masters) == 4 and keys.load(path).masters["k1"] == first.masters["k1"]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_a_process_goes_on_reading_and_writing_while_the_keys_are_rotated():
    with data_folder(migrated=True) as folder:
        tongxin(folder, "manage", "shell", "-v0", "-c", WRITE)
        assert "请先运行 tongxin keys add" in tongxin(folder, "keys", "rotate", code=1)
        tongxin(folder, "keys", "add")
        reader = subprocess.Popen(
            command("manage", "shell", "-v0", "-c", READ), env=environment(folder), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            while not (folder / "reading").exists() and reader.poll() is None:
                time.sleep(0.1)
            assert "现行密钥 k2，已重新加密 1," in tongxin(folder, "keys", "rotate")
        finally:
            (folder / "stop").touch()
        said, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        read, wrong, key = said.split("READ")[1].split()
        assert (int(wrong), key) == (0, "k1") and int(read) > 100
        assert "现行密钥 k2" in tongxin(folder, "keys", "rotate")
        assert "账号：0 行" in tongxin(folder, "keys", "list")
