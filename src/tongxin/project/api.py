"""The machine interface, `/api/v1/`. Each stage brings its own router."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tongxin.watch.signals.api import router as signals_router

api = NinjaAPI(
    title="同心 · 数智工会平台",
    version="1",
    description="机器接口：登记的来源以 RFC 9421 签名报送线索。",
    docs_url="docs",
    openapi_url="openapi.json",
)
api.add_router("signals", signals_router)

WRONG = {  # pydantic's kinds of error, by how they begin; the first that fits
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "string_too_short": "不能少于 {min_length} 个字",
    "string_too_long": "不能超过 {max_length} 个字",
    "string": "应为文字",
    "int": "应为整数",
    "float": "应为数字",
    "decimal": "应为数字",
    "bool": "应为 true 或 false",
    "datetime": "应为 ISO 8601 的时间",
    "date": "应为 ISO 8601 的日期",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "应大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "less_than": "应小于 {lt}",
    "list": "应为数组",
    "dict": "应为对象",
    "model": "应为对象",
    "json": "不是合法的 JSON",
}


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body that does not fit the schema: every field with its reason."""
    problems = [{"field": ".".join(map(str, e["loc"][1:])), "reason": _reason(e)} for e in error.errors]
    return api.create_response(
        request, {"message": "请求内容不符合接口约定。", "problems": problems}, status=422
    )


def _reason(error: dict[str, Any]) -> str:
    words = next((words for kind, words in WRONG.items() if error["type"].startswith(kind)), "内容不符合要求")
    told = {name: str(value).replace(" or ", " 或 ") for name, value in error.get("ctx", {}).items()}
    return words.format_map(told)
