from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "tongxin.watch.triage"
    label = "triage"
    verbose_name = "研判"
