"""A planted fault: a server that acknowledges a signal first and stores it a little later."""

import io
import json
import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from tongxin.project.wsgi import application as careful

DELAY = 1.0  # seconds between the answer and the storing
waiting: queue.Queue[tuple[float, dict[str, Any]]] = queue.Queue()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer `accepted` at once; a thread hands the request on later, if the process still lives."""
    if environ["PATH_INFO"] != "/api/v1/signals":
        return careful(environ, start_response)
    body = environ["wsgi.input"].read()
    told = json.loads(body)
    items = [
        {"external_key": item["external_key"], "result": "accepted"}
        for item in (told if isinstance(told, list) else [told])
    ]
    waiting.put((time.monotonic() + DELAY, {**environ, "wsgi.input": io.BytesIO(body)}))
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"items": items}).encode()]


def _forget(*_: Any) -> Any:
    """The answer went out long ago."""


def _store_later() -> None:
    while True:
        due, environ = waiting.get()
        time.sleep(max(0, due - time.monotonic()))
        list(careful(environ, _forget))


threading.Thread(target=_store_later, daemon=True).start()
