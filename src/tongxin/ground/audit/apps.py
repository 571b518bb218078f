from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tongxin.ground.audit"
    label = "audit"
    verbose_name = "审计"
