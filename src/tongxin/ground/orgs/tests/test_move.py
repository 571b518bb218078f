import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.orgs import queries, services
from tongxin.ground.orgs.models import Merge, Org
from tongxin.ground.people.models import Post
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY


def move(org, under, by=None):
    return services.move(org, under=under, by=by, at=FRIDAY)


def merge(org, into, by=None) -> Merge:
    return services.merge(org, into=into, by=by, at=FRIDAY)


def second_street(cast) -> Org:
    return services.create(
        "HZ-XH-BS", "北山街道总工会", level="township", parent=cast.xihu, by=None, at=FRIDAY
    )


def test_it_moves_the_whole_subtree_in_one_audited_act(cast):
    move(cast.lingyin, cast.yuhang, cast.ao)
    cast.factory.refresh_from_db()
    assert cast.factory.path == f"{cast.yuhang.path}{cast.lingyin.pk}.{cast.factory.pk}."
    assert not Org.objects.visible_to(cast.xi).filter(pk=cast.factory.pk).exists()
    assert Org.objects.visible_to(cast.yu).filter(pk=cast.factory.pk).exists()
    entry = Entry.objects.get(kind="orgs.org", verb="move")
    assert (entry.actor_id, entry.facts["to"], entry.facts["count"]) == (cast.ao.pk, cast.yuhang.pk, 2)


def test_every_path_still_tells_the_way_from_the_root(cast):
    move(cast.lingyin, cast.yuhang)
    for org in Org.objects.select_related("parent"):
        assert org.path == f"{org.parent.path if org.parent else ''}{org.pk}."


@pytest.mark.parametrize(("org", "under", "words"), [
    ("city", "xihu", "根"), ("lingyin", "factory", "循环"), ("lingyin", "lingyin", "循环"),
    ("lingyin", "xihu", "已在"), ("yuhang", "lingyin", "不能设在"), ("lingyin", "lingyin", "循环"),
])  # fmt: skip
def test_it_refuses_what_makes_no_tree(cast, org, under, words):
    with pytest.raises(Refused, match=words):
        move(getattr(cast, org), getattr(cast, under))


def test_it_creates_only_what_may_stand_there(cast):
    with pytest.raises(Refused, match="不能设在"):
        services.create("X", "某区总工会", level="district", parent=cast.lingyin, by=None, at=FRIDAY)
    with pytest.raises(Refused, match="已被使用"):
        services.create("HZ-XH", "某街道总工会", level="township", parent=cast.xihu, by=None, at=FRIDAY)


def test_it_renames_and_writes_nothing_when_nothing_changes(cast):
    same = {"code": "HZ-XH", "short": cast.xihu.short, "region": "330106", "by": cast.ao, "at": FRIDAY}
    services.change(cast.xihu, name="西湖区总工会", **same)
    assert not Entry.objects.filter(verb="change").exists()
    services.change(cast.xihu, name="西湖区工会", **same)
    assert Entry.objects.get(verb="change").facts["before"] == {"name": "西湖区总工会"}


def test_a_merge_takes_children_and_posts_along_and_keeps_history_in_sight(cast):
    street = second_street(cast)
    merge(cast.lingyin, street, cast.ao)
    cast.factory.refresh_from_db()
    cast.lingyin.refresh_from_db()
    assert cast.factory.parent == street
    assert cast.lingyin.merged_into == street
    assert street.covers(cast.lingyin)
    assert cast.lingyin not in Org.objects.current()
    assert [p.org for p in Post.objects.filter(account=cast.li).current(FRIDAY.date())] == [street]


def test_a_merge_can_be_undone(cast):
    street = second_street(cast)
    merged = merge(cast.lingyin, street)
    services.undo_merge(merged, by=cast.ao, at=FRIDAY)
    for org in (cast.factory, cast.lingyin):
        before = org.path
        org.refresh_from_db()
        assert org.path == before
    assert cast.lingyin.merged_into is None
    assert [p.org for p in Post.objects.filter(account=cast.li).current(FRIDAY.date())] == [cast.lingyin]
    with pytest.raises(Refused, match="已经撤销"):
        services.undo_merge(merged, by=cast.ao, at=FRIDAY)


def test_a_merge_is_among_equals_and_a_merged_union_rests(cast):
    with pytest.raises(Refused, match="同一层级"):
        merge(cast.lingyin, cast.xihu)
    with pytest.raises(Refused, match="自身"):
        merge(cast.lingyin, cast.lingyin)
    street = second_street(cast)
    merge(cast.lingyin, street)
    with pytest.raises(Refused, match="已并入"):
        move(cast.lingyin, cast.yuhang)


def test_it_finds_who_answers_for_a_region(cast):
    assert queries.responsible("330106012") == cast.xihu
    assert queries.responsible("330106012", "township") == cast.lingyin
    assert queries.responsible("330106013", "township") == cast.xihu
    assert queries.responsible("330110001") == cast.yuhang
    assert queries.responsible("330102001") == cast.city
    assert queries.responsible("") == cast.city
    merge(cast.yuhang, cast.xihu)
    assert queries.responsible("330110") == cast.xihu


def test_it_answers_for_many_regions_with_two_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert (
            queries.responsible_many([f"330106{n:03}" for n in range(100)], "township")["330106012"]
            == cast.lingyin
        )


def test_it_lists_ancestors_from_the_root(cast):
    assert queries.ancestors(cast.factory) == [cast.city, cast.xihu, cast.lingyin]


def test_it_counts_what_hangs_on_a_union(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert dict(queries.attached(cast.xihu)) == {"工会": 3, "岗位": 4, "用人单位": 0, "工单": 0}
