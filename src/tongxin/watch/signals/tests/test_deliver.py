"""The machine interface: `POST /api/v1/signals`."""

import json
import secrets
import time
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

from tongxin.ground.rollups.queries import total
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import api, services, verifying
from tongxin.watch.signals.jobs import sweep_nonces
from tongxin.watch.signals.models import Nonce, Signal, Source
from tongxin.watch.signals.signing import signed
from tongxin.watch.signals.tests.makers import SECRET, make_source
from tongxin.watch.signals.verifying import forget

pytestmark = pytest.mark.django_db
URL = "http://testserver/api/v1/signals"


@pytest.fixture
def source(cast):
    return make_source(cast.xihu)


def item(key="K1", **over):
    return {"external_key": key, "heard_at": "2026-11-18T09:00:00+08:00", "text": "拖欠工资三个月"} | over


def send(client, told, *, headers=None, sent=None, **signing):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    headers = headers or signed("POST", URL, body, **{"key": "kiosk-1", "secret": SECRET} | signing)
    return client.post("/api/v1/signals", sent or body, headers=headers, content_type="application/json")


def test_it_accepts_one_signal(client, source):
    answer = send(client, item(persons=30, amount="450000", phone="13812341234", category="wages"))
    assert answer.status_code == 200
    signal = Signal.objects.get()
    assert answer.json()["items"] == [
        {"external_key": "K1", "result": "accepted", "id": signal.pk}
    ]  # fmt: skip
    assert (signal.org, signal.kind, signal.persons, signal.phone) == (source.org, "kiosk", 30, "13812341234")


def test_it_answers_each_of_many_in_order(client, source):
    send(client, item("B"))
    told = [
        item("A"),
        item("B"),
        item("C", text=""),
        item("A"),
        7,
        item("D", persons="三十", heard_at="昨天"),
    ]
    answer = send(client, told).json()
    assert [each["result"] for each in answer["items"]] == [
        "accepted", "repeated", "rejected", "repeated", "rejected", "rejected",
    ]  # fmt: skip
    assert (answer["accepted"], answer["repeated"], answer["rejected"]) == (1, 2, 3)
    assert {p["field"] for p in answer["items"][5]["problems"]} == {"persons", "heard_at"}
    assert answer["items"][1]["id"] == Signal.objects.get(external_key="B").pk


def test_a_retry_with_a_new_signature_adds_nothing(client, source):
    told = [item(f"K{i}") for i in range(20)]
    first, second = send(client, told).json(), send(client, told).json()
    assert (first["accepted"], second["repeated"]) == (20, 20)
    assert [e["id"] for e in first["items"]] == [e["id"] for e in second["items"]]
    assert total("signals", FRIDAY.date() - timedelta(days=9), FRIDAY.date()).n == 20


def test_it_says_when_a_repeat_has_another_content(client, source):
    send(client, item())
    assert "内容不同" in send(client, item(text="另一回事")).json()["items"][0]["note"]
    assert Signal.objects.get().text == "拖欠工资三个月"


def test_it_refuses_a_replay(client, source):
    body = json.dumps(item()).encode()
    headers = signed("POST", URL, body, key="kiosk-1", secret=SECRET)
    assert send(client, body, headers=headers).status_code == 200
    point = transaction.savepoint()  # a call holds no transaction, the test does: one part of it breaks
    again = send(client, body, headers=headers)
    transaction.savepoint_rollback(point)
    assert again.status_code == 401 and "nonce" in again.json()["message"]
    assert Signal.objects.count() == 1


def test_it_refuses_a_replay_of_many(client, source):
    body = json.dumps([item(), item("K2")]).encode()
    headers = signed("POST", URL, body, key="kiosk-1", secret=SECRET)
    assert send(client, body, headers=headers).json()["accepted"] == 2
    again = send(client, body, headers=headers)
    assert again.status_code == 401 and "nonce" in again.json()["message"]
    assert Signal.objects.count() == 2


def test_a_failed_call_does_not_use_up_its_nonce(client, source):
    body = json.dumps([item(), item("K2")]).encode()
    headers = signed("POST", URL, body, key="kiosk-1", secret=SECRET)
    with patch.object(services, "store", side_effect=OperationalError):
        away = send(client, body, headers=headers)
    assert (away.status_code, away["Retry-After"]) == (503, "5")
    assert send(client, body, headers=headers).json()["accepted"] == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sent": b'{"external_key": "K2"}'}, "正文"),
        ({"secret": "wrong"}, "签名无效"),
        ({"key": "stranger"}, "未登记"),
        ({"created": int(time.time()) - 900}, "过期"),
        ({"created": int(time.time()) + 900}, "晚于"),
        ({"nonce": "short"}, "nonce"),
        ({"headers": {"X-Nothing": "1"}}, "没有签名"),
        ({"headers": {"Signature-Input": "sig=(", "Signature": "sig=:::"}}, "签名无效"),
        ({"headers": {"Signature-Input": "签=名", "Signature": "\x00"}}, "签名无效"),
    ],
)
def test_it_refuses_a_call_that_is_not_rightly_signed(client, source, change, says):
    answer = send(client, item(), **change)
    assert answer.status_code == 401
    assert says in answer.json()["message"]
    assert not Signal.objects.exists() and not Nonce.objects.exists()


@pytest.mark.parametrize("left_out", ['"@method" ', '"@path" ', '"@authority" ', ' "content-digest"'])
def test_it_refuses_a_signature_that_covers_too_little(client, source, left_out):
    with patch("tongxin.watch.signals.signing.COVERED", '("@method" "@authority" "@path" "content-digest")'):
        body = json.dumps(item()).encode()
        headers = signed("POST", URL, body, key="kiosk-1", secret=SECRET)
    headers["Signature-Input"] = headers["Signature-Input"].replace(left_out, "")
    assert send(client, body, headers=headers).status_code == 401


def test_it_refuses_a_source_that_is_switched_off(client, source):
    Source.objects.update(active=False)
    forget()
    assert send(client, item()).status_code == 403


def test_it_refuses_a_source_without_a_secret(client, cast):
    make_source(cast.xihu, key="empty", secret="")
    assert send(client, item(), key="empty", secret="").status_code == 401


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b'{"a": NaN}', 400), (b"[" * 100_000, 400),
        (b'{"a": 1' + b"0" * 5000 + b"}", 400),
        (b"[]", 422), (b"7", 422), (b'"x"', 422), (b"null", 422), (b"{}", 422),
        (json.dumps([item(f"K{i}") for i in range(501)]).encode(), 413),
        (b" " * ((8 << 20) + 1), 413),
    ],
)  # fmt: skip
def test_it_refuses_a_body_that_is_no_delivery(client, source, told, status):
    answer = send(client, told)
    assert answer.status_code == status
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "over",
    [
        {"text": "\ud800"}, {"text": "a\x00b"}, {"text": ["x"]}, {"text": "长" * 10_001}, {"text": None},
        {"external_key": "k" * 81}, {"external_key": ""}, {"external_key": "\ud800"}, {"external_key": 5},
        {"persons": 2**63}, {"persons": -1}, {"persons": True}, {"persons": 1.5},
        {"amount": "1e400"}, {"amount": "NaN"}, {"amount": -1}, {"amount": {"a": 1}}, {"amount": 1e300},
        {"heard_at": "0001-01-01T00:00:00+14:00"}, {"heard_at": "9999-12-31T23:59:59-12:00"}, {"heard_at": 5},
        {"heard_at": "2026-02-30"}, {"region": "33010600000000"}, {"category": "欠薪"}, {"anonymous": "yes"},
        {"unknown": 1}, {"\ud800": 1}, {"phone": "1" * 31}, {"employer_name": "名" * 121},
    ],
)  # fmt: skip
def test_it_sends_back_an_item_with_a_bad_field(client, source, over):
    alone = send(client, item("A") | over)
    assert alone.status_code == 422 and alone.json()["problems"]
    answer = send(client, [item("good"), item("B") | over])
    assert answer.status_code == 200
    assert [each["result"] for each in answer.json()["items"]] == ["accepted", "rejected"]


def test_it_holds_a_source_to_its_limit(client, source):
    Source.objects.update(per_minute=3)
    with patch.object(api, "localtime", return_value=FRIDAY.replace(second=48)):
        assert send(client, [item("A"), item("B")]).status_code == 200
        over = send(client, [item("C"), item("D")])
        assert (over.status_code, over["Retry-After"]) == (429, "12")
        assert send(client, item("C")).status_code == 200
    with patch.object(api, "localtime", return_value=FRIDAY.replace(minute=1)):
        assert send(client, [item("D"), item("E"), item("F")]).status_code == 200


def test_it_needs_at_most_eight_statements(client, source):
    with CaptureQueriesContext(connection) as queries:
        send(client, item())
    beside_tests = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(beside_tests) <= 6, beside_tests  # source and quota are asked for once in a while
    with CaptureQueriesContext(connection) as queries:
        send(client, item("K2"))
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) <= 4


def test_old_nonces_are_forgotten(client, source):
    send(client, item())
    Nonce.objects.update(at=FRIDAY - timedelta(hours=1))
    assert sweep_nonces(FRIDAY) == 1


def test_the_description_names_every_answer(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/signals"]["post"]
    assert set(described["responses"]) == {"200", "400", "401", "403", "409", "413", "422", "429", "503"}
    assert described["requestBody"]["required"]
    assert {p["name"] for p in described["parameters"]} == {"Signature", "Signature-Input", "Content-Digest"}


def sign_with_the_library(body, *covered):
    message = SimpleNamespace(method="POST", url=URL, headers={"Host": "testserver"})
    signer = HTTPMessageSigner(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Secret())
    signer.sign(
        message, key_id="kiosk-1", nonce=secrets.token_hex(16), covered_component_ids=covered, body=body
    )
    return message.headers


class _Secret(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id):
        return SECRET.encode()


@pytest.mark.parametrize(
    ("covered", "status"),
    [
        (("@method", "@authority", "@path", "content-digest"), 200),
        (("@method", "@target-uri", "content-digest"), 200),
        (("content-digest", "@target-uri", "@method"), 200),
        (("@method", "content-digest"), 401),
    ],
)
def test_it_accepts_any_form_of_the_standard_that_covers_enough(client, source, covered, status):
    body = json.dumps(item()).encode()
    assert send(client, body, headers=sign_with_the_library(body, *covered)).status_code == status


def test_what_the_short_way_accepts_the_library_accepts(rf, source):
    body = json.dumps(item()).encode()
    headers = signed("POST", URL, body, key="kiosk-1", secret=SECRET)
    request = rf.post("/api/v1/signals", body, content_type="application/json", headers=headers)
    named = {name: request.headers[name] for name in ("Signature", "Signature-Input", "Content-Digest")}
    short = verifying._usual(request, named)
    whole = verifying._general(request, named)
    assert short and {name: whole[name] for name in short} == short


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_field_is_as_good_as_none(client, source, empty):
    blank = dict.fromkeys(("employer_name", "place", "region", "category", "reporter", "phone"), empty)
    assert send(client, item(**blank)).json()["accepted"] == 1
    assert send(client, [item("K2", **blank), item("K3", **blank)]).json()["accepted"] == 2
    assert set(Signal.objects.values_list("region", "category_told")) == {(None, "")}


@pytest.mark.parametrize("key", ["K\x00", "K\ud800", "\x00" * 81])
def test_a_key_that_cannot_be_stored_is_sent_back_alone(client, source, key):
    answer = send(client, [item(), item(key)]).json()
    assert (answer["accepted"], answer["rejected"]) == (1, 1)
    assert send(client, item(key)).status_code == 422
