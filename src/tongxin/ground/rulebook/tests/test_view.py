import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.rulebook import queries, services
from tongxin.ground.rulebook.models import Rule
from tongxin.ground.rulebook.presets.profiles import PRESETS as PROFILES
from tongxin.ground.rulebook.tests.makers import AT, TODAY, deadlines, make_rule, make_version, profile

pytestmark = pytest.mark.django_db
HEAD = {"citation": "市总办〔2026〕1号", "since": "2026-11-01"}


@pytest.fixture
def page(client, cast):
    """A function that asks as a person: page(who, url, data) posts, page(who, url) gets."""

    def ask(who, url, data=None):
        client.force_login(getattr(cast, who))
        return client.get(url) if data is None else client.post(url, data)

    return ask


def entered(body: dict) -> dict:
    """The fields of the form in which levels and deadlines are entered."""
    fields = dict(HEAD)
    if "levels" not in body:
        for level, stages in body.items():
            for stage, term in stages.items():
                fields |= {f"{level}-{stage}-n": term["n"], f"{level}-{stage}-unit": term["unit"]}
        return fields
    fields |= {"default": body["default"], "cap": body["single_unverified_cap"] or "", "unseen": "1"}
    for level, row in body["levels"].items():
        for number, clause in enumerate(row["any"]):
            prefix = f"{level}-{number}"
            fields |= {f"{prefix}-words": clause["words"], f"{prefix}-clause": clause["clause"]}
            for n, (fact, comparison, value) in enumerate(clause["all"]):
                fields |= {
                    f"{prefix}-{n}-fact": fact,
                    f"{prefix}-{n}-comparison": comparison,
                    f"{prefix}-{n}-value": str(value),
                }
    return fields


def test_it_says_that_nothing_is_in_force(page):
    answer = page("chen", "/rulebook/").content.decode()
    assert "还没有启用的预警分级方案和处置时限" in answer
    assert "深圳宝安四级分类" in answer


def test_it_lists_by_kind_and_status(page, cast):
    services.confirm(make_version(make_rule()), by=cast.guan, at=AT)
    rows = page("chen", "/rulebook/?kind=deadlines&status=confirmed").context["table"].rows
    assert [row.cells[0].value for row in rows] == ["本市处置时限"]


@pytest.mark.parametrize(
    "key",
    [
        "example-levels",
        "example-deadlines",
        "plan-p1",
        "category-map",
        "statutes-by-category",
        "honours-veto",
        "union-supervision",
        "example-hours",
        "wage-crime",
    ],
)
def test_it_shows_every_kind_readably(page, key):
    rule = Rule.objects.get(key=key)
    answer = page("li", f"/rulebook/{rule.pk}/").content.decode()
    assert rule.name in answer and "尚未经本市确认" in answer and rule.versions.get().citation[:10] in answer
    assert "录入新版本" not in answer and "确认第1版" not in answer


def test_what_the_source_does_not_say_is_said(page):
    answer = page("chen", f"/rulebook/{Rule.objects.get(key='plan-p10').pk}/").content.decode()
    assert "原文未载" in answer and "http://www.dongtou.gov.cn/" in answer


def test_the_administrator_writes_deadlines_in_fields(page):
    rule = make_rule()
    make_version(rule)
    assert 'name="red-accept-n"' in page("ao", f"/rulebook/{rule.pk}/write/").content.decode()
    answer = page("ao", f"/rulebook/{rule.pk}/write/", entered(deadlines(red=2)))
    assert answer.status_code == 302 and answer.url.endswith("?version=2")
    version = rule.versions.get(number=2)
    assert version.body == deadlines(red=2) and version.status == "example" and version.by.name == "敖管理"


def test_the_administrator_writes_levels_in_fields(page):
    rule = make_rule("city-levels", "alert_profile", "本市预警方案")
    body = profile(20)
    body["levels"]["orange"]["any"] = [
        {"all": [["category", "==", "wages"], ["months", ">", 1.5]], "words": "欠薪", "clause": "甲"},
        {"all": [["urgent", "==", True]], "words": "紧急", "clause": "乙"},
    ]
    fields = entered(body) | {"orange-0-0-value": "劳动报酬", "orange-1-0-value": "是", "yellow-0-words": ""}
    assert page("ao", f"/rulebook/{rule.pk}/write/", fields).status_code == 302
    assert rule.versions.get().body == body


def test_the_fields_show_the_newest_version(page):
    rule = Rule.objects.get(key="example-levels")
    form = page("ao", f"/rulebook/{rule.pk}/write/").context["form"]
    fields = {name: field.initial for name, field in form.fields.items()} | HEAD | {"unseen": "1"}
    answer = page("ao", f"/rulebook/{rule.pk}/write/", {n: "" if v is None else v for n, v in fields.items()})
    assert answer.status_code == 302
    assert rule.versions.get(number=2).body == rule.versions.get(number=1).body


@pytest.mark.parametrize("key", [preset.key for preset in PROFILES])
def test_what_a_trial_profile_leaves_out_and_its_note_outlive_the_form(page, key):
    services.load_presets(AT)
    rule = Rule.objects.get(key=key)
    fields = posted(page, rule) | {"unseen": "1"}
    assert page("ao", f"/rulebook/{rule.pk}/write/", fields).status_code == 302
    first, second = rule.versions.order_by("number")
    assert second.body == first.body


def test_a_fault_is_named_with_its_place_and_nothing_is_lost(page):
    rule = make_rule("city-levels", "alert_profile", "本市预警方案")
    fields = entered(profile()) | {"red-0-0-value": "很多", "red-0-clause": ""}
    answer = page("ao", f"/rulebook/{rule.pk}/write/", fields)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "等级 › 红色 › 情形 1 › 条件 1：比较的值应为不小于 0 的数" in words
    assert "等级 › 红色 › 情形 1 › 依据：不能为空" in words and 'value="很多"' in words
    assert not rule.versions.exists()


def test_a_preview_writes_nothing(page):
    rule = make_rule()
    make_version(rule)
    answer = page(
        "ao", f"/rulebook/{rule.pk}/write/", entered(deadlines(red=2)) | {"preview": "1"}
    ).content.decode()
    assert "预览（尚未录入）" in answer and "1个工作日" in answer and "2个工作日" in answer
    assert rule.versions.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是合法的 JSON"),
        ("[" * 5000, "不是合法的 JSON"),
        ("[]", "应为一个对象"),
        ('{"items": [{"words": "x"}]}', "项目 1：应写明内容"),
        ('{"items": NaN}', "不是合法的 JSON"),
    ],
)
def test_text_is_checked(page, text, words):
    rule = Rule.objects.get(key="union-supervision")
    answer = page("ao", f"/rulebook/{rule.pk}/write/?text=1", HEAD | {"text": text})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_the_administrator_writes_text(page):
    rule = Rule.objects.get(key="union-supervision")
    body = rule.versions.get().body | {"facts": ["甲"]}
    assert (
        page("ao", f"/rulebook/{rule.pk}/write/?text=1", HEAD | {"text": json.dumps(body)}).status_code == 302
    )
    assert rule.versions.get(number=2).body == body


def test_a_new_rule_is_added(page):
    answer = page("ao", "/rulebook/add/", {"name": "本市时限", "kind": "deadlines", "key": "hz"})
    assert answer.status_code == 302 and answer.url.endswith("/write/")
    assert page("ao", "/rulebook/add/", {"name": "再来", "kind": "deadlines", "key": "hz"}).status_code == 409


def test_a_leader_confirms_and_activates(page):
    rule = make_rule()
    version = make_version(rule)
    answer = page("guan", f"/rulebook/{rule.pk}/").content.decode()
    assert "确认第1版" in answer and "已在办的仍按原版本" in answer
    page("guan", f"/rulebook/versions/{version.pk}/confirm/", {})
    page("guan", f"/rulebook/{rule.pk}/activate/", {})
    assert queries.active("deadlines", TODAY) == version
    assert "启用中" in page("guan", f"/rulebook/{rule.pk}/").content.decode()
    page("guan", f"/rulebook/{rule.pk}/deactivate/", {})
    assert queries.active("deadlines", TODAY) is None


def test_an_example_cannot_be_activated_on_the_page(page):
    answer = page("guan", f"/rulebook/{Rule.objects.get(key='example-levels').pk}/activate/", {})
    assert answer.status_code == 409 and "示例须由本市确认后才能启用" in answer.content.decode()


@pytest.mark.parametrize("who", ["chen", "ao", "xi", "li"])
def test_others_do_not_confirm(page, who):
    version = make_version(make_rule())
    assert page(who, f"/rulebook/versions/{version.pk}/confirm/", {}).status_code == 403
    assert page(who, f"/rulebook/{version.rule_id}/activate/", {}).status_code == 403
    assert page(who, f"/rulebook/{version.rule_id}/deactivate/", {}).status_code == 403


@pytest.mark.parametrize("who", ["chen", "guan", "xi", "li"])
def test_others_do_not_write(page, who):
    rule = make_rule()
    assert page(who, f"/rulebook/{rule.pk}/write/", entered(deadlines())).status_code == 403
    assert page(who, "/rulebook/add/").status_code == 403


def test_a_leader_of_a_district_does_not_confirm_for_the_city(page, cast):
    cast.xi.posts.update(role="leader")
    version = make_version(make_rule())
    assert page("xi", f"/rulebook/versions/{version.pk}/confirm/", {}).status_code == 403


def test_a_stranger_sees_nothing(page, client):
    assert page("nobody", "/rulebook/").status_code == 403
    client.logout()
    assert client.get("/rulebook/").status_code == 302


def test_two_versions_stand_side_by_side(page):
    rule = make_rule()
    make_version(rule)
    make_version(rule, deadlines(red=2))
    answer = page("chen", f"/rulebook/{rule.pk}/compare/?a=1&b=2")
    assert "第1版改为第2版：1 处" in answer.content.decode()
    assert [version.number for version, _ in answer.context["sides"]] == [1, 2]
    assert page("chen", f"/rulebook/{rule.pk}/compare/?a=77&b=x").status_code == 200


@pytest.mark.parametrize(
    ("who", "tail"), [("guan", ""), ("guan", "{pk}/"), ("ao", "{pk}/write/"), ("chen", "{pk}/compare/")]
)
def test_pages_cost_few_queries(client, cast, who, tail):
    rule = make_rule()
    for n in range(8):
        make_version(rule, deadlines(red=n + 1))
    client.force_login(getattr(cast, who))
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/rulebook/" + tail.format(pk=rule.pk)).status_code == 200
    assert len(asked) <= 12


def posted(page, rule) -> dict:
    """What the form of the newest version would send unchanged, as a browser does."""
    form = page("ao", f"/rulebook/{rule.pk}/write/").context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in fields.items()} | HEAD


@pytest.mark.parametrize(
    "key",
    [
        "example-hours",
        "category-map",
        "statutes-by-category",
        "honours-veto",
        "handler-cards",
        "collective-ten",
        "wage-crime",
        "mass-layoff",
        "petition",
    ],
)
def test_every_kind_is_entered_in_fields_and_an_unchanged_form_changes_nothing(page, key):
    services.load_presets(AT)
    rule = Rule.objects.get(key=key)
    assert page("ao", f"/rulebook/{rule.pk}/write/", posted(page, rule)).status_code == 302
    first, second = rule.versions.order_by("number")
    assert queries.compare(first.body, second.body) == []


def test_rows_are_added_changed_and_taken_out(page):
    services.load_presets(AT)
    rule = Rule.objects.get(key="honours-veto")
    fields = posted(page, rule)
    fields |= {
        "row-0-words": "",
        "row-0-key": "",
        "row-1-words": "欠缴社保",
        "row-6-words": "新情形",
        "row-6-key": "new_one",
    }
    assert page("ao", f"/rulebook/{rule.pk}/write/", fields).status_code == 302
    told = [each["words"] for each in rule.versions.get(number=2).body["conditions"]]
    assert told[0] == "欠缴社保" and told[-1] == "新情形" and len(told) == 6


def test_ao_adds_and_takes_out_an_article_of_a_category(page):
    rule = Rule.objects.get(key="statutes-by-category")
    fields = posted(page, rule)
    fields |= {"row-0-statute": "", "row-0-article": "", "row-0-words": ""}
    added = {"of": "urgent", "statute": "工会法", "article": "第二十五条", "words": "危及生命时建议撤离"}
    spare = len(rule.versions.get().body["citations"])
    fields |= {f"row-{spare}-{name}": value for name, value in added.items()}
    assert page("ao", f"/rulebook/{rule.pk}/write/", fields).status_code == 302
    before, after = (v.body["citations"] for v in rule.versions.order_by("number"))
    assert after == [*before[1:], added]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"row-1-of": ""}, "法条 2：应写明适用于"),
        ({"row-1-article": "30"}, "法条 2 › 条号：应为条号"),
        ({"row-1-statute": "劳动合同法", "row-1-article": "第三十条"}, "法条 2：同一类别已经列过这一条"),
    ],
)
def test_a_wrong_citation_is_named(page, change, why):
    rule = Rule.objects.get(key="statutes-by-category")
    answer = page("ao", f"/rulebook/{rule.pk}/write/", posted(page, rule) | change)
    assert answer.status_code == 422 and why in answer.content.decode()


def test_a_wrong_row_is_named_and_nothing_is_lost(page):
    services.load_presets(AT)
    rule = Rule.objects.get(key="example-hours")
    answer = page("ao", f"/rulebook/{rule.pk}/write/", posted(page, rule) | {"row-1-end": "8点"})
    assert answer.status_code == 422
    assert "服务时段 2" in answer.content.decode() and 'value="8点"' in answer.content.decode()


def test_a_preview_offers_more_rows(page):
    services.load_presets(AT)
    rule = Rule.objects.get(key="handler-cards")
    fields = posted(page, rule)
    before = sum(name.endswith("-words") for name in fields)
    answer = page("ao", f"/rulebook/{rule.pk}/write/", fields | {"preview": "1"})
    assert answer.status_code == 200 and rule.versions.count() == 1
    assert answer.content.decode().count("-words") > before


@pytest.mark.parametrize(
    ("key", "words"),
    [("handler-cards", "黄牌、红牌在到期前后"), ("collective-ten", "认作集体争议"), ("honours-veto", "还没有功能读取"),
     ("category-map", "还没有功能读取"), ("statutes-by-category", "按类别列出启用的法条"),
     ("example-deadlines", "计算签收和办理的期限"), ("plan-p1", "只供制定本市方案时参照")],
)  # fmt: skip
def test_the_page_says_where_a_rule_is_used(page, key, words):
    services.load_presets(AT)
    rule = Rule.objects.get(key=key)
    assert words in page("chen", f"/rulebook/{rule.pk}/").content.decode()
