"""Unified social credit codes of a division that does not exist (GB 32100-2015, organisation part GB 11714)."""

from stdnum.cn import uscc

DIVISION = "330199"  # Hangzhou has no division 99
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SERIALS = len(_ALPHABET) ** 6
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(serial: int) -> str:
    """The 18 characters for a serial number below SERIALS (a company: 91)."""
    organisation = "MA" + _letters(serial, 6)
    head = "91" + DIVISION + organisation + _organisation_check(organisation)
    return head + uscc.calc_check_digit(head)


def _letters(serial: int, length: int) -> str:
    found = ""
    for _ in range(length):
        serial, rest = divmod(serial, len(_ALPHABET))
        found = _ALPHABET[rest] + found
    return found


def _organisation_check(organisation: str) -> str:
    total = sum(_DIGITS.index(sign) * weight for sign, weight in zip(organisation, _WEIGHTS, strict=True))
    return "0123456789X0"[(11 - total % 11)]
