from typing import Any

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SignedIn(HttpRequest):
    """What a view behind `login_required` gets: `user` is the signed-in account."""

    user: Any
    htmx: HtmxDetails


def wants_part(request: SignedIn) -> bool:
    """Whether htmx asks for a part of the page; a boosted link wants all of it."""
    return bool(request.htmx) and not request.htmx.boosted


def workbook(content: bytes, name: str) -> HttpResponse:
    """An xlsx to be saved under this ASCII name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
