from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "tongxin.watch.incidents"
    label = "incidents"
    verbose_name = "事件"
