from django.db.models import TextChoices


class Role(TextChoices):
    """Duties a person holds at a union. The words are the glossary's."""

    INFORMANT = "informant", "劳动关系信息员"
    SUPERVISOR = "supervisor", "劳动法律监督员"
    MEDIATOR = "mediator", "劳动争议调解员"
    COORDINATOR = "coordinator", "劳动关系协调员"
    BARGAINING_ADVISER = "bargaining_adviser", "集体协商指导员"
    LAWYER = "lawyer", "援助律师"
    SAFETY_INSPECTOR = "safety_inspector", "劳动保护监督检查员"
    COUNTER = "counter", "职工服务窗口"
    DESK_MANAGER = "desk_manager", "平台管理人员"
    LEADER = "leader", "领导"
    ADMINISTRATOR = "administrator", "系统管理员"
