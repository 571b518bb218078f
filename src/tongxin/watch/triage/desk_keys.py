"""The keys of the reading page, as its help lists them; `data-key` in the templates and FIELD_KEYS do the work."""

FIELD_KEYS = {
    "region": "r", "persons": "p", "amount": "m", "months": "d", "collective": "t", "urgent": "u", "note": "b",
}  # fmt: skip
KEYS = (
    ("1–5", "选类别，同时认作工会事项"),
    ("0", "不属工会事项"),
    ("e", "查找用人单位，↓ 选，回车确定后到地点"),
    ("r", "地点"),
    ("p", "人数"),
    ("m", "金额"),
    ("d", "拖欠月数"),
    ("t", "集体争议"),
    ("u", "紧急"),
    ("b", "改判说明"),
    ("s", "改判并看下一条"),
    ("c", "同意机器研判"),
    ("g", "归入第一个可能相同的事件"),
    ("j", "下一条"),
    ("k", "上一条"),
    ("Esc", "离开输入框"),
    ("?", "显示本表"),
)
