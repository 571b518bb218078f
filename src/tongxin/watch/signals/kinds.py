"""The ten sources of the documents, with their dimension and cadence."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Dimension(TextChoices):
    """信息维度."""

    UNION = "union", "工会信息"
    PUBLIC = "public", "公共信息"
    GOVERNMENT = "government", "政府信息"


class Cadence(TextChoices):
    """How often a source delivers."""

    REALTIME = "realtime", "实时"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季"
    ANYTIME = "anytime", "随时"


class Kind(TextChoices):
    """来源."""

    KIOSK = "kiosk", "法律服务一体机"
    APP = "app", "杭工e家APP"
    MEDIA = "media", "劳动关系舆情"
    WEEKLY = "weekly", "信息员周报"
    COUNTER = "counter", "职工服务窗口"
    EXCHANGE = "exchange", "监察仲裁月度交换"
    SURVEY = "survey", "样本企业季度监测"
    PATROL = "patrol", "日常巡查"
    HOTLINE = "hotline", "12351热线"
    COURT = "court", "法院诉调对接"


@dataclass(frozen=True)
class Nature:
    """What kind of source it is."""

    dimension: Dimension
    cadence: Cadence


NATURES: dict[str, Nature] = {
    Kind.KIOSK: Nature(Dimension.UNION, Cadence.REALTIME),
    Kind.APP: Nature(Dimension.UNION, Cadence.REALTIME),
    Kind.MEDIA: Nature(Dimension.PUBLIC, Cadence.REALTIME),
    Kind.WEEKLY: Nature(Dimension.UNION, Cadence.WEEKLY),
    Kind.COUNTER: Nature(Dimension.UNION, Cadence.WEEKLY),
    Kind.EXCHANGE: Nature(Dimension.GOVERNMENT, Cadence.MONTHLY),
    Kind.SURVEY: Nature(Dimension.UNION, Cadence.QUARTERLY),
    Kind.PATROL: Nature(Dimension.UNION, Cadence.ANYTIME),
    Kind.HOTLINE: Nature(Dimension.UNION, Cadence.REALTIME),
    Kind.COURT: Nature(Dimension.GOVERNMENT, Cadence.ANYTIME),
}
