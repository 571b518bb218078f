"""What the machine interface says about itself: bodies and every answer it may give."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

MOST = 500


class SignalIn(Schema):
    """一条线索"""

    model_config = ConfigDict(extra="forbid")
    external_key: str = Field(
        description="来源自己的编号；同一编号再次报送即为重复", min_length=1, max_length=80
    )
    heard_at: datetime = Field(description="发生时间，ISO 8601；不带时区视为北京时间")
    text: str = Field(description="内容原文", min_length=1, max_length=10_000)
    employer_name: str | None = Field(None, description="用人单位（原文）", max_length=120)
    place: str | None = Field(None, description="地点（原文）", max_length=200)
    region: str | None = Field(None, description="区划代码：区县6位、街道9位", max_length=9)
    category: Literal["wages", "injury", "insurance", "contract", "other"] | None = Field(
        None, description="类别"
    )
    persons: int | None = Field(None, description="涉及人数", ge=0, lt=10_000_000)
    amount: Decimal | None = Field(None, description="涉及金额（元）", ge=0, lt=10**12)
    reporter: str | None = Field(None, description="反映人姓名（加密保存）", max_length=40)
    phone: str | None = Field(None, description="联系电话（加密保存）", max_length=30)
    anonymous: bool | None = Field(None, description="是否要求保密")


class Trouble(Schema):
    field: str
    reason: str


class ItemOut(Schema):
    external_key: str
    result: Literal["accepted", "repeated", "rejected"]
    id: int | None = None
    problems: list[Trouble] = []
    note: str = ""


class Answer(Schema):
    """逐条结果，次序与报送相同"""

    accepted: int
    repeated: int
    rejected: int
    batch: int | None = None
    items: list[ItemOut]


class Refusal(Schema):
    """未被接受的请求"""

    message: str
    problems: list[Trouble] = []


REFUSALS: dict[int, str] = {
    400: "正文不是合法的 JSON",
    401: "没有签名、签名无效、已过期，或 nonce 已用过",
    403: "来源已停用",
    409: "按规则不能接受",
    413: "正文超过 8 MB，或一次超过 500 条",
    422: "正文不符合接口约定；单条报送时也表示该条被退回",
    429: "超过该来源每分钟的上限，见 Retry-After",
    503: "平台暂时不可用，见 Retry-After；请重新签名后重试，不会重复入库",
}
RETRY_AFTER = {"Retry-After": {"description": "多少秒后再试", "schema": {"type": "integer"}}}
HEADERS = {
    "Signature-Input": "RFC 9421 签名参数，须含 created、keyid（来源的键）、alg=hmac-sha256、nonce",
    "Signature": "RFC 9421 签名",
    "Content-Digest": "正文摘要，sha-256",
}


def openapi() -> dict[str, Any]:
    """Body, headers and answers of the operation, beyond what the signature of the function tells."""
    return {
        "parameters": [
            {
                "in": "header",
                "name": name,
                "required": True,
                "description": words,
                "schema": {"type": "string"},
            }
            for name, words in HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "oneOf": [
                            SignalIn.model_json_schema(),
                            {
                                "type": "array",
                                "items": SignalIn.model_json_schema(),
                                "minItems": 1,
                                "maxItems": MOST,
                            },
                        ]
                    }
                }
            },
        },
        "responses": {
            code: {"description": words, **({"headers": RETRY_AFTER} if code in (429, 503) else {})}
            for code, words in REFUSALS.items()
        },
    }
