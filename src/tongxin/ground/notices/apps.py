from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tongxin.ground.notices"
    label = "notices"
    verbose_name = "通知"
