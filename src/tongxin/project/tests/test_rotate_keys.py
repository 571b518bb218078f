"""A new master key, and every encrypted field under it."""

import pytest
from django.apps import apps

from tongxin.ground.people.models import Account
from tongxin.kit.fields import blind, encrypted_models, rotate, stale
from tongxin.project import keys

pytestmark = pytest.mark.django_db


def test_every_field_comes_under_the_new_key(cast, settings, tmp_path):
    path = tmp_path / "keys.json"
    keys.load(path)
    old = keys.load(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = old.masters, old.current
    cast.li.phone = "13812341234"
    cast.li.save()
    name = keys.add(path)
    new = keys.load(path)
    settings.TONGXIN_KEYS, settings.TONGXIN_KEY_ID = new.masters, new.current
    assert new.current == name != old.current and old.current in new.masters
    assert Account.objects.filter(stale(Account)).count() == 1
    for model in encrypted_models(apps.get_models()):
        list(rotate(model))
        assert not model._base_manager.filter(stale(model)).exists()
    found = Account.objects.get(blind(Account, phone="13812341234"))
    assert found == cast.li and found.phone == "13812341234"


def test_no_key_is_ever_dropped(tmp_path):
    path = tmp_path / "keys.json"
    first = keys.load(path)
    for _ in range(3):
        keys.add(path)
    assert len(keys.load(path).masters) == 4 and keys.load(path).masters["k1"] == first.masters["k1"]
    assert path.stat().st_mode & 0o777 == 0o600
