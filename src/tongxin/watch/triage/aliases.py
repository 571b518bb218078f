"""Other forms of an employer's name that a text itself declares: 以下简称, 原名, 现更名为."""

import re

from tongxin.watch.triage.employers import names

_SHORTENED = re.compile(
    r"[(,，]?(?:以下|下文|下面)?(?:均|统一)?(?:简称|下称|又称|俗称)[为是:]?[“”\"'「《\s]?(?P<short>[\u4e00-\u9fa5A-Za-z\d]{2,12}?)[“”\"'」》\s]?[),，。;]"
)
_RENAMED = re.compile(
    r"(?:(?:[^,，。;()]{0,12}[,，](?=[后现已])|[(,，])?(?:后|现|已)?(?:来)?(?:更名|改名|改称|改制|变更)(?:登记)?为|[(,，]现名为?|[(]现)[:“\"]?(?P<new>[\u4e00-\u9fa5A-Z\d()]{4,30}?(?:公司|集团|厂|医院|学校|银行|联社|中心))"
)
_ONCE = re.compile(
    r"(?:[(]原(?!名)|[(,，](?:原名|曾用名|前身))[为是叫]?[:“\"]?(?P<old>[\u4e00-\u9fa5A-Z\d]{2,30}?(?:公司|集团|厂|医院|学校|银行|联社|中心|社))[”\"]?[),，]"
)
# 以下简称甲方 gives no name.
_NO_NAME = re.compile("(?:我|本|该)?(?:公司|单位)|我司|开发商|物业|甲方|乙方|学校|医院|总包|项目部")


def aliases(text: str) -> list[tuple[str, str]]:
    """(name of today in full, other form) pairs that folded text itself declares: 以下简称, 原名, 现更名为."""
    pairs = []
    for name in names(text):
        full = text[name.start : name.end]
        if (match := _SHORTENED.match(text, name.end)) and not _NO_NAME.fullmatch(match["short"]):
            pairs.append((full, match["short"]))
        if match := _ONCE.match(text, name.end):
            pairs.append((full, match["old"]))
        if match := _RENAMED.match(text, name.end):
            pairs.append((match["new"], full))
    return pairs
