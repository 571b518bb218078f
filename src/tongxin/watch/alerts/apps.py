from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "tongxin.watch.alerts"
    label = "alerts"
    verbose_name = "预警"
