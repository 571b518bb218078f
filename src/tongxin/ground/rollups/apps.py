from django.apps import AppConfig


class RollupsConfig(AppConfig):
    name = "tongxin.ground.rollups"
    label = "rollups"
    verbose_name = "汇总"
