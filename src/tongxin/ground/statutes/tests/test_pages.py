import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from tongxin.ground.statutes.importing import import_folder
from tongxin.ground.statutes.models import Statute
from tongxin.ground.statutes.queries import Citation
from tongxin.ground.statutes.tests.makers import TEXT, make_statute, titled, write
from tongxin.project.testing import FRIDAY

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def old_and_new(tmp_path):
    return make_statute(tmp_path), make_statute(tmp_path, version="2024-05-01")


@pytest.fixture
def page(client, cast):
    """A function that asks as a person."""

    def ask(who, url, **query):
        client.force_login(getattr(cast, who))
        return client.get(url, query)

    return ask


def listed(answer) -> list[str]:
    return [row.cells[0].value for row in answer.context["table"].rows]


@pytest.mark.parametrize("who", ["chen", "guan", "wang", "li", "lu", "ao", "nobody"])
def test_everybody_signed_in_reads_the_statutes(page, old_and_new, who):
    assert "云杉劳动条例" in page(who, "/statutes/").content.decode()
    answer = page(who, f"/statutes/{old_and_new[1].pk}/")
    assert answer.status_code == 200 and "于离开云杉时支付" in answer.content.decode()
    assert page(who, "/statutes/articles/").status_code == 200


@pytest.mark.parametrize("url", ["/statutes/", "/statutes/articles/", "/statutes/{pk}/"])
def test_a_stranger_is_sent_to_the_login(client, old_and_new, url):
    assert client.get(url.format(pk=old_and_new[0].pk)).status_code == 302


def test_an_old_version_says_so(page, old_and_new):
    old, new = old_and_new
    assert "旧版" in page("chen", f"/statutes/{old.pk}/").content.decode()
    assert "旧版" not in page("chen", f"/statutes/{new.pk}/").content.decode()
    assert len(listed(page("chen", "/statutes/"))) == 2
    assert len(listed(page("chen", "/statutes/", current="1"))) == 1


def test_the_list_is_narrowed_by_rank_and_words(page, tmp_path):
    make_statute(tmp_path)
    make_statute(tmp_path, "浙江省云杉条例")
    assert listed(page("li", "/statutes/", rank="5")) == ["浙江省云杉条例"]
    assert listed(page("li", "/statutes/", q="浙江")) == ["浙江省云杉条例"]
    assert len(listed(page("li", "/statutes/", q="代表大会"))) == 2


def test_every_article_has_a_place_of_its_own(page, old_and_new):
    words = page("chen", f"/statutes/{old_and_new[1].pk}/").content.decode()
    for anchor in ("a1", "a2", "a2-1", "a3", "appendix"):
        assert f'id="{anchor}"' in words
    assert "第一条至第二条之一" in words and words.count("第二章 附则") == 2


def test_words_are_found_in_the_articles_of_current_versions_only(page, old_and_new):
    answer = page("wang", "/statutes/articles/", q="补偿 离开")
    assert listed(answer) == ["《云杉劳动条例》第三条"]
    row = answer.context["table"].rows[0]
    assert row.url == f"/statutes/{old_and_new[1].pk}/#a3" and "于离开云杉时支付" in row.cells[1].value
    assert listed(page("wang", "/statutes/articles/", q="云杉 二条之一")) == ["《云杉劳动条例》第二条之一"]
    assert listed(page("wang", "/statutes/articles/", q="杉树")) == []
    assert len(listed(page("wang", "/statutes/articles/", q="%"))) == 0


def test_the_words_are_shown_where_they_stand(page, tmp_path):
    text = TEXT.replace("前款以外的", "甲" * 200 + "乙丙" + "丁" * 100)
    import_folder(write(tmp_path, text=text), by=None, at=FRIDAY)
    shown = page("li", "/statutes/articles/", q="乙丙").context["table"].rows[0].cells[1].value
    assert shown.startswith("…甲") and "乙丙丁" in shown and shown.endswith("…")


def test_the_articles_of_one_statute_are_exported(page, old_and_new):
    answer = page("chen", "/statutes/articles/", statute=old_and_new[1].pk, export="xlsx")
    assert answer.status_code == 200 and answer["Content-Type"].endswith("sheet")


def test_script_in_a_text_is_shown_as_text(page, tmp_path):
    text = titled(
        "坏法", TEXT.replace("按年计算", HOSTILE).replace("总 则", HOSTILE).replace("修正", HOSTILE)
    )
    import_folder(write(tmp_path, "坏法(2020-05-01).md", text.replace("名录", HOSTILE)), by=None, at=FRIDAY)
    statute = Statute.objects.get()
    for url in (f"/statutes/{statute.pk}/", "/statutes/", "/statutes/articles/?q=补偿"):
        words = page("chen", url).content.decode()
        assert "<script>alert" not in words and "<img src=x" not in words
    assert "&lt;script&gt;" in page("chen", f"/statutes/{statute.pk}/").content.decode()
    told = render_to_string(
        "statutes/_applicable.html", {"citations": [Citation("坏法", "第一条", HOSTILE, HOSTILE, "/")]}
    )
    assert "<script>" not in told and "<img" not in told


def test_pages_ask_few_queries_however_many_there_are(client, page, tmp_path):
    def asked(url: str) -> int:
        page("chen", url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    one = make_statute(tmp_path)
    urls = ("/statutes/", "/statutes/articles/?q=补偿", f"/statutes/{one.pk}/")
    before = [asked(url) for url in urls]
    for n in range(12):
        make_statute(tmp_path, f"云杉{'甲乙丙丁戊己庚辛壬癸子丑'[n]}法")
    make_statute(tmp_path, version="2024-05-01")
    assert [asked(url) for url in urls] == before and max(before) <= 12


def test_an_empty_collection_says_how_it_is_filled(page):
    assert "tongxin law import" in page("chen", "/statutes/").content.decode()


def test_the_navigation_leads_there(page):
    assert 'href="/statutes/"' in page("nobody", "/").content.decode()
