from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "tongxin.watch.learning"
    label = "learning"
    verbose_name = "模型"
