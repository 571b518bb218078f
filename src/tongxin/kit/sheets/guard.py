"""Keeps text from becoming a formula when a sheet is opened (CSV injection, OWASP)."""

STARTERS = frozenset("=+-@\t\r\n＝＋－＠")


def is_formula(text: str) -> bool:
    """A spreadsheet program might compute `text` instead of showing it."""
    return text[:1] in STARTERS or text.lstrip()[:1] in STARTERS if text else False


def guarded(text: str) -> str:
    """`text` with an apostrophe in front where a csv reader would compute it."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text
