"""Every address of the platform, as the URL conf holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One route. `takes` names its parameters; `place` is its pattern for people."""

    name: str
    takes: tuple[str, ...]
    place: str


def routes() -> list[Route]:
    """All routes, those of libraries included; a route without a name has the name ''."""
    return list(_walk(get_resolver(), "", ""))


def address(route: Route, values: dict[str, Any]) -> str:
    """The path of `route`, its parameters taken from `values`; KeyError names one that is missing."""
    return reverse(route.name, kwargs={name: values[name] for name in route.takes})


def reachable(route: Route, values: dict[str, Any]) -> str:
    """As `address`, '' where the route takes no such value."""
    try:
        return address(route, values)
    except NoReverseMatch:
        return ""


def _walk(resolver: URLResolver, place: str, space: str) -> Iterator[Route]:
    for each in resolver.url_patterns:
        here = place + str(each.pattern)
        if isinstance(each, URLPattern):
            name = f"{space}{each.name}" if each.name else ""
            yield Route(name, _parameters(each), here)
        else:
            yield from _walk(each, here, f"{space}{each.namespace}:" if each.namespace else space)


def _parameters(pattern: URLPattern) -> tuple[str, ...]:
    given = pattern.pattern.default_kwargs if hasattr(pattern.pattern, "default_kwargs") else {}
    names = pattern.pattern.converters or pattern.pattern.regex.groupindex
    return tuple(name for name in names if name not in given)
