from importlib import import_module

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "tongxin.watch.signals"
    label = "signals"
    verbose_name = "线索"

    def ready(self) -> None:
        import_module("tongxin.watch.signals.rights")
