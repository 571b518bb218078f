"""One item of an API call. Types are checked here, ranges by `flaws`."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tongxin.watch.signals.adapters.cells import SHANGHAI
from tongxin.watch.signals.adapters.heard import Heard, Problem, Reject, shown

TEXTS = {
    "external_key": "key", "text": "text", "employer_name": "employer_name", "place": "place",
    "region": "region",
    "category": "category_told", "reporter": "reporter", "phone": "phone",
}  # fmt: skip
REQUIRED = ("external_key", "heard_at", "text")
OTHERS = {"heard_at", "persons", "amount", "anonymous"}


def read(item: Any, row: int) -> Heard | Reject:
    """What the item says, or every field that has the wrong type."""
    if not isinstance(item, Mapping):
        return Reject(row, (Problem("", "每条线索应为一个 JSON 对象"),))
    problems = [
        Problem(shown(name), "接口没有这个字段") for name in item if name not in TEXTS and name not in OTHERS
    ]
    problems += [Problem(name, "必填") for name in REQUIRED if item.get(name) is None]
    values: dict[str, Any] = {}
    for name, value in item.items():
        if value is None or (name not in TEXTS and name not in OTHERS):
            continue
        if name in TEXTS:
            if isinstance(value, str):
                values[TEXTS[name]] = value
            else:
                problems.append(Problem(name, "应为字符串"))
            continue
        try:
            values[name] = READERS[name](value)
        except (ValueError, TypeError, InvalidOperation, OverflowError) as error:
            problems.append(Problem(name, str(error) if isinstance(error, _Unfit) else "格式不对"))
    key = item.get("external_key")
    name = shown(key) if isinstance(key, str) else ""
    return Reject(row, tuple(problems), name) if problems else Heard(**values)


class _Unfit(ValueError):
    pass


def _instant(value: Any) -> datetime:
    if not isinstance(value, str) or len(value) > 40:
        raise _Unfit("应为 ISO 8601 时间，如 2026-11-20T14:05:00+08:00")
    try:
        at = datetime.fromisoformat(value)
        at = at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
        at.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        raise _Unfit("应为 ISO 8601 时间，如 2026-11-20T14:05:00+08:00") from None
    return at


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Unfit("应为整数")
    return value


def _yuan(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 30:
        raise _Unfit("应为数字（元）")
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise _Unfit("应为数字（元）")
    return round(amount, 2)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit("应为 true 或 false")
    return value


READERS = {"heard_at": _instant, "persons": _whole, "amount": _yuan, "anonymous": _flag}
