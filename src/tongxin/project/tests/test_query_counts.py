"""Every list and detail page, from the same table as the drill on access."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tongxin.ground.orgs.services import plant
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.project.drills.doors import TABLE
from tongxin.project.drills.r5 import path_of
from tongxin.project.drills.routes import routes
from tongxin.project.drills.rows import Planted, plant_rows
from tongxin.project.testing import FRIDAY

MOST = 12
FEW, MANY = 3, 30

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of_all(tmp_path):
    """Somebody with every duty at the city and at a district."""
    city = plant("QC", "计数市总工会", level="city", region="3301")
    district = plant("QC-W", "计数区总工会", level="district", parent=city, region="330106")
    person = Account.objects.create(username="counter", name="计数")
    posts = [
        Post(account=person, org=org, role=role, since=FRIDAY.date())
        for org in (city, district)
        for role in Role
    ]
    Post.objects.bulk_create(posts)
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(MEDIA_ROOT=tmp_path):
        yield client, district


def queries(client: Client, path: str) -> int | None:
    """How many statements a page takes the second time; None where there is no page."""
    if client.get(path).status_code != 200:
        return None
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(path)
        if answer.streaming or answer.get("Content-Type", "").partition(";")[0] != "text/html":
            return None
    return sum(1 for query in seen.captured_queries if "SAVEPOINT" not in query["sql"])


def counted(client: Client, rows: Planted, pages: Iterable[str]) -> dict[str, int]:
    found = {}
    for route in routes():
        if route.name in pages and (n := queries(client, path_of(route, rows))) is not None:
            found[route.name] = n
    return found


def hold(few: dict[str, int], many: dict[str, int]) -> None:
    growing = {name: f"{few[name]} → {n}" for name, n in many.items() if name in few and n > few[name]}
    heavy = {name: n for name, n in many.items() if n > MOST}
    assert len(many) > 10
    assert not growing and not heavy, f"growing: {growing}; over {MOST}: {heavy}"


def test_no_list_asks_more_for_thirty_rows_than_for_three(client_of_all):
    client, org = client_of_all
    pages = {name for name, door in TABLE.items() if not door.row}
    made = [plant_rows(org, at=FRIDAY) for _ in range(FEW)]
    few = counted(client, made[0], pages)
    made += [plant_rows(org, at=FRIDAY) for _ in range(MANY - FEW)]
    hold(few, counted(client, made[0], pages))


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.DESK_MANAGER])
def test_the_home_of_one_duty_is_no_heavier(client_of_all, role):
    client, org = client_of_all
    rows = plant_rows(org, at=FRIDAY)
    person = Account.objects.create(username="one", name="一岗")
    Post.objects.create(account=person, org=org, role=role, since=FRIDAY.date())
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    heavy = {
        name: n
        for name, n in counted(client, rows, {"desk-home", "case-list", "case-detail"}).items()
        if n > MOST
    }
    assert not heavy


def test_no_detail_page_asks_more_for_thirty_parts_than_for_three(client_of_all):
    client, org = client_of_all
    pages = {name for name, door in TABLE.items() if door.row}
    few, many = (plant_rows(org, at=FRIDAY, children=n) for n in (FEW, MANY))
    hold(counted(client, few, pages), counted(client, many, pages))
