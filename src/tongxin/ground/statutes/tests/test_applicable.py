from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from tongxin.ground.rulebook import services as rulebook
from tongxin.ground.rulebook.models import Kind, Rule
from tongxin.ground.rulebook.presets.citations import ARTICLES, ROWS
from tongxin.ground.statutes.importing import import_folder, read_file
from tongxin.ground.statutes.queries import Citation, applicable
from tongxin.ground.statutes.tests.makers import make_statute
from tongxin.project.testing import FRIDAY, shared

TODAY = FRIDAY.date()
BODY = {
    "citations": [
        {"of": "wages", "statute": "云杉劳动条例", "article": "第三条", "words": "离开时支付"},
        {"of": "wages", "statute": "未导入法", "article": "第九条", "words": "只写名称"},
        {"of": "injury", "statute": "云杉劳动条例", "article": "第一条", "words": "工伤"},
        {"of": "collective", "statute": "云杉劳动条例", "article": "第二条之一", "words": "集体"},
        {"of": "collective", "statute": "云杉劳动条例", "article": "第三条", "words": "集体也用"},
        {"of": "urgent", "statute": "云杉劳动条例", "article": "第九十九条", "words": "没有这一条"},
    ]
}


@pytest.fixture
def law() -> Path:
    folder = shared()
    if folder is None or not (folder / "law").is_dir():
        pytest.skip("共享的法律法规目录（../shared/law）不在此机器上")
    return folder / "law"


@pytest.fixture
def in_force(cast):
    """A rule of the city's own, confirmed by its leader."""
    Rule.objects.filter(kind=Kind.CITATIONS).update(active=False)
    rule = rulebook.add_rule("city-citations", Kind.CITATIONS, "本市法条", by=cast.ao, at=FRIDAY)
    told = {"citation": "市总办〔2026〕1号", "since": date(2026, 1, 1)}
    version = rulebook.write_version(rule, body=BODY, by=cast.ao, at=FRIDAY, **told)
    rulebook.confirm(version, by=cast.guan, at=FRIDAY)
    return rulebook.activate(rule, by=cast.guan, at=FRIDAY)


def told(citations) -> list[tuple[str, str]]:
    return [(each.label, each.why) for each in citations]


def test_nothing_is_named_before_the_city_confirms_the_rule(cast):
    assert applicable("wages", on=TODAY) == []


def test_articles_of_the_category_come_with_text_and_link(in_force, tmp_path):
    statute = make_statute(tmp_path)
    first, second = applicable("wages", on=TODAY)
    assert (first.title, first.label, first.why) == ("云杉劳动条例", "第三条", "离开时支付")
    assert first.url == f"/statutes/{statute.pk}/#a3" and first.opening.startswith("第二条规定的补偿")
    assert (second.title, second.label, second.url, second.text) == ("未导入法", "第九条", None, "")


def test_a_collective_or_urgent_matter_has_more(in_force, tmp_path):
    make_statute(tmp_path)
    both = applicable("wages", on=TODAY, collective=True, urgent=True)
    assert told(both) == [
        ("第三条", "离开时支付"), ("第九条", "只写名称"), ("第二条之一", "集体"), ("第九十九条", "没有这一条"),
    ]  # fmt: skip
    assert both[-1].url is None
    assert told(applicable("injury", on=TODAY)) == [("第一条", "工伤")]
    assert applicable("contract", on=TODAY) == []


def test_the_version_of_the_day_is_cited(in_force, tmp_path):
    old, new = make_statute(tmp_path), make_statute(tmp_path, version="2026-06-01")
    assert applicable("wages", on=date(2026, 3, 1))[0].url.startswith(f"/statutes/{old.pk}/")
    assert applicable("wages", on=TODAY)[0].url.startswith(f"/statutes/{new.pk}/")


def test_it_asks_the_database_twice(in_force, tmp_path):
    make_statute(tmp_path)
    with CaptureQueriesContext(connection) as asked:
        citations = applicable("wages", on=TODAY, collective=True, urgent=True)
        render_to_string("statutes/_applicable.html", {"citations": citations})
    assert len(asked) == 2


def test_the_partial_shows_link_reason_and_text(in_force, tmp_path):
    statute = make_statute(tmp_path)
    words = render_to_string("statutes/_applicable.html", {"citations": applicable("wages", on=TODAY)})
    assert f'<a href="/statutes/{statute.pk}/#a3">《云杉劳动条例》第三条</a>' in words
    assert "离开时支付" in words and "<details>" in words and "于离开云杉时支付。" in words
    assert "<strong>《未导入法》第九条</strong>" in words
    assert render_to_string("statutes/_applicable.html", {"citations": []}).strip() == ""


@pytest.mark.parametrize(("number", "rest"), [(5, ""), (7, "其余 2 条")])
def test_the_first_five_are_open_and_the_rest_is_folded(number, rest):
    citations = [Citation("云杉法", f"第{n}条", "因为") for n in range(number)]
    words = render_to_string("statutes/_applicable.html", {"citations": citations})
    assert words.count("<strong>") == number and (rest in words) and ("其余" in words) == bool(rest)


def test_the_demonstration_names_them(cast, settings):
    settings.TONGXIN_DEMO = True
    rulebook.activate_examples(FRIDAY)
    assert len(applicable("wages", on=TODAY)) == len(ARTICLES["wages"])


def test_every_group_has_five_to_nine_with_a_short_reason():
    assert set(ARTICLES) == {"wages", "injury", "insurance", "contract", "other", "collective", "urgent"}
    assert all(5 <= len(articles) <= 9 for articles in ARTICLES.values())
    assert all(len(row["words"]) <= 20 for row in ROWS)


def test_every_file_is_read_and_its_numbers_follow(law):
    for path in sorted(law.glob("*.md")):
        found = read_file(path)
        assert [a.number for a in found.articles] == list(range(1, len(found.articles) + 1)), path.name
        assert found.articles[-1].number >= 9 and all(a.text for a in found.articles)


def test_every_cited_article_is_there(law, cast, settings):
    settings.TONGXIN_DEMO = True
    rulebook.activate_examples(FRIDAY)
    outcome = import_folder(law, by=None, at=FRIDAY)
    assert not outcome.refused and outcome.statutes["new"] == len(list(law.glob("*.md")))
    for category in ("wages", "injury", "insurance", "contract", "other"):
        found = applicable(category, on=TODAY, collective=True, urgent=True)
        assert found and all(each.url and each.text for each in found), [c for c in found if not c.url]
    again = import_folder(law, by=None, at=FRIDAY)
    assert set(again.statutes) == {"same"} and again.articles["new"] == again.articles["replaced"] == 0
