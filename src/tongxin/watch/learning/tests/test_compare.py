from tongxin.watch.learning.adaptation import Sample
from tongxin.watch.learning.comparison import compare, coverage
from tongxin.watch.triage.verdicts import read_texts

TEXTS = ["公司拖欠工资三个月", "工地摔伤了公司不赔", "请问社保卡怎么办理", "小区停车位太少"]


def test_a_model_against_itself_differs_in_nothing():
    readings = read_texts(TEXTS)
    answers = [Sample(text, True, "wages") for text in TEXTS]
    found = compare(answers, readings, readings)
    assert found["before"] == found["after"] and found["difference"] == [0, 0]
    assert found["better"] == found["worse"] == 0 and found["rows"] == 4


def test_coverage_falls_and_a_sure_model_gains_accuracy():
    points = coverage([0.95, 0.85, 0.55, 0.3], [True, True, False, False])
    assert [point.coverage for point in points] == sorted((p.coverage for p in points), reverse=True)
    assert points[0].accuracy == 0.5 and points[-1].accuracy == 1.0 and points[-1].rows == 1


def test_nothing_reviewed_draws_no_line():
    assert all(point.accuracy is None and point.coverage == 0 for point in coverage([], []))
