"""Requests that schemathesis makes of the machine interface's own description, against and along it."""

import json
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from tongxin.project.drills.visitors import Ask
from tongxin.watch.signals.signing import signed


def generated(url: str, *, key: str, secret: str, number: int) -> list[Ask]:
    """About `number` requests, as many of each kind of generation; three of four are signed."""
    made: list[Ask] = []
    schema = schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")
    operations: list[Any] = [each.ok() for each in schema.get_all_operations()]  # type: ignore[union-attr]
    modes = list(schemathesis.GenerationMode)
    for operation in operations:
        for mode in modes:
            _collect(
                operation.as_strategy(generation_mode=mode), made, number // (len(operations) * len(modes))
            )
    return [_signed(url, ask, key, secret) if n % 4 else ask for n, ask in enumerate(made)]


def _collect(strategy: Any, made: list[Ask], most: int) -> None:
    @seed(2026)
    @settings(
        max_examples=max(most, 1),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def each(case: Any) -> None:
        headers = {str(k): str(v).encode("utf-8").decode("latin-1") for k, v in (case.headers or {}).items()}
        made.append(
            Ask(
                "schemathesis",
                case.method,
                case.formatted_path,
                {"Content-Type": "application/json"} | headers,
                _body(case.body),
            )
        )

    each()


def _body(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    try:
        return json.dumps(body).encode()
    except (TypeError, ValueError):  # schemathesis' mark for “no body”, and what JSON cannot carry
        return b""


def _signed(url: str, ask: Ask, key: str, secret: str) -> Ask:
    seal = signed(ask.method, f"{url}{ask.path}", ask.body, key=key, secret=secret)
    return Ask(ask.what, ask.method, ask.path, seal, ask.body)
