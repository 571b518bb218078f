"""`POST /api/v1/signals`: signed by a registered source, one signal or up to 500, an answer for each."""

import json
from dataclasses import asdict
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime
from ninja import Router

from tongxin.kit.refused import Refused
from tongxin.watch.signals.adapters import ADAPTERS
from tongxin.watch.signals.adapters.heard import Heard, Reject
from tongxin.watch.signals.api_schema import MOST, REFUSALS, Answer, Refusal, openapi
from tongxin.watch.signals.queries import same_keys
from tongxin.watch.signals.quota import take
from tongxin.watch.signals.services import receive
from tongxin.watch.signals.storing import Received
from tongxin.watch.signals.verifying import Closed, Signed, Unsigned, spending, spent_before, verified

router = Router(tags=["线索"])

BODY_LIMIT = 8 << 20
REPLAYED = "nonce 已用过。重试时请用新的 nonce 重新签名。"
DIFFERS = "平台已有同一编号的线索，内容不同；按先收到的保存。如需更正请联系平台。"
AWAY = "平台暂时不可用，请稍后重试。"
RETRY = "5"


class _Answered(Exception):
    """An answer that ends the request."""

    def __init__(
        self, status: int, message: str, problems: list[dict[str, str]] | None = None, wait: str = ""
    ) -> None:
        self.response = JsonResponse({"message": message, "problems": problems or []}, status=status)
        if wait:
            self.response["Retry-After"] = wait


@router.post(
    "",
    response={200: Answer, tuple(REFUSALS): Refusal},  # type: ignore[dict-item]
    summary="报送线索（一条或最多500条）",
    openapi_extra=openapi(),
    url_name="signals-receive",
)
def deliver(request: HttpRequest) -> JsonResponse:
    """逐条返回 accepted（接收）、repeated（重复）或 rejected（退回，附字段与原因）。重试不会重复入库。"""
    try:
        return _deliver(request)
    except _Answered as answered:
        return answered.response
    except Refused as refused:
        return _Answered(409, refused.message).response
    except IntegrityError as error:
        if not spent_before(error):
            raise
        return _Answered(401, REPLAYED).response
    except (OperationalError, InterfaceError):
        return _Answered(503, AWAY, wait=RETRY).response


def _deliver(request: HttpRequest) -> JsonResponse:
    at = localtime()
    signed = _signer(request)
    told = _parsed(request.body)
    items = told if isinstance(told, list) else [told]
    if wait := take(signed.source, len(items), at):
        raise _Answered(
            429, f"该来源每分钟上限为 {signed.source.per_minute:,} 条，请稍后再报。", wait=str(wait)
        )
    read = [ADAPTERS["api"](item, row) for row, item in enumerate(items, 1)]
    places = [row for row, each in enumerate(read, 1) if isinstance(each, Heard)]
    received = receive(
        signed.source,
        [each for each in read if isinstance(each, Heard)],
        org=signed.source.org, by=None, at=at, places=places,
        refused=[each for each in read if isinstance(each, Reject)],
        along=spending(signed),
    )  # fmt: skip
    answer = _answer(signed, read, received)
    if not isinstance(told, list) and received.rejected:
        raise _Answered(422, "这条线索被退回。", answer["items"][0]["problems"])
    return JsonResponse(answer)


def _signer(request: HttpRequest) -> Signed:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > BODY_LIMIT:
            raise _Answered(413, f"正文超过 {BODY_LIMIT >> 20} MB，请分批报送。")
        return verified(request)
    except RequestDataTooBig:
        raise _Answered(413, f"正文超过 {BODY_LIMIT >> 20} MB，请分批报送。") from None
    except Unsigned as unsigned:
        raise _Answered(401, str(unsigned)) from None
    except Closed as closed:
        raise _Answered(403, str(closed)) from None


def _parsed(body: bytes) -> Any:
    try:
        told = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _Answered(400, "正文不是合法的 JSON（须为 UTF-8）。") from None
    if not isinstance(told, dict | list) or told == []:
        raise _Answered(422, "正文应为一条线索（JSON 对象），或由1至500条线索组成的数组。")
    if isinstance(told, list) and len(told) > MOST:
        raise _Answered(413, f"一次最多 {MOST} 条，本次 {len(told):,} 条，请分批报送。")
    return told


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _answer(signed: Signed, read: list[Heard | Reject], received: Received) -> dict[str, Any]:
    """One item for each that came, in its order."""
    items: dict[int, dict[str, Any]] = {}
    for kept in received.accepted:
        items[kept.row] = {"external_key": kept.key, "result": "accepted", "id": kept.pk}
    earlier = same_keys(signed.source, [kept.key for kept in received.repeated])
    for kept in received.repeated:
        pk, text = earlier[kept.key]
        heard = read[kept.row - 1]
        note = "" if isinstance(heard, Heard) and heard.text == text else DIFFERS
        items[kept.row] = {"external_key": kept.key, "result": "repeated", "id": pk, "note": note}
    for reject in received.rejected:
        problems = [asdict(problem) for problem in reject.problems]
        items[reject.row] = {"external_key": reject.key, "result": "rejected", "problems": problems}
    return {
        "accepted": len(received.accepted),
        "repeated": len(received.repeated),
        "rejected": len(received.rejected),
        "batch": received.batch.pk if received.batch else None,
        "items": [items[row] for row in range(1, len(read) + 1)],
    }
