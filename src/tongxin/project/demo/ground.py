"""The ground of the demonstration city: unions, accounts, employers, sources."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.contrib.auth.hashers import make_password

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.services import index
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.project.demo import people
from tongxin.project.demo.names import employers as employer_seeds
from tongxin.project.demo.tree import industry_unions
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Source

BATCH = 5000


def open_accounts(password: str, since: date) -> None:
    """The cast with their posts, and a desk and a mediator for every other district and industry."""
    hashed = make_password(password)
    rows = [(a.username, a.name, a.role, a.org_code) for a in people.CAST]
    for district in Org.objects.filter(level="district").exclude(code=people.DISTRICT).order_by("code"):
        rows.append((f"desk_{district.code}", f"{district.short[:2]}派单", "desk_manager", district.code))
        rows.append((f"mediator_{district.code}", f"{district.short[:2]}调解", "mediator", district.code))
    for union in Org.objects.filter(level="industry").order_by("code"):
        key = union.code.split("-")[1].lower()
        rows.append((f"desk_{key}", f"{union.short[:2]}派单", "desk_manager", union.code))
        rows.append((f"mediator_{key}", f"{union.short[:2]}调解", "mediator", union.code))
    orgs = {org.code: org for org in Org.objects.filter(code__in={code for *_, code in rows})}
    accounts = Account.objects.bulk_create(
        [Account(username=login, name=name, password=hashed) for login, name, _, _ in rows]
    )
    posts = [
        Post(account=account, org=orgs[code], role=role, since=since)
        for account, (_, _, role, code) in zip(accounts, rows, strict=True)
    ]
    Post.objects.bulk_create(posts)


def told() -> list[tuple[str, str, str]]:
    """(login, name, post) of each account, the cast first."""
    posts = Post.objects.select_related("account", "org").order_by("pk")
    return [(p.account.username, p.account.name, f"{p.org.short} · {p.get_role_display()}") for p in posts]


def register_employers(n: int) -> Iterator[int]:
    """Enter `n` fictional employers; yields how many are in after each batch."""
    unions, industries = (
        dict(Org.objects.filter(level="township").values_list("region_id", "pk")),
        industry_unions(),
    )
    city = Org.objects.get(level="city").pk
    done = 0
    for seeds in _batches(employer_seeds(n), BATCH):
        rows = Employer.objects.bulk_create(
            [
                Employer(
                    uscc=s.uscc,
                    name=s.name,
                    short=s.short,
                    section=s.section,
                    staff=s.staff,
                    address=s.address,
                    region_id=s.street_code,
                    org_id=unions.get(s.street_code, city),
                    industry_org=industries.get(s.section) if s.staff >= 100 else None,
                )
                for s in seeds
            ]
        )
        index([row.pk for row in rows])
        done += len(rows)
        yield done


def open_sources(city: Org) -> dict[str, Source]:
    """One registered source for each of the ten kinds."""
    rows = [Source(key=kind.value, name=kind.label, kind=kind, org=city) for kind in Kind]
    return {source.kind: source for source in Source.objects.bulk_create(rows)}


def _batches(rows: Iterator, size: int) -> Iterator[list]:
    while batch := list(islice(rows, size)):
        yield batch
