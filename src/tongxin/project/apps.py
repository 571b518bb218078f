from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "tongxin.project"
    label = "project"
