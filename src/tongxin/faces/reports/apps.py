from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tongxin.faces.reports"
    label = "reports"
    verbose_name = "报告"

    def ready(self) -> None:
        import_module("tongxin.faces.reports.rights")
