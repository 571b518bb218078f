"""Every address has a name the house would give it, and a place in the table of the drill on access."""

import re

from tongxin.project.drills.doors import FIXED, LIBRARY, MORE, OPEN, SHOWN, SIGNED, TABLE, VALUES
from tongxin.project.drills.routes import routes

NAME = re.compile(r"[a-z]+(-[a-z]+)+")
ALONE = {  # one word says it, with the reason
    "healthz": "名称由探活约定",
    "readyz": "名称由探活约定",
    "metrics": "名称由指标采集约定",
    "screen": "只有一块大屏",
    "queue": "只有一个任务队列",
}


def ours() -> list:
    return [route for route in routes() if not route.name.startswith((*LIBRARY, "api-1:"))]


def test_every_address_has_a_name_of_noun_and_verb():
    odd = [r.place for r in ours() if r.name not in ALONE and not NAME.fullmatch(r.name)]
    assert not odd


def test_every_address_is_in_the_table_of_the_drill_on_access():
    known = TABLE.keys() | OPEN.keys() | SIGNED.keys()
    assert not [r.place for r in routes() if r.name not in known and not r.name.startswith(LIBRARY)]


def test_the_tables_name_no_address_that_is_gone():
    names = {route.name for route in routes()}
    assert not {*TABLE, *MORE, *OPEN, *SIGNED, *SHOWN, *ALONE} - names


def test_every_parameter_of_an_address_has_a_value_to_try_it_with():
    known = {"pk", *VALUES, *FIXED}
    assert not [r.place for r in ours() if set(r.takes) - known]


def test_an_address_shared_by_two_views_is_told_apart_by_its_parameters():
    seen: set[tuple] = set()
    twice = []
    for route in ours():
        twice += [route.place] if (route.name, route.takes) in seen else []
        seen.add((route.name, route.takes))
    assert not twice
