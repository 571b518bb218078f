"""Who ordered a report is told when it is there, or why it is not."""

import pytest

from tongxin.faces.reports import services
from tongxin.faces.reports.jobs import make_next
from tongxin.ground.notices.models import Notice
from tongxin.project.testing import FRIDAY


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_whoever_ordered_it_is_told_with_a_link(client, cast):
    report = services.order(cast.xihu, "2026Q3", by=cast.xi, at=FRIDAY)
    assert not Notice.objects.exists()
    make_next(FRIDAY)
    notice = Notice.objects.get()
    assert (notice.account, notice.title) == (cast.xi, "报告已生成：西湖区总工会 2026年第三季度")
    client.force_login(cast.xi)
    assert client.get(notice.url).context["report"] == report


def test_whoever_has_it_made_anew_is_told_the_next_time(cast):
    report = services.order(cast.city, "2026Q3", by=cast.chen, at=FRIDAY)
    make_next(FRIDAY)
    services.remake(report, by=cast.guan, at=FRIDAY)
    make_next(FRIDAY)
    assert list(Notice.objects.order_by("pk").values_list("account", flat=True)) == [
        cast.chen.pk,
        cast.guan.pk,
    ]


def test_one_that_fails_says_why(cast, monkeypatch):
    monkeypatch.setattr("tongxin.faces.reports.services.to_pdf", lambda printed: 1 / 0)
    services.order(cast.city, "2026Q3", by=cast.chen, at=FRIDAY)
    make_next(FRIDAY)
    notice = Notice.objects.get(account=cast.chen)
    assert notice.title == "报告未能生成：杭州市总工会 2026年第三季度" and "系统管理员" in notice.body
