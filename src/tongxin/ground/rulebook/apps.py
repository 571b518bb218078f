from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "tongxin.ground.rulebook"
    label = "rulebook"
    verbose_name = "规则库"
