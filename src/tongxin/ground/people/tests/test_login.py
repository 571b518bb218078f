import os
import subprocess
import sys

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from tongxin.ground.audit.models import Entry
from tongxin.ground.people import services
from tongxin.ground.people.adapters import client_address
from tongxin.project.testing import FRIDAY, PASSWORD

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36 Edg/130"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def login(client, password=PASSWORD, name="xi", **extra):
    return client.post("/accounts/login/", {"login": name, "password": password}, **extra)


def test_it_opens_with_the_password_and_writes_it_down(client, cast):
    assert login(client).status_code == 302
    assert client.get("/people/me/").status_code == 200
    assert Entry.objects.get(verb="login").actor_id == cast.xi.pk
    client.post("/accounts/logout/")
    assert Entry.objects.get(verb="logout").actor_id == cast.xi.pk
    assert client.get("/people/me/").status_code == 302


def test_it_locks_after_five_wrong_passwords_even_for_the_right_one(client, cast):
    for _ in range(4):
        assert login(client, "wrong").status_code == 200
    answer = login(client, "wrong")
    assert answer.status_code == 429
    answer = login(client)
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
    assert 4 <= Entry.objects.filter(verb="login_failed", key=str(cast.xi.pk)).count() <= 5
    assert login(client, name="wang").status_code == 302


def test_a_lock_is_written_down_once_and_an_administrator_undoes_it(client, cast):
    for _ in range(8):
        login(client, "wrong")
    assert Entry.objects.filter(verb="lock", key=str(cast.xi.pk)).count() == 1
    admin = Client()
    admin.force_login(cast.ao)
    page = f"/people/{cast.xi.pk}/"
    assert "登录已锁定" in admin.get(page).content.decode()
    assert admin.post(f"{page}unlock/").status_code == 302
    assert Entry.objects.get(verb="unlock", key=str(cast.xi.pk)).actor_id == cast.ao.pk
    assert "登录已锁定" not in admin.get(page).content.decode()
    assert admin.post(f"{page}unlock/").status_code == 409
    assert login(client).status_code == 302
    client.post("/accounts/logout/")
    cache.clear()
    for _ in range(5):
        login(client, "wrong")
    assert Entry.objects.filter(verb="lock", key=str(cast.xi.pk)).count() == 2


def test_behind_a_proxy_one_caller_does_not_lock_out_another(client, cast, settings):
    settings.TONGXIN_PROXIES = 1
    for _ in range(5):
        login(client, "wrong", headers={"x-forwarded-for": "203.0.113.7"})
    assert login(client, headers={"x-forwarded-for": "203.0.113.7"}).status_code == 429
    assert login(client, headers={"x-forwarded-for": "203.0.113.8"}).status_code == 302
    assert "203.0.113.8" in client.get("/people/me/").content.decode()


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 192.0.2.1", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "not an address", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_only_from_our_own_proxies(rf, settings, proxies, passed, address):
    settings.TONGXIN_PROXIES = proxies
    assert client_address(rf.get("/", headers={"x-forwarded-for": passed})) == address


def test_four_wrong_ones_and_a_right_one_start_the_count_again(client, cast):
    for _ in range(2):
        for _ in range(4):
            login(client, "wrong")
        assert login(client).status_code == 302
        client.post("/accounts/logout/")
        cache.clear()


def test_nobody_signs_up_and_a_closed_account_stays_out(client, cast):
    client.post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert "_auth_user_id" not in client.session
    services.deactivate(cast.xi, by=cast.ao, at=FRIDAY)
    login(client)
    assert client.get("/people/me/").status_code == 302


def test_an_issued_password_must_be_changed_before_anything_else(client, cast):
    issued = services.reset_password(cast.xi, by=cast.ao, at=FRIDAY)
    login(client, issued.password)
    assert client.get("/people/me/")["Location"] == "/accounts/password/change/"
    assert client.get("/people/me/", headers={"HX-Request": "true"}).status_code != 200
    change = {"oldpassword": issued.password, "password1": issued.password, "password2": issued.password}
    assert client.post("/accounts/password/change/", change).status_code == 200
    for weak in ("1234567890", "short", "password123"):
        client.post("/accounts/password/change/", change | {"password1": weak, "password2": weak})
    assert client.get("/people/me/").status_code == 302
    own = {"password1": "Xihu-lake-2026", "password2": "Xihu-lake-2026"}
    assert client.post("/accounts/password/change/", change | own).status_code == 302
    assert client.get("/people/me/").status_code == 200
    assert Entry.objects.filter(verb="change_password", key=str(cast.xi.pk)).count() == 1


def test_it_lists_devices_and_signs_one_out(client, cast):
    other = Client(headers={"user-agent": EDGE})
    login(client)
    login(other)
    page = client.get("/people/me/").content.decode()
    assert "Windows · Edge" in page and "本机" in page
    theirs = UserSession.objects.get(user_agent=EDGE)
    stranger = Client()
    login(stranger, name="wang")
    assert stranger.post(f"/people/me/sessions/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/people/me/sessions/{theirs.pk}/end/").status_code == 302
    assert other.get("/people/me/").status_code == 302
    assert client.get("/people/me/").status_code == 200


def test_it_signs_all_other_devices_out(client, cast):
    others = [Client(), Client()]
    for each in (client, *others):
        login(each)
    client.post("/people/me/sessions/end-others/")
    assert client.get("/people/me/").status_code == 200
    assert all(each.get("/people/me/").status_code == 302 for each in others)


@pytest.mark.parametrize("act", ["reset_password", "deactivate"])
def test_a_reset_or_closed_account_is_signed_out_everywhere(client, cast, act):
    login(client)
    getattr(services, act)(cast.xi, by=cast.ao, at=FRIDAY)
    assert client.get("/people/me/").status_code == 302


def test_a_second_factor_is_asked_for_and_may_be_taken_away_by_an_administrator(client, cast):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.xi, secret)
    answer = login(client)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/people/me/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert "动态口令" in client.get("/people/me/").content.decode()
    admin = Client()
    admin.force_login(cast.ao)
    assert admin.post(f"/people/{cast.xi.pk}/reset-factors/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.xi).exists()
    assert admin.post(f"/people/{cast.xi.pk}/reset-factors/").status_code == 409
    assert get_adapter() is not None


def test_wrong_codes_are_limited(client, cast):
    totp.TOTP.activate(cast.xi, totp.generate_totp_secret())
    login(client)
    answers = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}) for n in range(12)]
    page = answers[-1].content.decode()
    assert answers[-1].status_code == 429 or page != answers[0].content.decode()
    assert "_auth_user_id" not in client.session


def test_the_page_of_factors_and_passkeys_opens_after_login(client, cast):
    login(client)
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/webauthn/").status_code == 200


def test_single_sign_on_is_off_until_a_server_is_named(client, db, settings):
    assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
    assert client.get("/accounts/sso/oidc/city/login/").status_code == 404


def test_single_sign_on_is_switched_by_the_environment():
    code = "from tongxin.project import settings as s; print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'])"
    environment = os.environ | {
        "TONGXIN_OIDC_SERVER": "https://sso.example",
        "TONGXIN_OIDC_CLIENT": "tongxin",
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "https://sso.example" in answer.stdout and "'client_id': 'tongxin'" in answer.stdout


@pytest.mark.parametrize("name", ["x" * 5000, "'; drop table--", "席" * 300, "a\tb", "\u202e", ""])
def test_odd_login_names_are_answered_not_broken(client, cast, name):
    assert login(client, "wrong", name=name).status_code == 200
    assert login(client, "w" * 5000, name="xi").status_code == 200
    assert client.get("/people/", {"q": name}).status_code == 302
    client.force_login(cast.ao)
    for page in ("/people/", "/orgs/", "/orgs/tree/", "/notices/"):
        assert (
            client.get(page, {"q": name, "org": name, "level": name, "at": name, "sort": name}).status_code
            == 200
        )
    assert client.get("/people/", {"org": "9" * 30}).status_code == 200
