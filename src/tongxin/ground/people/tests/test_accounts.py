from datetime import timedelta

import pytest
from stdnum.cn.ric import calc_check_digit

from tongxin.ground.audit.models import Entry
from tongxin.ground.people import services
from tongxin.ground.people.models import Account, Post
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY

DAY = FRIDAY.date()
ID = "330106199001011234"


def valid_id() -> str:
    return ID[:17] + calc_check_digit(ID[:17] + "0")


@pytest.fixture
def new(client, cast):
    client.force_login(cast.ao)
    answer = client.post("/people/new/", {
        "username": "Zhao.min", "name": "赵敏", "phone": "138 1234 5678", "email": "", "id_number": valid_id(),
        "org": "HZ-XH", "role": "mediator", "since": "2026-11-20", "until": "",
    })  # fmt: skip
    assert answer.status_code == 200, answer.content.decode()[:500]
    return Account.objects.get(username="zhao.min"), answer


def test_it_makes_an_account_with_a_first_post_and_shows_the_password_once(cast, new):
    person, answer = new
    assert person.must_change_password and person.phone == "13812345678"
    assert [p.org for p in person.posts.all()] == [cast.xihu]
    password = answer.context["issued"].password
    assert person.check_password(password) and password in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    facts = str(list(Entry.objects.values_list("facts", flat=True)))
    assert password not in facts and "13812345678" not in facts and valid_id() not in facts


def test_it_keeps_phone_and_id_encrypted_and_masked(client, cast, new):
    person, _ = new
    raw = Account.objects.filter(pk=person.pk).extra(select={"raw": "phone"}).values_list("raw", flat=True)[0]
    assert "138" not in str(raw)
    for url in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/edit/"):
        page = client.get(url).content.decode()
        assert "13812345678" not in page and valid_id() not in page
    assert "138****5678" in client.get("/people/").content.decode()
    assert person.name in client.get("/people/", {"q": "13812345678"}).content.decode()


def test_it_refuses_a_second_account_for_one_person(client, cast, new):
    answer = client.post("/people/new/", {
        "username": "other", "name": "赵敏", "id_number": valid_id(), "org": "HZ-XH", "role": "mediator", "since": "2026-11-20",
    })  # fmt: skip
    assert answer.status_code == 409
    assert not Account.objects.filter(username="other").exists()


@pytest.mark.parametrize("wrong", [
    {"username": "赵"}, {"username": "a b"}, {"phone": "123"}, {"id_number": "330106199001011230"}, {"org": "NONE"}, {"role": "king"},
])  # fmt: skip
def test_it_says_which_field_is_wrong(client, cast, wrong):
    client.force_login(cast.ao)
    good = {"username": "zhao", "name": "赵", "org": "HZ-XH", "role": "mediator", "since": "2026-11-20"}
    answer = client.post("/people/new/", good | wrong)
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.context["form"].errors


def test_unmasking_needs_a_reason_and_is_written_down(client, cast, new):
    person, _ = new
    client.force_login(cast.wang)
    url = f"/people/{person.pk}/unmask/"
    assert client.post(url, {"field": "phone", "reason": "看"}).status_code == 409
    assert client.post(url, {"field": "password", "reason": "核实当事人身份"}).status_code == 422
    answer = client.post(url, {"field": "phone", "reason": "核实当事人身份"})
    assert "13812345678" in answer.content.decode()
    entry = Entry.objects.get(verb="unmask")
    assert (entry.actor_id, entry.facts) == (cast.wang.pk, {"field": "phone", "reason": "核实当事人身份"})
    client.force_login(cast.li)
    assert client.post(url, {"field": "phone", "reason": "核实当事人身份"}).status_code == 404


def test_unmask_reads_encrypted_fields_only(cast):
    with pytest.raises(ValueError, match="not encrypted"):
        services.unmask(cast.xi, "password", reason="核实身份", by=cast.ao, at=FRIDAY)


def test_a_changed_account_is_audited_by_field_without_values(client, cast):
    client.force_login(cast.ao)
    answer = client.post(
        f"/people/{cast.wang.pk}/edit/", {"name": "王调解", "phone": "13900001111", "email": ""}
    )
    assert answer.status_code == 302
    cast.wang.refresh_from_db()
    assert cast.wang.phone == "13900001111"
    assert Entry.objects.get(verb="change").facts == {"fields": ["phone"]}
    client.post(f"/people/{cast.wang.pk}/edit/", {"name": "王调解", "phone": "", "email": ""})
    cast.wang.refresh_from_db()
    assert cast.wang.phone == "13900001111"


def test_it_deactivates_and_activates(client, cast):
    client.force_login(cast.ao)
    url = f"/people/{cast.wang.pk}"
    assert client.post(f"{url}/deactivate/").status_code == 302
    assert client.post(f"{url}/deactivate/").status_code == 409
    cast.wang.refresh_from_db()
    assert not cast.wang.is_active
    assert client.post(f"{url}/activate/").status_code == 302
    assert client.post(f"{url}/activate/").status_code == 409


def test_nobody_locks_everybody_out(cast):
    with pytest.raises(Refused, match="自己"):
        services.deactivate(cast.ao, by=cast.ao, at=FRIDAY)
    with pytest.raises(Refused, match="最后一位"):
        services.deactivate(cast.ao, by=cast.guan, at=FRIDAY)
    post = Post.objects.get(account=cast.ao)
    with pytest.raises(Refused, match="最后一位"):
        services.end_post(post, until=DAY, by=cast.guan, at=FRIDAY)
    services.give_post(cast.chen, cast.city, "administrator", since=DAY, by=cast.ao, at=FRIDAY)
    services.end_post(post, until=DAY, by=cast.guan, at=FRIDAY)


def test_it_gives_and_ends_posts(client, cast):
    client.force_login(cast.ao)
    url = f"/people/{cast.nobody.pk}/posts/"
    given = {"org": "余杭区总工会", "role": "mediator", "since": DAY.isoformat()}
    assert client.post(url, given).status_code == 302
    assert client.post(url, given).status_code == 409
    post = Post.objects.get(account=cast.nobody)
    assert post.org == cast.yuhang
    early = {"until": (DAY - timedelta(days=1)).isoformat()}
    assert client.post(f"/people/posts/{post.pk}/end/", early).status_code == 409
    assert client.post(f"/people/posts/{post.pk}/end/", {"until": DAY.isoformat()}).status_code == 302
    assert client.post(f"/people/posts/{post.pk}/end/", {"until": DAY.isoformat()}).status_code == 409


def test_an_administrator_of_a_district_stays_inside_it(client, cast):
    services.give_post(cast.lu, cast.xihu, "administrator", since=DAY, by=cast.ao, at=FRIDAY)
    services.give_post(cast.guan, cast.xihu, "leader", since=DAY, by=cast.ao, at=FRIDAY)
    client.force_login(cast.lu)
    assert client.post(f"/people/{cast.wang.pk}/reset-password/").status_code == 200
    assert client.post(f"/people/{cast.guan.pk}/reset-password/").status_code == 403
    assert client.post(f"/people/{cast.yu.pk}/reset-password/").status_code == 404
    assert client.get("/people/new/").status_code == 200
    given = {"role": "leader", "since": DAY.isoformat()}
    assert client.post(f"/people/{cast.wang.pk}/posts/", given | {"org": "HZ"}).status_code == 422
    assert client.post(f"/people/{cast.wang.pk}/posts/", given | {"org": "HZ-XH-LY"}).status_code == 302


@pytest.mark.parametrize(
    "verb", ["edit", "deactivate", "activate", "reset-password", "reset-factors", "posts"]
)
def test_only_administrators_change_accounts(client, cast, verb):
    url = f"/people/{cast.wang.pk}/{verb}/"
    client.force_login(cast.xi)
    assert client.post(url).status_code == 403
    client.force_login(cast.yu)
    assert client.post(url).status_code == 404
    client.logout()
    assert client.post(url).status_code == 302


def test_the_list_is_closed_to_those_without_the_right(client, cast):
    for user, status in ((cast.ao, 200), (cast.xi, 200), (cast.wang, 403), (cast.nobody, 403)):
        client.force_login(user)
        assert client.get("/people/").status_code == status
        assert client.get("/people/me/").status_code == 200


def test_list_and_detail_take_at_most_12_queries(client, cast, django_assert_max_num_queries):
    for n in range(60):
        person = Account.objects.create_user(f"u{n}", None, name=f"某{n}")
        Post.objects.create(account=person, org=cast.xihu, role="mediator", since=DAY)
    client.force_login(cast.ao)
    for url in (
        "/people/",
        f"/people/{cast.wang.pk}/",
        "/people/me/",
        f"/people/?role=mediator&org={cast.city.pk}&active=1&q=某",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_the_list_filters_by_role_union_and_state(client, cast):
    client.force_login(cast.ao)

    def names(query: str) -> set[str]:
        return {row.cells[0].value for row in client.get(f"/people/?{query}").context["table"].rows}

    assert names("role=mediator") == {"王调解"}
    assert names(f"org={cast.xihu.pk}") == {"席西湖", "王调解", "陆律师", "李信息"}
    Account.objects.filter(pk=cast.lu.pk).update(is_active=False)
    assert names("active=0") == {"陆律师"}
    assert names("q=xi") == {"席西湖"}
