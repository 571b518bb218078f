from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class SignedIn(HttpRequest):
    """What a view behind `login_required` gets: `user` is the signed-in account."""

    user: Any
    htmx: HtmxDetails
