from importlib import import_module

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "tongxin.watch.alerts"
    label = "alerts"
    verbose_name = "预警"

    def ready(self) -> None:
        import_module("tongxin.watch.alerts.recounts")
