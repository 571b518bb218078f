import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from tongxin.ground.audit.models import Entry
from tongxin.ground.people import services
from tongxin.ground.people.models import Account
from tongxin.ground.people.tests.provider import running_provider
from tongxin.project.testing import FRIDAY, PASSWORD


@pytest.fixture
def provider(settings):
    cache.clear()
    with running_provider(preferred_username="XI", name="席西湖") as place:
        settings.SOCIALACCOUNT_PROVIDERS = place.settings()
        yield place


def come(client, process="login"):
    """Press the button, be sent to the server and back again; the answer at the end."""
    sent = client.post(f"/accounts/sso/oidc/city/login/?process={process}")
    assert sent.status_code == 302, sent.content.decode()[:500]
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5)
    parts = urlsplit(back.headers["Location"])
    return client.get(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})


def test_xi_comes_in_by_single_sign_on_and_is_known_from_then_on(client, cast, provider):
    assert "用统一身份认证登录" in client.get("/accounts/login/").content.decode()
    assert come(client)["Location"] == "/"
    assert client.get("/people/me/").context["user"] == cast.xi
    assert SocialAccount.objects.get().user == cast.xi
    assert list(Entry.objects.values_list("verb", flat=True)) == ["connect", "login"]
    client.post("/accounts/logout/")
    provider.person["preferred_username"] = "renamed-there"
    come(client)
    assert client.get("/people/me/").context["user"] == cast.xi


@pytest.mark.parametrize("name", ["stranger", "", None])
def test_who_has_no_account_is_told_so_and_gets_none(client, cast, provider, name):
    provider.person["preferred_username"] = name
    before = Account.objects.count()
    answer = come(client)
    assert answer.status_code == 403 and "请联系本级平台管理员" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert (Account.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_closed_account_stays_closed_before_and_after_it_was_tied(client, cast, provider):
    services.deactivate(cast.xi, by=cast.ao, at=FRIDAY)
    assert come(client).status_code == 403
    services.activate(cast.xi, by=cast.ao, at=FRIDAY)
    come(client)
    client.post("/accounts/logout/")
    services.deactivate(cast.xi, by=cast.ao, at=FRIDAY)
    answer = come(client)
    assert "inactive" in answer["Location"] and "_auth_user_id" not in client.session
    assert "停用" in client.get(answer["Location"]).content.decode()


def test_an_issued_password_is_not_asked_of_who_never_needed_it(client, cast, provider):
    services.reset_password(cast.xi, by=cast.ao, at=FRIDAY)
    come(client)
    assert client.get("/people/me/").status_code == 200


def test_another_claim_may_hold_the_login_name(client, cast, provider, settings):
    settings.TONGXIN_OIDC_CLAIM = "employee"
    provider.person["employee"] = "wang"
    come(client)
    assert client.get("/people/me/").context["user"] == cast.wang


def test_wang_ties_his_account_and_unties_it_on_his_own_page(client, cast, provider):
    client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    assert "未绑定" in client.get("/people/me/").content.decode()
    come(client, process="connect")
    tie = SocialAccount.objects.get(user=cast.wang)
    assert "已绑定“XI”" in client.get("/people/me/").content.decode()
    client.post("/accounts/sso/", {"account": tie.pk})
    assert not SocialAccount.objects.exists()
    verbs = Entry.objects.filter(key=str(cast.wang.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["login", "connect", "disconnect"]


def test_the_content_policy_lets_the_form_lead_to_the_server():
    code = "from tongxin.project import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    server = {
        "TONGXIN_OIDC_SERVER": "https://sso.example:8443/realms/x",
        "TONGXIN_OIDC_ORIGINS": "https://id.example",
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | server, capture_output=True, text=True, check=True
    )
    assert "'https://sso.example:8443', 'https://id.example'" in answer.stdout
