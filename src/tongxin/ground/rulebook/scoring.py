"""The body of the employer index: what it may say, and how it is read. A body of `other` that has `per_point`."""

from typing import Any

from tongxin.ground.rulebook.words import plain

BANDS = ("blue", "yellow", "orange", "red")
NEEDED = ("items", "offset", "per_point", "lines", "caps")
KNOWN = (*NEEDED, "hot", "missing", "note")
LONGEST = 3_650  # days of a half-life
MOST = 100  # points


def scoring(body: dict[str, Any]) -> bool:
    return "per_point" in body


def faults(body: dict[str, Any]) -> list[str]:
    """Everything that is wrong with it, in words."""
    found = [f"{name}：缺少" for name in NEEDED if name not in body]
    found += [f"{name}：不认识这一项" for name in body if name not in KNOWN]
    if found:
        return found
    items, lines, caps = body["items"], body["lines"], body["caps"]
    if not isinstance(items, list) or not items or not all(isinstance(each, dict) for each in items):
        return ["项目：至少要有一项"]
    keys = [each["key"] for each in items if isinstance(each.get("key"), str)]
    if len(set(keys)) < len(keys):
        found.append("项目：键不能重复")
    for number, each in enumerate(items, 1):
        found += _row(each, number)
    if not isinstance(lines, dict) or set(lines) != set(BANDS) or not all(map(_number, lines.values())):
        found.append("各档：应写明蓝、黄、橙、红四条线（指数 0–100）")
    elif not 0 < lines["blue"] < lines["yellow"] < lines["orange"] < lines["red"] < 100:
        found.append("各档：四条线应在 0 到 100 之间，蓝、黄、橙、红依次升高")
    if not isinstance(caps, dict) or not all(_number(cap) and cap > 0 for cap in caps.values()):
        found.append("上限：每组的上限应为大于 0 的数")
    return found + _figures(body)


def _figures(body: dict[str, Any]) -> list[str]:
    found = []
    if not _number(body["offset"]) or not -20 <= body["offset"] <= 20:
        found.append("起点：应为 −20 到 20 的数（对数几率）")
    if not _number(body["per_point"]) or not 0 < body["per_point"] <= 5:
        found.append("每分：应为大于 0、不超过 5 的数（对数几率）")
    if "hot" in body and (not _number(body["hot"]) or not 0 <= body["hot"] <= MOST):
        found.append("热点分值：应为 0 到 100 的数")
    return found


def grid(body: dict[str, Any]) -> tuple[list[str], list[list[str]], list[tuple[str, list[str]]]]:
    """Heads, lines and notes, as `reading` shows them."""
    rows = [
        [
            each["name"],
            each["words"],
            f"{plain(each['points'])}分{'（按次）' if each.get('often') else ''}",
            f"{plain(each['half_life'])}天",
            each["clause"],
        ]
        for each in body["items"]
    ]
    lines = [f"{name}：{body['lines'][band]}" for band, name in zip(BANDS, "蓝黄橙红", strict=True)]
    caps = [f"{CAPS.get(name, name)}：各项合计不超过{plain(cap)}分" for name, cap in body["caps"].items()]
    sums = [
        f"对数几率 = {body['offset']} + {body['per_point']} × 得分",
        "指数 = 100 ÷（1 + e 的负对数几率次方）",
    ]
    hot = [f"所在地有预警热点：{plain(body['hot'])}分"] if body.get("hot") else []
    heads = ["依据", "说明", "分值", "半衰期", "出处"]
    return heads, rows, [("各档的线（指数）", lines), ("上限", caps), ("算法", [*sums, *hot])]


CAPS = {"incident": "同一事件", "survey": "同一季报"}


def _row(each: dict[str, Any], number: int) -> list[str]:
    where = f"项目 {number}"
    found = [
        f"{where} › {label}：不能为空"
        for name, label in (("key", "键"), ("name", "名称"), ("words", "说明"), ("clause", "依据"))
        if not isinstance(each.get(name), str) or not each[name].strip()
    ]
    points, life = each.get("points"), each.get("half_life")
    if not _number(points) or not 0 <= points <= MOST:  # type: ignore[operator]
        found.append(f"{where} › 分值：应为 0 到 {MOST} 的数")
    if not _number(life) or not 1 <= life <= LONGEST:  # type: ignore[operator]
        found.append(f"{where} › 半衰期：应为 1 到 {LONGEST} 的天数")
    return found


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
