from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tongxin.watch.cases"
    label = "cases"
    verbose_name = "工单"
