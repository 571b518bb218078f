"""Chains of merges: who is found under which name, what is taken over, and back in either order."""

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.merging import merge, undo_merge
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import Told, family, match, search
from tongxin.ground.employers.services import change, register
from tongxin.ground.employers.tests.makers import SEEDS
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.tests.makers import make_incident
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force

A, B, C = "杭州乌有云杉服饰有限公司", "杭州子虚青禾餐饮有限公司", "杭州槐安棠溪物流有限公司"
OLD = "杭州华胥旧名商行"


@pytest.fixture
def three(cast):
    """A, B with a former name, and C; B knows a code, a union of its own, and its staff."""
    a, c = (register(name=name, org=cast.xihu, by=None, at=FRIDAY) for name in (A, C))
    b = register(
        name=OLD, org=cast.lingyin, by=None, at=FRIDAY, uscc=SEEDS[0].uscc, own_union=cast.factory, staff=30
    )
    return a, change(b, name=B, by=cast.chen, at=FRIDAY), c


def found(name) -> int | None:
    return match([Told(name)]).get(Told(name))


def fresh(*employers) -> list[Employer]:
    return [Employer.objects.get(pk=each.pk) for each in employers]


def join(kept, gone, cast):
    return merge(*fresh(kept, gone), by=cast.chen, at=FRIDAY)


def test_every_name_of_a_chain_leads_to_its_end(cast, three):
    a, b, c = three
    join(a, b, cast)
    join(c, a, cast)
    assert [found(name) for name in (A, B, OLD, C)] == [c.pk] * 4
    for words in ("乌有云杉", "子虚青禾", "华胥旧名"):
        assert list(search(Employer.objects.current(), words)) == [c]
    assert family(c.pk) == sorted(each.pk for each in three) and family(b.pk) == [b.pk]


def test_the_first_merge_is_undone_below_the_second(cast, three):
    a, b, c = three
    first = join(a, b, cast)
    join(c, a, cast)
    undo_merge(first, by=cast.chen, at=FRIDAY)
    assert [found(name) for name in (A, B, OLD, C)] == [c.pk, b.pk, b.pk, c.pk]
    assert list(search(Employer.objects.current(), "子虚青禾")) == [b]
    a, b, c = fresh(*three)
    assert (b.uscc, b.staff, b.own_union) == (SEEDS[0].uscc, 30, cast.factory)
    for other in (a, c):
        assert (other.uscc, other.staff, other.own_union) == (None, None, None)


def test_the_second_merge_is_undone_above_the_first(cast, three):
    a, b, c = three
    first = join(a, b, cast)
    second = join(c, a, cast)
    undo_merge(second, by=cast.chen, at=FRIDAY)
    assert [found(name) for name in (A, B, OLD, C)] == [a.pk, a.pk, a.pk, c.pk]
    a, b, c = fresh(*three)
    assert (a.uscc, a.staff, c.uscc, c.staff) == (SEEDS[0].uscc, 30, None, None)
    undo_merge(first, by=cast.chen, at=FRIDAY)
    assert [found(name) for name in (A, B, OLD, C)] == [a.pk, b.pk, b.pk, c.pk]
    a, b, c = fresh(*three)
    assert (a.uscc, a.staff, b.uscc, b.staff) == (None, None, SEEDS[0].uscc, 30)


def test_it_learns_what_it_did_not_know_and_keeps_what_it_knew(cast, three):
    a, b, _ = three
    change(a, staff=99, by=cast.chen, at=FRIDAY)
    join(a, b, cast)
    a, b = fresh(a, b)
    assert (a.uscc, a.own_union, a.staff) == (SEEDS[0].uscc, cast.factory, 99) and b.uscc is None
    assert Entry.objects.get(verb="merge").facts["taken"] == {
        "uscc": SEEDS[0].uscc,
        "own_union": cast.factory.pk,
    }


def test_an_undo_leaves_what_somebody_has_changed_since(cast, three):
    a, b, _ = three
    merged = join(a, b, cast)
    change(fresh(a)[0], staff=31, uscc=SEEDS[1].uscc, by=cast.chen, at=FRIDAY)
    undo_merge(merged, by=cast.chen, at=FRIDAY)
    a, b = fresh(a, b)
    assert (a.staff, a.uscc, a.own_union) == (31, SEEDS[1].uscc, None)
    assert (b.staff, b.uscc, b.own_union) == (30, SEEDS[0].uscc, cast.factory)


def test_who_is_merged_already_is_refused(cast, three):
    a, b, c = three
    join(a, b, cast)
    for kept, gone in ((b, c), (c, b), (a, a)):
        with pytest.raises(Refused):
            join(kept, gone, cast)


def test_what_befell_those_merged_stands_on_the_page_of_the_kept_one(client, cast, three):
    rules_in_force()
    a, b, c = three
    incident = make_incident(cast.xihu, employer=b.pk, title="青禾欠薪")
    case = make_case(cast, employer_text="另一家")
    Case.objects.filter(pk=case.pk).update(employer=b)
    join(a, b, cast)
    join(c, a, cast)
    client.force_login(cast.chen)
    context = client.get(f"/employers/{c.pk}/").context
    assert [each.pk for each in context["incidents"]] == [incident.pk]
    assert [each.pk for each in context["cases"]] == [case.pk]
    assert {(each.gone_id, each.kept_id) for each in context["merges"]} == {(b.pk, a.pk), (a.pk, c.pk)}
    lower = next(each for each in context["merges"] if each.kept_id == a.pk)
    assert client.post(f"/employers/{a.pk}/merge/{lower.pk}/undo/").status_code == 302
    assert not client.get(f"/employers/{c.pk}/").context["incidents"]
    assert client.get(f"/employers/{b.pk}/").context["incidents"]
