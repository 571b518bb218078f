from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

WRONG = "DATABASE_URL 不正确，应形如 postgresql://用户:密码@主机:5432/库名。"


def parse(url: str) -> dict[str, Any]:
    """A postgresql:// address as a Django database entry. Raises ImproperlyConfigured for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(WRONG) from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(WRONG)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "tongxin.project.backend",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(port or query.get("port", "")),
    }
