"""How evidence and reasons are said. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongxin.kit.templatetags.kit import number, yuan

HOT_WORDS = "所在地有预警热点"
HELD = "依据只有一个来源且未经人工核对，不入红档"


def reason_words(name: str, n: int, last: date | None) -> str:
    """欠薪满两个月（2项，最近2026-11-20）."""
    times = f"{n}项，最近" if n > 1 else ""
    return f"{name}（{times}{last.isoformat()}）" if last else name


def facts_words(facts: Mapping[str, Any]) -> str:
    """30人，45万元，2个月."""
    parts = [
        f"{number(facts['persons'])}人" if facts.get("persons") else "",
        yuan(facts["amount"]) if facts.get("amount") else "",
        f"{facts['months']}个月" if facts.get("months") else "",
        f"30天内{facts['signals']}条线索" if facts.get("signals") else "",
    ]
    return "，".join(filter(None, parts))
