"""异议 and notes on evidence: chen and xi speak, the index follows, everything can be taken back."""

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.scores.contests import annotate, contest, reject, reopen, uphold, withdraw
from tongxin.watch.scores.models import Contest, Score
from tongxin.watch.scores.services import rescore
from tongxin.watch.scores.tests.makers import enact, make_employer, make_evidence


@pytest.fixture
def row(cast):
    enact()
    made = make_evidence(make_employer(cast.lingyin), "arrears_two")
    rescore([made.employer_id], at=FRIDAY)
    return made


def value(row):
    return Score.objects.get(employer=row.employer_id).value


def test_what_is_upheld_stops_counting_and_counts_again_once_reopened(cast, row):
    before = value(row)
    made = contest(row, reason="工资已足额补发", by=cast.xi, at=FRIDAY)
    assert value(row) == before
    uphold(made, decision="查银行流水属实", by=cast.chen, at=FRIDAY)
    row.refresh_from_db()
    assert not row.counts
    assert value(row) < before
    reopen(made, by=cast.chen, at=FRIDAY)
    assert value(row) == before
    verbs = list(Entry.objects.filter(kind="scores.contest").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["contest", "uphold", "reopen"]


def test_what_is_rejected_or_withdrawn_goes_on_counting(cast, row):
    before = value(row)
    reject(contest(row, reason="不实", by=cast.xi, at=FRIDAY), decision="属实", by=cast.chen, at=FRIDAY)
    withdraw(contest(row, reason="再提", by=cast.xi, at=FRIDAY), by=cast.xi, at=FRIDAY)
    assert value(row) == before


def test_nobody_decides_an_objection_of_his_own_and_only_its_author_withdraws_it(cast, row):
    made = contest(row, reason="一", by=cast.xi, at=FRIDAY)
    for decide in (uphold, reject):
        with pytest.raises(Refused, match="不能自己处理"):
            decide(made, decision="是", by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="只有提出异议的人"):
        withdraw(made, by=cast.chen, at=FRIDAY)
    assert Contest.objects.get().state == "open"


def test_a_second_objection_waits_for_the_first(cast, row):
    contest(row, reason="一", by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="已有一项异议"):
        contest(row, reason="二", by=cast.chen, at=FRIDAY)


def test_what_does_not_count_cannot_be_contested(cast, row):
    uphold(contest(row, reason="一", by=cast.xi, at=FRIDAY), decision="是", by=cast.chen, at=FRIDAY)
    row.refresh_from_db()
    with pytest.raises(Refused, match="已不计入"):
        contest(row, reason="二", by=cast.chen, at=FRIDAY)


def test_a_decision_is_not_taken_back_over_another_objection(cast, row):
    first = contest(row, reason="一", by=cast.xi, at=FRIDAY)
    reject(first, decision="否", by=cast.chen, at=FRIDAY)
    contest(row, reason="二", by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="另有一项异议"):
        reopen(first, by=cast.chen, at=FRIDAY)


def test_a_note_changes_no_index_and_is_audited(cast, row):
    before = value(row)
    annotate(row, note="已电话核实", by=cast.xi, at=FRIDAY)
    row.refresh_from_db()
    assert (row.note, value(row)) == ("已电话核实", before)
    annotate(row, note="", by=cast.xi, at=FRIDAY)
    facts = Entry.objects.filter(kind="scores.evidence", verb="annotate").order_by("pk")
    assert [entry.facts["note"] for entry in facts] == ["已电话核实", ""]
    with pytest.raises(Refused, match="没有改动"):
        annotate(row, note="", by=cast.xi, at=FRIDAY)
