import sys
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from tongxin.ground.people.adapters import by_single_sign_on
from tongxin.kit.refused import Refused

Handler = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER = "5"  # seconds


class refusals:
    """A `Refused` becomes a 409 with its message: a fragment for htmx, a page otherwise."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        htmx = getattr(request, "htmx", False)
        template = "kit/_refusal.html" if htmx else "409.html"
        response = render(request, template, {"message": exception.message}, status=409)
        if htmx:
            response["HX-Retarget"], response["HX-Reswap"] = "#refusal", "innerHTML"
        return response


def machine_answers(get_response: Handler) -> Handler:
    """A wrong method at the machine interface is answered in its own form, as its other refusals are."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not _by_machine(request):
            return response
        allowed = response["Allow"]
        answer = _machine_refusal(
            f"这个地址不接受 {request.method}，只接受 {allowed}。", response.status_code
        )
        answer["Allow"] = allowed
        return answer

    return middleware


def clean_input(get_response: Handler) -> Handler:
    """Answer 400 to NUL and lone surrogates in the query or form, which PostgreSQL cannot store."""

    def middleware(request: HttpRequest) -> HttpResponse:
        values = [request.path_info, *_texts(request.GET)]
        if request.method == "POST" and not request.path.startswith("/api/"):
            values += _texts(request.POST)
        if any(_unstorable(value) for value in values):
            return render(request, "400.html", {"message": "请求中含有无法识别的字符。"}, status=400)
        return get_response(request)

    return middleware


def first_password(get_response: Handler) -> Handler:
    """Whoever still has an issued password must choose an own one before anything else.

    Not who came by single sign-on: they may never have been told a password of ours.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not by_single_sign_on(request):
            change = reverse("account_change_password")
            if request.path not in (change, reverse("account_logout")) and not request.path.startswith(
                "/static/"
            ):
                return redirect(change)
        return get_response(request)

    return middleware


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"message": "页面已过期，请刷新后重试。"}, status=403)


def _texts(query: object) -> list[str]:
    return [text for name, values in query.lists() for text in (name, *values)]  # type: ignore[attr-defined]


def _unstorable(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", {"message": "请求无法识别。"}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"message": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _by_machine(request):
        return _machine_refusal("没有这个地址。接口说明见 /api/v1/docs。", 404)
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500; or 503 with Retry-After while the database is away. Asks the database for nothing."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    if _by_machine(request):
        told = (
            "平台暂时不可用，请稍后重试。" if away else "平台出错，已记录；请稍后重试，仍不行的请联系平台。"
        )
        response: HttpResponse = _machine_refusal(told, status)
    else:
        response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if away:
        response["Retry-After"] = RETRY_AFTER
    return response


def _by_machine(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _machine_refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message, "problems": []}, status=status)
