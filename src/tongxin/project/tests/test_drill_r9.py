import pytest

from tongxin.ground.audit.models import Entry
from tongxin.project.drills import r9

pytestmark = pytest.mark.django_db


def test_every_attack_on_the_audit_trail_is_found():
    outcome = r9.run()
    assert outcome.passed, outcome.line


def test_a_verifier_that_lacks_a_check_fails_the_drill():
    outcome = r9.run(planted=True)
    assert not outcome.passed
    assert "改动一微秒" in outcome.line


@pytest.mark.parametrize(
    ("check", "attack"),
    [
        ("root_fault", "删除并抹去封存"),
        ("chain_fault", "删除整批"),
        ("strays", "插入"),
        ("backdated", "倒签插入"),
        ("cut_tail", "截断链尾"),
        ("head_faults", "持密钥重写"),
    ],
)
def test_every_other_check_is_needed_too(monkeypatch, check, attack):
    monkeypatch.setattr(f"tongxin.ground.audit.verify.{check}", lambda *given: [])
    outcome = r9.run()
    assert not outcome.passed and attack in outcome.line


def test_it_leaves_the_real_trail_as_it_was():
    before = list(Entry.objects.values_list("pk", flat=True))
    r9.run()
    assert list(Entry.objects.values_list("pk", flat=True)) == before
