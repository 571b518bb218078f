"""A planted fault: a server that breaks on one kind of request, a figure of more than a hundred digits."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from tongxin.project.wsgi import application as sound


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """500 to such a figure anywhere in the query; everything else is answered as always."""
    values = [
        value
        for each in parse_qs(environ.get("QUERY_STRING", ""), encoding="latin-1").values()
        for value in each
    ]
    if any(value.isascii() and value.isdigit() and len(value) > 100 for value in values):
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [b"planted"]
    return sound(environ, start_response)
