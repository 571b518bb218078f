from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongxin.ground.rulebook import services
from tongxin.ground.rulebook.models import Rule, Version

AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = AT.date()


def term(n: int, unit: str = "working_day") -> dict:
    return {"n": n, "unit": unit}


def deadlines(red: int = 1) -> dict:
    days = {"red": red, "orange": 3, "yellow": 5, "blue": 10}
    return {level: {"accept": term(4, "service_hour"), "handle": term(n)} for level, n in days.items()}


def profile(persons: int = 30) -> dict:
    clause = {"all": [["persons", ">=", persons]], "words": f"{persons}人以上", "clause": "市总办〔2026〕1号"}
    levels = {"red": {"any": [clause]}, "orange": {"any": []}, "yellow": {"any": []}, "blue": {"any": []}}
    return {"levels": levels, "default": "blue", "single_unverified_cap": None}


def make_rule(key: str = "city-deadlines", kind: str = "deadlines", name: str = "本市处置时限") -> Rule:
    return services.add_rule(key, kind, name, by=None, at=AT)


def make_version(rule: Rule, body: Any = None, *, since: date = date(2026, 1, 1), **over: Any) -> Version:
    given = {"citation": "市总办〔2026〕1号", "by": None, "at": AT, "since": since} | over
    return services.write_version(rule, body=body if body is not None else deadlines(), **given)
