from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tongxin.ground.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        exports = import_module("tongxin.kit.tables.exports")
        exports.register(import_module("tongxin.ground.audit.exporting").witness)
