from importlib import import_module

from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "tongxin.watch.triage"
    label = "triage"
    verbose_name = "研判"

    def ready(self) -> None:
        import_module("tongxin.watch.triage.recounts")
