"""A small single sign-on server on this machine, as a city runs one: OpenID Connect with one person in it."""

import http.server
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass
class Provider:
    """`person`: the claims told of whoever signs in. `asked`: the paths that were called."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def settings(self) -> dict[str, Any]:
        app = {"provider_id": "city", "name": "统一身份认证", "client_id": "tongxin", "secret": "s",
               "settings": {"server_url": self.url}}  # fmt: skip
        return {"openid_connect": {"APPS": [app]}}

    def page(self, path: str) -> Any:
        if path.startswith("/.well-known/"):
            return {"issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token", "userinfo_endpoint": f"{self.url}/userinfo",
                    "jwks_uri": f"{self.url}/jwks"}  # fmt: skip
        if path == "/token":
            return {"access_token": "a", "token_type": "Bearer", "id_token": self._token()}
        return {"sub": "1"} | self.person

    def _token(self) -> str:
        told = {"iss": self.url, "aud": "tongxin", "sub": "1", "iat": 0, "exp": 4102444800}
        parts = (json.dumps(part).encode() for part in ({"alg": "none"}, told))
        return ".".join([*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


@contextmanager
def running_provider(**person: Any) -> Iterator[Provider]:
    provider = Provider(person=person)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":  # its own password page is left out: it sends the person back
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                back = urlencode({"code": "c", "state": query["state"]})
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()
                return
            body = json.dumps(provider.page(parts.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def log_message(self, *args):
            pass

    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{web.server_port}"
    threading.Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        web.shutdown()
