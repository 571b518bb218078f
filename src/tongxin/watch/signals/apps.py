from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "tongxin.watch.signals"
    label = "signals"
    verbose_name = "线索"
