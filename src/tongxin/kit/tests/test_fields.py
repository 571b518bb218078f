import pytest
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter

from tongxin.kit.crypto import Undecipherable, current_prefix
from tongxin.kit.fields import BlindIndexField, EncryptedTextField, blind, encrypted_models, rotate, stale

PHONE = "13812341234"


class Holder(models.Model):  # noqa: DJ008
    phone = EncryptedTextField("手机", context="kit.holder.phone", null=True, blank=True)
    phone_index = BlindIndexField(source="phone", unique=True)
    note = EncryptedTextField(context="kit.holder.note", default="")

    class Meta:
        app_label = "kit"
        apps = Apps()  # known to nobody else, or makemigrations would want it


@pytest.fixture(autouse=True)
def keys(settings):
    settings.TONGXIN_KEYS = {"k1": bytes(range(32)), "k2": bytes(range(32, 64))}
    settings.TONGXIN_KEY_ID = "k1"
    settings.TONGXIN_CIPHER = "aes-256-gcm"
    return settings


@pytest.fixture
def table(db):
    with connection.schema_editor() as editor:
        editor.create_model(Holder)


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kit_holder ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_it_stores_a_token_and_gives_back_the_text(table):
    Holder.objects.create(phone=PHONE, note="家庭困难")
    assert stored("phone")[0].startswith(current_prefix())
    assert "困难" not in stored("note")[0]
    assert Holder.objects.values_list("phone", "note").get() == (PHONE, "家庭困难")


def test_it_leaves_null_and_empty_text_alone(table):
    Holder.objects.create(phone=None)
    Holder.objects.create(phone="")
    assert stored("phone") == [None, ""]
    assert stored("phone_index") == [None, None]
    assert Holder.objects.filter(phone__isnull=True).count() == 1
    assert not Holder.objects.filter(stale(Holder)).exists()


def test_it_finds_a_row_by_its_plain_value(table):
    row = Holder.objects.create(phone=PHONE)
    Holder.objects.create(phone="13912341234")
    assert Holder.objects.get(blind(Holder, phone="138 1234 1234")) == row


def test_it_indexes_rows_created_in_bulk(table):
    Holder.objects.bulk_create([Holder(phone=PHONE), Holder(phone="13912341234")])
    assert Holder.objects.filter(blind(Holder, phone=PHONE)).count() == 1


def test_it_refuses_look_ups_that_cannot_work():
    with pytest.raises(FieldError, match="blind"):
        Holder.objects.filter(phone=PHONE)
    with pytest.raises(FieldError, match="no blind index"):
        blind(Holder, note="x")


def test_it_refuses_to_save_the_value_without_its_index(table):
    row = Holder.objects.create(phone=PHONE)
    row.phone = "13912341234"
    with pytest.raises(ValueError, match="phone_index"):
        row.save(update_fields=["phone"])
    row.save(update_fields=["phone", "phone_index"])
    assert Holder.objects.get(blind(Holder, phone="13912341234")) == row


def test_it_rotates_every_row_once(table, keys):
    Holder.objects.bulk_create([Holder(phone=f"1381234{i:04}", note="注") for i in range(7)])
    keys.TONGXIN_KEY_ID = "k2"
    assert Holder.objects.filter(blind(Holder, phone="13812340003")).exists()
    assert list(rotate(Holder, batch=3)) == [3, 3, 1]
    assert all(token.startswith("k2:a:") for token in stored("phone") + stored("note"))
    assert list(rotate(Holder)) == []
    keys.TONGXIN_KEYS = {"k2": keys.TONGXIN_KEYS["k2"]}
    assert Holder.objects.get(blind(Holder, phone="13812340003")).note == "注"


def test_it_takes_up_a_rotation_where_it_was_left(table, keys):
    Holder.objects.bulk_create([Holder(phone=f"1381234{i:04}") for i in range(5)])
    keys.TONGXIN_CIPHER = "sm4-gcm"
    assert next(rotate(Holder, batch=2)) == 2
    assert sum(rotate(Holder, batch=2)) == 3
    assert all(token.startswith("k1:s:") for token in stored("phone"))


def test_it_stops_a_rotation_at_a_row_whose_key_is_gone(table, keys):
    Holder.objects.create(phone=PHONE)
    keys.TONGXIN_KEYS = {"k2": bytes(32)}
    keys.TONGXIN_KEY_ID = "k2"
    with pytest.raises(Undecipherable, match="k1"):
        list(rotate(Holder))


def test_it_writes_itself_into_a_migration():
    phone, _ = MigrationWriter.serialize(Holder._meta.get_field("phone"))
    index, _ = MigrationWriter.serialize(Holder._meta.get_field("phone_index"))
    assert (
        phone
        == "tongxin.kit.fields.EncryptedTextField(blank=True, context='kit.holder.phone', null=True, verbose_name='手机')"
    )
    assert index == "tongxin.kit.fields.BlindIndexField(source='phone', unique=True)"


def test_it_knows_which_models_hold_secrets():
    assert encrypted_models([Holder]) == [Holder]
