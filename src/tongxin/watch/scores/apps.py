from django.apps import AppConfig


class ScoresConfig(AppConfig):
    name = "tongxin.watch.scores"
    label = "scores"
    verbose_name = "用人单位指数"
