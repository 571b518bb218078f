from datetime import datetime, timedelta
from typing import Any

from tongxin.ground.orgs.models import Org
from tongxin.kit.sheets import write_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.adapters import layout_of
from tongxin.watch.signals.adapters.heard import Heard
from tongxin.watch.signals.models import Signal, Source
from tongxin.watch.signals.services import receive

SECRET = "a-secret-of-the-kiosk-1"
TEXT = "示例云杉厂拖欠三十多名工人三个月工资，共四十五万元，联系电话13812341234"


def make_source(org: Org, key: str = "kiosk-1", kind: str = "kiosk", **over: Any) -> Source:
    return Source.objects.create(
        **{"key": key, "name": "一号机", "kind": kind, "org": org, "secret": SECRET} | over
    )


def make_heard(key: str = "K1", **over: Any) -> Heard:
    return Heard(**{"key": key, "heard_at": FRIDAY - timedelta(days=1), "text": TEXT} | over)


def make_signal(
    source: Source, key: str = "K1", *, org: Org | None = None, at: datetime = FRIDAY, **over: Any
) -> Signal:
    received = receive(source, [make_heard(key, **over)], org=org or source.org, by=None, at=at)
    return Signal.objects.get(pk=received.accepted[0].pk)


def make_sheet(*rows: dict[str, Any], kind: str = "weekly", drop: tuple[str, ...] = ()) -> bytes:
    """A weekly sheet with these rows; each has a date and a text unless it says otherwise."""
    titles = [t for t in layout_of(kind).titles if t not in drop]
    filled = [{"发生日期": "2026-11-18", "内容": TEXT} | row for row in rows]
    return write_sheet(titles, [[row.get(title) for title in titles] for row in filled], title="周报")
