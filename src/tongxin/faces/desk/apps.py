from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tongxin.faces.desk"
    label = "desk"
    verbose_name = "工作台"
