from django.apps import AppConfig


class ScreenConfig(AppConfig):
    name = "tongxin.faces.screen"
    label = "screen"
    verbose_name = "大屏"
