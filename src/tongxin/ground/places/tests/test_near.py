import pytest

from tongxin.ground.places.near import POINTS, near
from tongxin.ground.places.register import HANGZHOU, register


def test_every_district_has_points():
    assert {code for code, *_ in POINTS} == {p.code for p in register().values() if p.parent == HANGZHOU}


@pytest.mark.parametrize(
    ("latitude", "longitude", "names"),
    [(30.24, 120.11, {"西湖区"}), (29.60, 119.05, {"淳安县"}), (29.48, 119.29, {"建德市"}), (30.42, 120.30, {"临平区"})],
)  # fmt: skip
def test_it_names_the_district_where_it_is_clear(latitude, longitude, names):
    assert {place.name for place in near(latitude, longitude)} == names


def test_it_names_two_where_they_meet():
    assert {place.name for place in near(30.265, 120.165)} == {"上城区", "拱墅区"}


@pytest.mark.parametrize(("latitude", "longitude"), [(31.23, 121.47), (0, 0), (-30.24, -120.11), (90, 180)])
def test_it_names_none_elsewhere(latitude, longitude):
    assert near(latitude, longitude) == []
