import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.project.settings")

DELIVERY = ("POST", "/api/v1/signals")


class Machines(WSGIHandler):
    """The same application without what only pages need: session, form, page policy."""

    def load_middleware(self, is_async: bool = False) -> None:
        whole, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.MACHINE_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


pages = get_wsgi_application()
machines = Machines()
gc.collect()
gc.freeze()  # what is loaded by now stays: no collection need look through it again


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    called = (environ["REQUEST_METHOD"], environ["PATH_INFO"])
    return (machines if called == DELIVERY else pages)(environ, start_response)
