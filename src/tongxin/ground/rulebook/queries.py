from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Org
from tongxin.ground.rulebook import words
from tongxin.ground.rulebook.models import Kind, Rule, Version, VersionQuerySet
from tongxin.ground.rulebook.presets.profiles import NOT_RUNNABLE
from tongxin.ground.worktime.hours import ServiceHours
from tongxin.ground.worktime.reading import service_hours

Path = tuple[str | int, ...]
ABSENT = object()
ONE_ACTIVE = (Kind.ALERT_PROFILE, Kind.DEADLINES)  # as the constraint of Rule says


@dataclass(frozen=True)
class Change:
    """One value that differs between two bodies; None where it is not there at all."""

    path: Path
    before: Any
    after: Any

    @property
    def place(self) -> str:
        return words.place(self.path)

    @property
    def words_before(self) -> str:
        return words.plain(self.before)

    @property
    def words_after(self) -> str:
        return words.plain(self.after)


def active(kind: str, on: date) -> Version | None:
    """What the active rule of `kind` says on a day; None: the caller must say that nothing is in force."""
    return _counting(on).filter(rule__kind=kind, rule__active=True).order_by("rule__key", "-number").first()


def named(key: str, on: date) -> Version | None:
    """What the active rule `key` says on a day."""
    return _counting(on).filter(rule__key=key, rule__active=True).order_by("-number").first()


def hours_on(at: datetime) -> ServiceHours:
    """The service hours in force at an instant, else office hours."""
    version = active("service_hours", on=localtime(at).date())
    return service_hours(version.body if version else None)


def in_force(rule: Rule, on: date) -> Version | None:
    """The version that counts, or would count if the rule were active."""
    return _counting(on).filter(rule=rule).order_by("-number").first()


def runnable_profiles() -> list[Version]:
    """The newest version of every alert profile that is more than a table for reference, whether in force or not."""
    rows = Version.objects.filter(rule__kind=Kind.ALERT_PROFILE).order_by("rule_id", "-number")
    newest = rows.distinct("rule_id").select_related("rule")
    return sorted((v for v in newest if "levels" in v.body), key=lambda version: version.rule.key)


def not_runnable() -> list[tuple[Rule, str]]:
    """Published tables the platform cannot compute, with the reason."""
    rules = Rule.objects.filter(key__in=NOT_RUNNABLE).in_bulk(field_name="key")
    return [(rules[key], why) for key, why in NOT_RUNNABLE.items() if key in rules]


def history(rule: Rule) -> QuerySet[Version]:
    """Every version, newest first, with who wrote and who confirmed it."""
    return rule.versions.select_related("by", "confirmed_by").order_by("-number")


def compare(a: dict[str, Any], b: dict[str, Any]) -> list[Change]:
    """What differs from body `a` to body `b`, path by path in the order of `a`; lists by position."""
    return [Change(path, _gone(before), _gone(after)) for path, before, after in _walk((), a, b)]


def missing_kinds(on: date) -> list[str]:
    """Kinds the monitoring loop cannot do without that have nothing in force, in words."""
    return [str(kind.label) for kind in ONE_ACTIVE if active(kind, on) is None]


def rules_listed() -> QuerySet[Rule]:
    """Rules with number, status, source and date of their newest version."""
    newest = Version.objects.filter(rule=OuterRef("pk")).order_by("-number")
    columns = ("number", "status", "since", "citation", "enacted_by")
    return Rule.objects.annotate(**{f"latest_{name}": Subquery(newest.values(name)[:1]) for name in columns})


def city() -> Org | None:
    """The root union: the rulebook is the city's, so its rights are asked for here."""
    return Org.objects.filter(parent=None).order_by("pk").first()


def _counting(on: date) -> VersionQuerySet:
    return Version.objects.in_force(on).counting().select_related("rule")


def _walk(path: Path, a: Any, b: Any) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(a, dict) and isinstance(b, dict) and not _term(a, b):
        for key in [*a, *(key for key in b if key not in a)]:
            yield from _walk((*path, key), a.get(key, ABSENT), b.get(key, ABSENT))
    elif isinstance(a, list) and isinstance(b, list) and not (_condition(a) and _condition(b)):
        for index in range(max(len(a), len(b))):
            yield from _walk((*path, index), _item(a, index), _item(b, index))
    elif type(a) is not type(b) or a != b:
        yield path, a, b


def _term(a: dict, b: dict) -> bool:
    """A term reads better whole: 3个工作日 → 5个工作日."""
    return set(a) == set(b) == {"n", "unit"}


def _condition(value: list) -> bool:
    """So does a condition: 人数不少于30人 → 人数不少于50人."""
    return len(value) == 3 and isinstance(value[1], str) and value[1] in words.COMPARED


def _item(values: list, index: int) -> Any:
    return values[index] if index < len(values) else ABSENT


def _gone(value: Any) -> Any:
    return None if value is ABSENT else value
