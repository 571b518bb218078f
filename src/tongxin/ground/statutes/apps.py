from django.apps import AppConfig


class StatutesConfig(AppConfig):
    name = "tongxin.ground.statutes"
    label = "statutes"
    verbose_name = "法律法规"
