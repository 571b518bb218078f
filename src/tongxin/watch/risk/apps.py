from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "tongxin.watch.risk"
    label = "risk"
    verbose_name = "预警热点"
