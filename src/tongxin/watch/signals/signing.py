"""Sign a call to the machine interface as RFC 9421 wants it; for senders in Python and for the drills.

    headers = signed("POST", "https://…/api/v1/signals", body, key="kiosk-1", secret="…")
    requests.post(url, data=body, headers=headers)

Needs nothing but the standard library, so that a sender can copy this file.
"""

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import urlsplit

COVERED = '("@method" "@authority" "@path" "content-digest")'
PORTS = {"http": 80, "https": 443}


def signed(
    method: str, url: str, body: bytes, *, key: str, secret: str, nonce: str = "", created: int | None = None
) -> dict[str, str]:
    """The headers of a signed call. A retry must be signed again: each nonce is good for one call."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    authority = f"{host}:{parts.port}" if parts.port and parts.port != PORTS.get(parts.scheme) else host
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    created = int(time.time()) if created is None else created
    nonce = nonce or secrets.token_hex(16)
    params = f'{COVERED};created={created};keyid="{key}";alg="hmac-sha256";nonce="{nonce}"'
    base = "\n".join(
        [
            f'"@method": {method.upper()}',
            f'"@authority": {authority}',
            f'"@path": {parts.path or "/"}',
            f'"content-digest": {digest}',
            f'"@signature-params": {params}',
        ]
    )
    seal = base64.b64encode(hmac.new(secret.encode(), base.encode(), hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "Content-Digest": digest,
        "Signature-Input": f"sig={params}",
        "Signature": f"sig=:{seal}:",
    }
