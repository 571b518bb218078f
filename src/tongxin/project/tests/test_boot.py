from django.db import connection


def test_it_plants_the_cast(cast):
    assert cast.xihu.path.startswith(cast.city.path)
    assert cast.chen.roles == {"desk_manager"}
    assert cast.chen.has_perm("cases.dispatch", cast.lingyin)
    assert not cast.xi.has_perm("cases.dispatch", cast.yuhang)
    assert connection.vendor == "postgresql"
