import re

SCRIPT = re.compile(
    rb"\A\s*(#!|<\?php|<\?xml|<!doctype|<html|<svg|<script|@echo\s+off|%!ps|\{\\rtf)", re.IGNORECASE
)
INSIDE = re.compile(rb"<(script|svg|iframe|object|embed)[\s>/]|<\?php", re.IGNORECASE)


def is_script(body: bytes) -> bool:
    """Whether a browser, shell or interpreter would take this text for its own."""
    plain = body.removeprefix(b"\xef\xbb\xbf")
    return bool(SCRIPT.match(plain) or INSIDE.search(plain))
