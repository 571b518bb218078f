from importlib import import_module

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "tongxin.watch.incidents"
    label = "incidents"
    verbose_name = "事件"

    def ready(self) -> None:
        import_module("tongxin.watch.incidents.recounts")
