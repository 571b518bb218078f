"""登记依据: xi tells of an employer what no source of the platform delivers."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.merging import merge
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.risk.models import Hotspot, Series
from tongxin.watch.scores.contests import contest, uphold
from tongxin.watch.scores.drawing import DRAWN
from tongxin.watch.scores.entering import enter
from tongxin.watch.scores.jobs import score, survey
from tongxin.watch.scores.models import Evidence, Score
from tongxin.watch.scores.queries import offered
from tongxin.watch.scores.services import rescore
from tongxin.watch.scores.tests.makers import BODY, enact, make_employer, make_evidence

DAY = timedelta(days=1)
TODAY = FRIDAY.date()
WORDS = "企业工会主席来电，谈判三轮未达成"


@pytest.fixture
def employer(cast, monkeypatch):
    monkeypatch.setattr("tongxin.watch.scores.views.localtime", lambda: FRIDAY)
    enact()
    return make_employer(cast.lingyin, region_id="330106012")


def post(client, user, employer, **over):
    client.force_login(user)
    told = {"kind": "negotiation_broken", "day": (TODAY - 2 * DAY).isoformat(), "source": WORDS}
    return client.post(f"/scores/employers/{employer.pk}/enter/", told | over)


def page(client, user, employer):
    client.force_login(user)
    return client.get(f"/scores/{Score.objects.get(employer=employer).pk}/").content.decode()


def the_error(answer, field):
    assert answer.status_code == 422
    assert not Evidence.objects.exists()
    return answer.context["form"].errors[field][0]


def test_what_xi_enters_counts_at_once_and_shows_with_his_name_and_where_he_has_it_from(
    client, cast, employer
):
    assert post(client, cast.xi, employer).status_code == 302
    found, row = Score.objects.get(employer=employer), Evidence.objects.get()
    assert found.reasons[0]["kind"] == "negotiation_broken"
    assert found.reasons[0]["points"] == pytest.approx(5, abs=0.1)
    text = page(client, cast.guan, employer)
    assert f'<a href="#evidence-{row.pk}">集体协商破裂（2026-11-18）</a>' in text
    assert f"席西湖登记：{WORDS}" in text and "11-18</time>" in text and ">其他<" not in text
    entry = Entry.objects.get(kind="scores.evidence", verb="register")
    assert (entry.actor_id, entry.facts) == (cast.xi.pk, {"kind": "集体协商破裂", "day": "2026-11-18"})


def test_it_is_reached_from_the_index_and_from_an_employer_on_whom_there_is_nothing_yet(
    client, cast, employer
):
    address = f"/scores/employers/{employer.pk}/enter/"
    client.force_login(cast.xi)
    assert address in client.get(f"/employers/{employer.pk}/").content.decode()
    asked = client.get(address)
    assert [name for _, name in asked.context["form"].fields["kind"].choices] == ["集体协商破裂"]
    post(client, cast.xi, employer)
    assert address in page(client, cast.xi, employer)
    for user in (cast.wang, cast.guan):
        assert address not in page(client, user, employer)
        assert address not in client.get(f"/employers/{employer.pk}/").content.decode()


def test_a_day_to_come_is_refused_at_the_field(client, cast, employer):
    answer = post(client, cast.xi, employer, day=(TODAY + DAY).isoformat())
    assert the_error(answer, "day") == "不能晚于今天。"
    assert WORDS in answer.content.decode()


def test_a_day_whose_points_have_faded_is_refused_and_the_first_that_counts_is_taken(client, cast, employer):
    first = offered(FRIDAY)["negotiation_broken"].first
    answer = post(client, cast.xi, employer, day=(first - DAY).isoformat())
    assert "再早的已不计分" in the_error(answer, "day")
    assert post(client, cast.xi, employer, day=first.isoformat()).status_code == 302
    assert Score.objects.get(employer=employer).reasons[0]["points"] == 0.05


@pytest.mark.parametrize(
    ("field", "value"),
    [("source", "  "), ("source", "长" * 301), ("kind", "collective"), ("kind", ""), ("day", "前天")],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(client, cast, employer, field, value):
    words = the_error(post(client, cast.xi, employer, **{field: value}), field)
    assert words and not words.isascii()


def test_wang_and_guan_may_not_enter_and_yu_finds_nothing(client, cast, employer):
    for user, status in ((cast.wang, 403), (cast.guan, 403), (cast.yu, 404)):
        assert post(client, user, employer).status_code == status
    assert not Evidence.objects.exists()


def test_the_same_kind_and_day_counts_once_whoever_says_it(client, cast, employer):
    post(client, cast.xi, employer)
    before = Score.objects.get(employer=employer).value
    for user in (cast.xi, cast.chen):
        answer = post(client, user, employer, source="街道走访")
        assert answer.status_code == 409
        assert "2026年11月18日的“集体协商破裂”已由席西湖登记，不重复计分" in answer.content.decode()
    assert Evidence.objects.count() == 1
    assert Score.objects.get(employer=employer).value == before
    assert post(client, cast.xi, employer, day=TODAY.isoformat()).status_code == 302


def test_contested_with_success_it_stops_counting_and_is_not_entered_around_it(cast, employer):
    told = {"kind": "negotiation_broken", "day": TODAY, "source": WORDS, "by": cast.xi, "at": FRIDAY}
    row = enter(employer, **told)
    uphold(contest(row, reason="已续谈", by=cast.xi, at=FRIDAY), decision="属实", by=cast.chen, at=FRIDAY)
    assert Score.objects.get(employer=employer).reasons == []
    with pytest.raises(Refused, match="异议成立不再计分"):
        enter(employer, **told)


def test_it_stays_when_the_stage_draws_anew_and_follows_a_merge(cast, employer):
    enter(employer, kind="negotiation_broken", day=TODAY, source=WORDS, by=cast.xi, at=FRIDAY)
    survey(FRIDAY + DAY)
    kept = make_employer(cast.lingyin, "杭州乌有青禾服饰有限公司")
    merge(kept, employer, by=cast.xi, at=FRIDAY + DAY)
    score(FRIDAY + DAY)
    assert Evidence.objects.counting().get().employer_id == kept.pk
    assert Score.objects.get(employer=kept).reasons[0]["kind"] == "negotiation_broken"


def test_an_employer_that_was_merged_away_is_not_entered_on(client, cast, employer):
    merge(make_employer(cast.lingyin, "杭州乌有青禾服饰有限公司"), employer, by=cast.xi, at=FRIDAY)
    assert post(client, cast.xi, employer).status_code == 404


def test_offered_is_what_the_rule_weighs_and_nothing_delivers(cast, employer):
    assert {each["key"] for each in BODY["items"]} - DRAWN == set(offered(FRIDAY)) == {"negotiation_broken"}
    strike = {"key": "strike", "name": "停工", "points": 8, "half_life": 90}
    nothing = {"key": "rumour", "name": "传闻", "points": 0, "half_life": 90}
    enact(BODY | {"items": [*BODY["items"], strike, nothing]})
    assert {each.name for each in offered(FRIDAY).values()} == {"集体协商破裂", "停工"}


def test_without_a_rule_the_page_says_so_and_nothing_is_entered(client, cast, monkeypatch):
    monkeypatch.setattr("tongxin.watch.scores.views.localtime", lambda: FRIDAY)
    employer = make_employer(cast.lingyin)
    client.force_login(cast.xi)
    assert "没有启用" in client.get(f"/scores/employers/{employer.pk}/enter/").content.decode()
    assert post(client, cast.xi, employer).status_code == 422


def test_no_phone_is_readable_in_where_it_is_from(client, cast, employer):
    post(client, cast.xi, employer, source="来电13812345678")
    text = page(client, cast.xi, employer)
    assert "来电" in text and "13812345678" not in text


def test_the_reason_of_a_hot_spot_leads_to_the_hot_spots_of_the_district(client, cast, employer):
    told = {"org": cast.xihu, "scale": "district", "region_id": "330106", "category": "wages", "observed": 9,
            "expected": 2.0, "upper": 6.0, "p": 0.0003}  # fmt: skip
    series = Series.objects.create(key="西湖", state="hot", day=TODAY, history=120, recent=[1, 9], **told)
    hot = Hotspot.objects.create(
        series=series, peak=9, week=series.first, seen=TODAY, found_at=FRIDAY, graded_at=FRIDAY, **told
    )
    rescore([make_evidence(employer).employer_id], at=FRIDAY)
    address = "/risk/hotspots/?live=1&amp;district=330106"
    assert f'<a href="{address}">所在地有预警热点</a>' in page(client, cast.xi, employer)
    assert f"/risk/hotspots/{hot.pk}/" in client.get(address.replace("&amp;", "&")).content.decode()
