import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tongxin.ground.places.models import Region
from tongxin.ground.rollups.queries import differences
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.ground.rulebook.services import load_presets
from tongxin.ground.rulebook.uses import COLLECTIVE
from tongxin.kit import jobs
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_employer, make_signal


def test_it_reads_a_signal_and_marks_the_evidence(cast):
    employer = make_employer(cast.lingyin, "杭州乌有云杉服饰有限公司", region_id="330106012")
    signal = make_signal(
        cast.city, "杭州乌有云杉服饰有限公司拖欠30名工人工资15万元，欠了三个月，在西湖区灵隐街道"
    )
    assert triage(FRIDAY) == 1
    verdict = Verdict.objects.get(signal=signal)
    assert verdict.acts and verdict.category == "wages"
    assert verdict.employer == employer
    assert (verdict.persons, verdict.amount, verdict.months) == (30, 150_000, 3)
    assert verdict.region_id == "330106012"
    assert verdict.collective
    for field, start, end, text, why in verdict.spans:
        assert signal.text[start:end] == text and field and why


def test_it_counts_until_the_day_on_which_the_signal_was_heard(cast):
    signal = make_signal(cast.xihu, "公司2026年6月至今没发工资，一共二十名工人，老板一直拖欠")
    triage(FRIDAY)
    assert signal.verdicts.get(current=True).months == 5


def test_what_is_judged_goes_into_the_search_index_at_once_and_again_when_it_is_moved(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    def roused_by(act):
        monkeypatch.setattr(jobs, "_woken", {})
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return ProcrastinateJob.objects.filter(task_name="signals-words", status="todo").count()

    yuhang = Region.objects.get(code="330110")
    signal = make_signal(cast.xihu, "西湖区一家餐饮公司拖欠我两个月工资八千元")
    assert roused_by(lambda: triage(FRIDAY)) == 1
    assert roused_by(lambda: overrule(signal, by=cast.chen, at=FRIDAY, persons=2)) == 0
    assert roused_by(lambda: overrule(signal, by=cast.chen, at=FRIDAY, region=yuhang)) == 1


def test_it_moves_the_signal_to_the_ground_of_its_place(cast):
    signal = make_signal(cast.city, "余杭区一家餐饮公司拖欠我两个月工资八千元")
    triage(FRIDAY)
    signal.refresh_from_db()
    assert signal.org == cast.yuhang
    assert Signal.objects.visible_to(cast.yu).filter(pk=signal.pk).exists()
    assert not Signal.objects.visible_to(cast.xi).filter(pk=signal.pk).exists()


def test_it_counts_what_is_no_union_matter_as_outside(cast):
    make_signal(cast.city, "请问小区门口的公交站什么时候恢复，等了半年了")
    triage(FRIDAY)
    assert not Verdict.objects.get().acts
    assert differences() == []


def test_it_keeps_the_counts_equal_to_a_recount(cast):
    for text in ("拖欠工资三个月", "工伤不赔，在西湖区", "公司没有给我们缴社保", "想问下养老金怎么算"):
        make_signal(cast.city, text)
    triage(FRIDAY)
    assert differences() == []


def test_it_reads_hostile_texts_without_stopping(cast):
    for text in ("　", "🙂" * 3000, "工资" * 50_000, "a" * 20_000, "1" * 5000, "（" * 4000):
        make_signal(cast.city, text)
    assert triage(FRIDAY) == 6
    assert Verdict.objects.count() == 6


def test_a_firm_named_after_the_city_leaves_the_signal_in_its_district(cast):
    signal = make_signal(cast.xihu, "我在杭州乌有云杉服饰有限公司上班，工资两个月没发了")
    triage(FRIDAY)
    signal.refresh_from_db()
    assert signal.org == cast.xihu
    assert Verdict.objects.get(signal=signal).region_id is None


@pytest.mark.parametrize(("least", "persons", "collective"), [(20, 12, False), (20, 20, True), (5, 6, True)])
def test_the_rulebook_says_how_many_make_a_dispute_collective(cast, least, persons, collective):
    load_presets(FRIDAY)
    rule = Rule.objects.get(key=COLLECTIVE)
    first = rule.versions.get()
    Version.objects.create(
        rule=rule, number=2, body={**first.body, "threshold": {"persons": least}}, citation="本市规定",
        status="confirmed", since=first.since, at=FRIDAY,
    )  # fmt: skip
    Rule.objects.filter(pk=rule.pk).update(active=True)
    make_signal(cast.city, f"西湖区灵隐街道一家服装厂拖欠{persons}名工人工资6万元")
    triage(FRIDAY)
    verdict = Verdict.objects.get()
    assert (verdict.persons, verdict.collective) == (persons, collective)
