import re

SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("wxwork", "企业微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device(user_agent: str) -> str:
    """“Windows · Edge”, from what the browser calls itself; the first name in each table that occurs wins."""
    found = [
        next((label for word, label in table if re.search(rf"\b{re.escape(word)}", user_agent)), "")
        for table in (SYSTEMS, BROWSERS)
    ]
    return " · ".join(filter(None, found)) or "未知设备"
