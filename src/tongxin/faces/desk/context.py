from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the page frame needs: navigation and the unread count."""
    return {}
