import pytest
from django.conf import settings
from django.db import connection

from tongxin.ground.audit import heads, sealing
from tongxin.ground.audit import verify as verifying
from tongxin.ground.audit.models import Entry, Seal
from tongxin.ground.audit.services import seal
from tongxin.ground.audit.tests.makers import AT, forge, write
from tongxin.ground.audit.verify import head, read_heads, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    """Numbers of the entries of four seals of five each; what was before is sealed too."""
    while seal(AT):
        pass
    batches = []
    for _ in range(4):
        batches.append(write(5))
        seal(AT)
    return batches


def first_fault() -> verifying.Finding:
    report = verify()
    assert not report.ok
    return report.first_broken


def test_an_untouched_chain_is_whole(trail):
    write(2)
    report = verify(head())
    assert report.ok and report.unsealed == 2
    assert report.entries >= 20
    assert "全部完好" in report.words


@pytest.mark.parametrize(
    "change",
    [
        "facts = '{\"to\": 99}'",
        "actor = '别人'",
        "actor_id = 4711",
        "at = at - interval '1 day'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "verb = 'close'",
        "key = '2'",
        "kind = 'alerts.alert'",
        "recorded_at = 'infinity'",
    ],
)
def test_it_names_an_altered_entry(trail, change):
    number = trail[1][0]
    forge(f"UPDATE audit_entry SET {change} WHERE id = %s", number)
    assert first_fault().entry == number


def test_it_names_a_deleted_entry(trail):
    forge("DELETE FROM audit_entry WHERE id = %s", trail[2][3])
    fault = first_fault()
    assert fault.entry == trail[2][3] and "删除" in fault.words


def test_it_notices_two_entries_that_changed_places(trail):
    one, other = trail[1][1], trail[1][3]
    forge("UPDATE audit_entry SET id = -1 WHERE id = %s", one)
    forge("UPDATE audit_entry SET id = %s WHERE id = %s", one, other)
    forge("UPDATE audit_entry SET id = %s WHERE id = -1", other)
    assert first_fault().entry == one


def test_it_notices_an_entry_moved_to_another_seal(trail):
    forge("UPDATE audit_sealed SET seal_id = seal_id + 1 WHERE entry_id = %s", trail[1][4])
    assert "应有 5 条" in first_fault().words


def test_it_notices_an_entry_and_its_digest_altered_together(trail):
    number = trail[0][2]
    forge("UPDATE audit_entry SET verb = 'x' WHERE id = %s", number)
    forge("UPDATE audit_sealed SET leaf = %s WHERE entry_id = %s", _leaf(number), number)
    fault = first_fault()
    assert fault.entry is None and "默克尔根" in fault.words


def _leaf(number: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sealing.ENTRY_COLUMNS} FROM audit_entry e WHERE e.id = %s", [number])
        return sealing.leaf(cursor.fetchone())


def test_it_notices_a_seal_taken_out_of_the_middle(trail):
    middle = Seal.objects.order_by("-pk")[1]
    forge("DELETE FROM audit_sealed WHERE seal_id = %s", middle.pk)
    forge("DELETE FROM audit_entry WHERE id BETWEEN %s AND %s", trail[2][0], trail[2][-1])
    forge("DELETE FROM audit_seal WHERE id = %s", middle.pk)
    fault = first_fault()
    assert fault.seal == Seal.objects.order_by("-pk").first().pk and "链值" in fault.words


def test_it_notices_an_altered_bound(trail):
    forge("UPDATE audit_seal SET floor = 0 WHERE id = %s", Seal.objects.order_by("-pk").first().pk)
    assert "链值" in first_fault().words


def test_it_notices_an_entry_put_in_below_the_floor(trail):
    forge("UPDATE audit_entry SET id = id WHERE false")
    gap = -5
    Entry.objects.create(pk=gap, at=AT, actor="平台", kind="cases.case", key="1", verb="close")
    fault = first_fault()
    assert fault.entry == gap and "事后插入" in fault.words


def test_it_notices_a_backdated_entry_that_was_sealed(trail):
    made = Entry.objects.create(at=AT, actor="平台", kind="cases.case", key="1", verb="close")
    forge("UPDATE audit_entry SET recorded_at = recorded_at - interval '3 days' WHERE id = %s", made.pk)
    seal(AT)
    assert first_fault().entry == made.pk


def test_it_notices_an_entry_hidden_in_a_seal_that_is_not_there(trail):
    forge("ALTER TABLE audit_sealed DISABLE TRIGGER ALL")
    hidden = Entry.objects.create(pk=-9, at=AT, actor="平台", kind="cases.case", key="1", verb="close")
    forge("INSERT INTO audit_sealed (entry_id, seal_id, leaf) VALUES (%s, -1, '')", hidden.pk)
    assert first_fault().entry == hidden.pk


def cut(seals: int) -> None:
    for _ in range(seals):
        last = Seal.objects.order_by("-pk").first()
        forge(
            "WITH gone AS (DELETE FROM audit_sealed WHERE seal_id = %s RETURNING entry_id) "
            "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)",
            last.pk,
        )
        forge("DELETE FROM audit_seal WHERE id = %s", last.pk)


def test_a_cut_tail_is_shown_by_an_exported_head(trail):
    exported = head()
    cut(2)
    assert verify().ok  # the database alone cannot know
    report = verify(exported)
    assert not report.ok and "截断" in report.words


def test_a_chain_rewritten_with_the_key_is_shown_by_an_exported_head(trail):
    exported = head()
    cut(1)
    write(5)
    made = seal(AT)
    assert verify().ok
    report = verify(exported.replace(exported.split(":")[0], str(made.pk), 1))
    assert not report.ok and "重写" in report.words


def test_a_chain_rewritten_without_the_key_is_shown_by_itself(trail, settings):
    cut(1)
    write(5)
    true = settings.TONGXIN_KEYS
    settings.TONGXIN_KEYS = dict.fromkeys(true, bytes(32))
    made = seal(AT)
    settings.TONGXIN_KEYS = true
    assert first_fault().seal == made.pk


def test_an_earlier_head_still_fits_a_longer_chain(trail):
    exported = head()
    write(4)
    seal(AT)
    assert verify(f"{exported}\n{head()}").ok


def test_a_key_that_is_gone_is_said(trail, settings):
    settings.TONGXIN_KEYS = {"k9": bytes(32)}
    assert "密钥" in first_fault().words


def test_a_chain_over_a_change_of_keys_is_whole(trail, settings):
    settings.TONGXIN_KEYS = settings.TONGXIN_KEYS | {"k2": bytes(range(32))}
    settings.TONGXIN_KEY_ID = "k2"
    write(3)
    assert seal(AT).key_id == "k2"
    assert verify(head()).ok


def test_the_head_is_written_down_once_a_day(trail, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA", tmp_path)
    heads.export(AT)
    heads.export(AT.replace(day=21))
    lines = heads.exported().splitlines()
    assert len(lines) == 2 and lines[0].startswith("2026-11-20T10:00:00+08:00 ")
    assert verify(heads.exported()).ok


def test_it_refuses_a_text_that_is_no_head():
    with pytest.raises(ValueError, match="不是链头"):
        read_heads("hello")


def test_it_holds_only_some_findings(trail, monkeypatch):
    monkeypatch.setattr(verifying, "KEPT", 3)
    forge("UPDATE audit_entry SET actor = 'x' WHERE id >= %s", trail[0][0])
    report = verify()
    assert len(report.findings) == 3 and report.more == 17
    assert "发现 20 处不符" in report.words
