"""The machine interface answers in Chinese JSON, whatever was asked of it."""

import json
from collections.abc import Iterator

import pydantic
import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import path
from ninja.errors import ValidationError

from tongxin.project.api import invalid
from tongxin.project.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from tongxin.watch.signals.api_schema import SignalIn

pytestmark = pytest.mark.django_db


def broken(request):
    raise KeyError("x")


def away(request):
    raise OperationalError("gone")


urlpatterns = [*urlpatterns, path("api/v1/broken", broken), path("api/v1/away", away), path("broken", broken)]


@pytest.fixture
def caller(settings) -> Iterator[Client]:
    settings.ROOT_URLCONF = __name__
    yield Client(raise_request_exception=False)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_wrong_method_is_told_which_one_is_right(caller, method):
    answer = getattr(caller, method)("/api/v1/signals")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer.json() == {"message": f"这个地址不接受 {method.upper()}，只接受 POST。", "problems": []}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/nothing", 404, "没有这个地址"),
        ("/api/v1/broken", 500, "平台出错"),
        ("/api/v1/away", 503, "暂时不可用"),
    ],
)
def test_what_goes_wrong_is_json(caller, address, status, words):
    answer = caller.get(address)
    assert answer.status_code == status and words in answer.json()["message"]
    assert answer.get("Retry-After") == ("5" if status == 503 else None)
    assert "html" in caller.get("/broken")["Content-Type"]


def test_every_reason_is_chinese(rf):
    told = {
        "external_key": "", "heard_at": "yesterday", "employer_name": "x" * 121, "category": "pay", "persons": -1,
        "amount": "much", "anonymous": "perhaps", "colour": "red", "phone": 1,
    }  # fmt: skip
    with pytest.raises(pydantic.ValidationError) as raised:
        SignalIn.model_validate(told)
    errors = [error | {"loc": ("body", *error["loc"])} for error in raised.value.errors()]
    answer = json.loads(invalid(rf.post("/"), ValidationError(errors)).content)
    reasons = {problem["field"]: problem["reason"] for problem in answer["problems"]}
    assert reasons["text"] == "缺少这一项" and reasons["persons"] == "不能小于 0"
    assert reasons["employer_name"] == "不能超过 120 个字" and reasons["colour"] == "没有这一项"
    assert reasons["category"].startswith("只能是 'wages'")
    assert len(reasons) == 10 and all(any("一" <= c <= "鿿" for c in words) for words in reasons.values())
