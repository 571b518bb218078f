"""The machine interface, `/api/v1/`. Each stage brings its own router."""

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


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body that does not fit the schema: every field with its reason."""
    problems = [{"field": ".".join(map(str, e["loc"][1:])), "reason": e["msg"]} for e in error.errors]
    return api.create_response(
        request, {"message": "请求内容不符合接口约定。", "problems": problems}, status=422
    )
