# ruff: noqa: E501  (a table of Chinese words, which count double)
"""What each right allows, in the words a refusal uses. A right without words is spoken of as 此项."""

RIGHT_NAMES = {
    "signals.view": "查看线索", "signals.report": "报送线索", "signals.import": "导入线索", "signals.correct": "更正线索",
    "signals.sources": "管理线索来源", "triage.overrule": "人工研判", "triage.train": "训练和启用研判模型", "incidents.view": "查看事件",
    "incidents.merge": "合并和拆分事件", "incidents.ledger": "导入往年台账", "risk.view": "查看预警热点", "alerts.view": "查看预警", "scores.view": "查看用人单位指数",
    "scores.enter": "登记指数依据", "scores.contest": "对指数依据提异议和批注", "scores.decide": "处理对指数依据的异议", "scores.calibrate": "校准用人单位指数", "alerts.confirm": "确认预警", "alerts.answer": "反馈预警核查",
    "alerts.regrade": "调整预警等级", "alerts.dismiss": "解除预警", "cases.view": "查看工单", "cases.dispatch": "交办工单",
    "cases.handle": "办理工单", "cases.review": "审核工单", "cases.supervise": "督办工单", "cases.regrade": "调整工单等级",
    "cases.call_back": "回访",
    "bargaining.view": "查看集体合同", "bargaining.edit": "登记集体合同",
    "employers.view": "查看用人单位", "employers.edit": "登记和修改用人单位", "orgs.view": "查看工会组织",
    "orgs.edit": "维护工会组织", "people.view": "查看人员", "people.edit": "维护账号和岗位", "people.unmask": "查看完整姓名和号码",
    "rulebook.view": "查看规则库", "rulebook.edit": "录入规则", "rulebook.confirm": "确认规则",
    "worktime.view": "查看工作日历", "worktime.import": "导入放假通知", "audit.view": "查看审计记录",
    "queue.view": "查看任务队列", "screen.view": "查看大屏", "reports.view": "查看报告", "reports.make": "生成报告",
    "reports.sign": "签发报告",
}  # fmt: skip
