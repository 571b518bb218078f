from collections import Counter

import pytest

from tongxin.ground.places.lexicon import formers, lexicon
from tongxin.ground.places.models import Region
from tongxin.ground.places.register import chain, district_of, full_name, register, shorten
from tongxin.ground.places.services import load_regions


@pytest.mark.django_db
def test_the_table_holds_the_reference_file():
    assert Region.objects.districts().count() == 13
    assert Region.objects.below("3301").filter(level="street").count() == 196
    assert Region.objects.streets("330114").count() == 7
    assert Region.objects.count() == len(register())


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_repairs_what_differs():
    assert load_regions() == 0
    Region.objects.filter(pk="330114001").update(name="下沙镇")
    assert load_regions() == 1
    assert str(Region.objects.get(pk="330114001")) == "下沙街道"


@pytest.mark.django_db
def test_a_region_knows_its_chain_without_a_query(django_assert_num_queries):
    region = Region.objects.get(pk="330114001")
    with django_assert_num_queries(0):
        assert region.chain == ("浙江省", "杭州市", "钱塘区", "下沙街道")


def test_levels_and_parents_follow_the_codes():
    levels = {2: "province", 4: "city", 6: "district", 9: "street"}
    for place in register().values():
        assert place.level == levels[len(place.code)]
        assert place.parent == place.code[: {2: 0, 4: 2, 6: 4, 9: 6}[len(place.code)]]
        assert not place.parent or place.parent in register()
    counts = Counter(place.level for place in register().values())
    assert (counts["province"], counts["street"]) == (34, 196)


def test_names_are_shortened_to_what_people_say():
    pairs = {
        "下沙街道": "下沙",
        "内蒙古自治区": "内蒙古",
        "广西壮族自治区": "广西",
        "新疆维吾尔自治区": "新疆",
        "香港特别行政区": "香港",
        "景宁畲族自治县": "景宁",
        "莪山畲族乡": "莪山",
        "西双版纳傣族自治州": "西双版纳",
        "克孜勒苏柯尔克孜自治州": "克孜勒苏",
        "德宏傣族景颇族自治州": "德宏",
        "阿里地区": "阿里",
    }
    assert {name: shorten(name) for name in pairs} == pairs


def test_codes_give_names_and_districts():
    assert chain("330114") == ("浙江省", "杭州市", "钱塘区")
    assert full_name("330114001", below="33") == "杭州市钱塘区下沙街道"
    assert district_of("330114001") == "330114" and district_of("3301") is None


def test_every_alias_and_former_region_points_to_a_region():
    names = [name for group in lexicon().values() for name in group]
    assert {name.code for name in names} <= register().keys()
    assert {former.code for former in formers()} <= register().keys()
    assert all(name.since is None or name.until is None or name.since <= name.until for name in names)
    assert {name.where for name in names} == {"", "edge", "within"}
