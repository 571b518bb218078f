"""What each address of the platform shows, and which right it takes. One that stands nowhere here fails R5.

`TABLE` is read by the drill on access, by the count of queries and by the hostile requests.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """`row`: the kind of row its `pk` is (see `rows.plant_rows`), '' for a page without one.

    `right`: '' is any account. `whole`: the right is wanted at the city, a district's is not enough.
    `near`: the row is for its own union, not for those above it.
    """

    row: str = ""
    right: str = ""
    whole: bool = False
    near: bool = False


OPEN = {  # reachable by a stranger, with the reason
    "healthz": "负载均衡探活，不含业务内容",
    "readyz": "负载均衡探活，不含业务内容",
    "metrics": "只有计数，由反向代理限制来源",
    "api-1:openapi-json": "接口说明是公开文档",
    "api-1:openapi-view": "接口说明是公开文档",
    "account_login": "登录页",
    "account_logout": "退出登录，未登录时转到登录页",
    "account_signup": "只说明不开放注册",
    "account_inactive": "只说明账号已停用",
    "account_email_verification_sent": "只有说明文字",
    "account_confirm_email": "凭邮件中的签名链接",
    "account_reset_password": "只说明由管理员重置",
    "account_reset_password_done": "只有说明文字",
    "account_reset_password_from_key": "凭邮件中的签名链接",
    "account_reset_password_from_key_done": "只有说明文字",
    "account_confirm_login_code": "未启用，无待确认登录时转到登录页",
    "mfa_authenticate": "登录的第二步，无第一步时转到登录页",
    "mfa_login_webauthn": "通行密钥登录",
    "socialaccount_signup": "单点登录不开户",
    "socialaccount_login_cancelled": "只有说明文字",
    "socialaccount_login_error": "只有说明文字",
    "openid_connect_login": "单点登录入口",
    "openid_connect_callback": "单点登录回调",
}
SIGNED = {"api-1:signals-receive": "每次调用须由登记来源签名", "api-1:api-root": "不应答任何内容"}
LIBRARY = (
    "account_",
    "mfa_",
    "socialaccount_",
    "openid_connect_",
    "usersessions_",
)  # a person's own account only

PRIVATE = {"job", "notice", "channel", "tree_sheet", "session"}  # one person's alone, whatever the scope
COMMON = {"rule", "version", "model_version", "statute", "calibration"}  # everybody's who has the right


def _pages(right: str, *names: str) -> dict[str, Door]:
    return {name: Door("", right) for name in names}


def _rows(row: str, right: str, *names: str) -> dict[str, Door]:
    return {name: Door(row, right) for name in names}


TABLE: dict[str, Door] = {
    **_pages("", "org-list", "org-tree", "org-options", "org-export", "org-import-template"),
    **_pages("orgs.edit", "org-import"),
    **_rows("tree_sheet", "orgs.edit", "org-import-preview", "org-import-commit", "org-import-rejects"),
    **_rows("org", "", "org-detail", "org-branch"),
    **_rows("org", "orgs.edit", "org-create", "org-edit", "org-move", "org-merge", "org-merge-undo"),
    **_pages("people.view", "person-list"),
    **_pages("people.edit", "person-create"),
    **_pages("", "person-me", "person-me-edit", "session-end-others"),
    **_rows("session", "", "session-end"),
    **_rows("person", "people.view", "person-detail"),
    **_rows(
        "person",
        "people.edit",
        "person-edit",
        "person-activate",
        "person-deactivate",
        "person-reset-password",
        "person-reset-factors",
        "person-unlock",
        "post-give",
    ),
    **_rows("person", "people.unmask", "person-unmask"),
    **_rows("post", "people.edit", "post-end"),
    **_pages("employers.view", "employer-list", "employer-options"),
    **_pages("", "employer-import-template"),
    **_pages("employers.edit", "employer-create", "employer-import", "employer-import-list"),
    **_rows("employer", "employers.view", "employer-detail"),
    **_rows(
        "employer",
        "employers.edit",
        "employer-edit",
        "employer-merge-choose",
        "employer-merge",
        "employer-merge-undo",
    ),
    **_rows(
        "employer_import",
        "employers.edit",
        "employer-import-detail",
        "employer-import-commit",
        "employer-import-cancel",
        "employer-import-rejected",
    ),
    **_pages("rulebook.view", "rule-list"),
    "rule-add": Door("", "rulebook.edit", whole=True),
    **_rows("rule", "rulebook.view", "rule-detail", "rule-compare"),
    "version-write": Door("rule", "rulebook.edit", whole=True),
    "rule-activate": Door("rule", "rulebook.confirm", whole=True),
    "rule-deactivate": Door("rule", "rulebook.confirm", whole=True),
    "version-confirm": Door("version", "rulebook.confirm", whole=True),
    **_pages("", "statute-list", "article-list"),
    **_rows("statute", "", "statute-detail"),
    **_pages("audit.view", "audit-list"),
    **_rows("entry", "audit.view", "audit-detail"),
    **_rows("case_file", "cases.view", "file-download"),
    **_pages("", "notice-list", "notice-read", "notice-read-all", "channel-list"),
    **_pages("queue.view", "outbox-list", "outbox-retry"),
    **_rows("notice", "", "notice-open"),
    **_rows("channel", "", "channel-test", "channel-remove"),
    **_pages("signals.view", "signal-list"),
    **_pages("signals.report", "signal-report"),
    **_pages("", "signal-streets", "signal-near", "signal-template"),
    **_pages("signals.view", "batch-list"),
    **_pages("signals.import", "batch-import"),
    **_pages("", "source-list"),
    **_pages("signals.sources", "source-register"),
    **_rows("signal", "signals.view", "signal-detail"),
    **_rows("signal", "", "signal-unmask"),
    **_rows("signal", "signals.correct", "signal-correct"),
    **_rows("batch", "signals.view", "batch-detail"),
    **_rows("batch", "signals.import", "batch-commit", "batch-cancel", "batch-rejected"),
    **_rows("source", "", "source-detail"),
    **_rows("source", "signals.sources", "source-rotate", "source-switch"),
    **_pages("triage.overrule", "triage-desk"),
    **_rows(
        "signal", "triage.overrule", "triage-read", "triage-related", "triage-overrule", "triage-statutes"
    ),
    **_rows("signal", "triage.overrule", "triage-confirm"),
    **_pages("triage.overrule", "learning-model", "learning-overrulings"),
    "learning-ask": Door("", "triage.train", whole=True),
    "learning-roll-back": Door("", "triage.train", whole=True),
    "learning-activate": Door("model_version", "triage.train", whole=True),
    **_pages("incidents.view", "incident-list"),
    **_rows("incident", "incidents.view", "incident-detail"),
    **_rows(
        "incident",
        "incidents.merge",
        "incident-merge-choose",
        "incident-merge",
        "incident-split",
        "incident-undo",
    ),
    **_pages("incidents.ledger", "ledger-list", "ledger-import", "ledger-template"),
    **_rows("ledger", "incidents.ledger", "ledger-detail", "ledger-rejected", "ledger-withdraw"),
    **_rows("suggestion", "incidents.merge", "suggestion-accept", "suggestion-decline"),
    **_pages("risk.view", "risk-board", "hotspot-list"),
    **_rows("hotspot", "risk.view", "hotspot-detail"),
    **_rows("series", "risk.view", "series-detail"),
    **_pages("scores.view", "score-list", "score-model"),
    **_rows("score", "scores.view", "score-detail"),
    **_rows("employer", "scores.enter", "evidence-enter"),
    **_rows("evidence", "scores.contest", "evidence-contest", "evidence-annotate"),
    **_rows("contest", "scores.decide", "contest-uphold", "contest-reject", "contest-reopen"),
    **_rows("contest", "scores.contest", "contest-withdraw"),
    "score-roll-back": Door("", "scores.calibrate", whole=True),
    "score-activate": Door("calibration", "scores.calibrate", whole=True),
    **_pages("alerts.view", "alert-list"),
    **_pages("", "alert-confirm-all"),
    **_pages("alerts.view", "profile-compare"),
    "profile-preview": Door("rule", "rulebook.edit", whole=True),
    **_rows("alert", "alerts.view", "alert-detail"),
    **_rows("alert", "alerts.confirm", "alert-confirm"),
    **_rows("quiet_alert", "alerts.confirm", "alert-raise"),
    **_rows("hotspot_alert", "alerts.answer", "alert-answer"),
    **_rows("alert", "alerts.regrade", "alert-regrade"),
    **_rows("alert", "alerts.dismiss", "alert-dismiss"),
    **_pages("bargaining.view", "contract-list"),
    **_pages(
        "bargaining.edit",
        "contract-create",
        "contract-import",
        "contract-import-template",
        "contract-import-list",
    ),
    **_rows("contract", "bargaining.view", "contract-detail"),
    **_rows(
        "contract",
        "bargaining.edit",
        "contract-edit",
        "contract-end",
        "contract-reinstate",
        "contract-withdraw",
        "contract-restore",
    ),
    **_rows(
        "contract_import",
        "bargaining.edit",
        "contract-import-detail",
        "contract-import-rejected",
        "contract-import-withdraw",
    ),
    **_pages("cases.view", "case-list"),
    **_rows("case", "cases.view", "case-detail", "case-print"),
    **_rows(
        "case",
        "cases.handle",
        "case-attach",
        "case-accept",
        "case-return",
        "case-verify",
        "case-reverify",
        "case-handle",
        "case-report-up",
    ),
    **_rows("case", "cases.dispatch", "case-dispatch", "case-transfer", "case-extend"),
    **_rows("case", "cases.review", "case-approve", "case-send-back", "case-close"),
    **_rows("case", "cases.supervise", "case-supervise"),
    **_rows("case", "cases.regrade", "case-regrade"),
    **_rows("case", "cases.call_back", "case-call-back"),
    **_pages("", "desk-home", "desk-search"),
    "queue": Door("", "queue.view", whole=True),
    "queue-retry": Door("job", "queue.view", whole=True),
    **_pages("worktime.view", "worktime-year"),
    "worktime-import": Door("", "worktime.import", whole=True),
    **_pages("reports.view", "report-list"),
    **_pages("reports.make", "report-order"),
    **_rows("report", "reports.view", "report-detail"),
    **_rows("report", "reports.make", "report-remake"),
    **_rows("report", "reports.sign", "report-sign"),
    **_pages("screen.view", "screen", "screen-figures"),
}
MORE = {  # an address of rows of several kinds: those that TABLE does not say
    "file-download": (
        Door("batch_file", "signals.import", near=True),
        Door("signal_file", "signals.view"),
        Door("report_file", "reports.view"),
    ),
}
JOINED = "本会承办的事件并入了邻区报来的线索：承办人要看所据线索的原文，号码脱敏，反映人不显示"
SHOWN = {  # address → unions whose words may stand there, with the reason
    "alert-detail": {"sibling": JOINED},
    "case-detail": {"sibling": JOINED},
    "case-attach": {"sibling": JOINED},
    "batch-import": {"parent": "来源向下共用：区县可为市级来源导入"},
}
VALUES = {
    "merge_pk": "employer_merge",
    "change_pk": "incident_change",
}  # further parameters: the kind of their row
FIXED = {"kind": "weekly", "provider_id": "city", "uidb36": "1", "key": "x-y", "year": 2026}
