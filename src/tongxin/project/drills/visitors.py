"""Requests to a running platform, timed: what was sent, what came back."""

import http.client
import secrets
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from threading import local
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from tongxin.ground.people.models import Account

PATIENCE = 5.0  # seconds an answer may take
GIVE_UP = 20.0
UNSENT = -1
BACKEND = "django.contrib.auth.backends.ModelBackend"
_kept = local()


@dataclass(frozen=True)
class Ask:
    """One request. `what` says in words what is wrong with it."""

    what: str
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Told:
    """What came of a request. `status` 0: no answer; UNSENT: it never left."""

    ask: Ask
    status: int
    seconds: float
    location: str = ""

    @property
    def failed(self) -> bool:
        return self.status >= 500 or self.status == 0 or self.seconds > PATIENCE

    @property
    def inside(self) -> bool:
        """Whether it came past the sign-in page and the router."""
        return self.status in (200, 302, 409, 422) and "/accounts/login/" not in self.location


def send_all(url: str, asks: Iterable[Ask], *, threads: int = 8) -> list[Told]:
    """Send everything with `threads` at once; what could not be sent is left out."""
    with ThreadPoolExecutor(threads) as pool:
        return [told for told in pool.map(lambda ask: send(url, ask), asks) if told.status != UNSENT]


def send(url: str, ask: Ask) -> Told:
    """One request over this thread's connection, which is opened anew when the server has closed it."""
    began = time.monotonic()
    for fresh in (False, True):
        line = _line(url, fresh=fresh)
        try:
            with suppress(
                BrokenPipeError, ConnectionResetError
            ):  # it may answer before it has read everything
                line.request(ask.method, ask.path, ask.body or None, ask.headers)
            answer = line.getresponse()
            answer.read()
            return Told(ask, answer.status, time.monotonic() - began, answer.headers.get("Location", ""))
        except (OSError, http.client.HTTPException):
            line.close()
        except ValueError:  # the client's library will not write it
            line.close()
            return Told(ask, UNSENT, 0)
    return Told(ask, 0, time.monotonic() - began)


def signed_in(account: Account) -> dict[str, str]:
    """The headers of a person with a session and a token against forged forms."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    token = secrets.token_hex(16)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


def _line(url: str, *, fresh: bool) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    if fresh or getattr(_kept, "url", "") != url:
        _kept.url = url
        _kept.line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=GIVE_UP)
    return _kept.line
