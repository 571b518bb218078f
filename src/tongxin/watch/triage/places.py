"""The place of the matter as it stands in the text: regions, coded regions (A3区), streets, villages.

Names are not resolved to codes here; that is the work of the register of places.
"""

# ruff: noqa: E501  a pattern broken over lines is harder to read than a long one

import re

_CODED = r"[A-Z]\d{0,2}[市县区州]"
_BELOW = r"(?:[\u4e00-\u9fa5]{1,5}?(?:镇|乡|街道(?!办)|社区|村(?!民|官|医|主|委|级|干|镇|里)))"
_PROVINCES = {"西地省", "浙江省"}
# 西地省人社厅 says who is written to, not where it happened.
_NOT_AN_OFFICE = r"(?!人社|人力|省?委|人民政府|政府|厅|社保厅|社保局|劳动|信访|财政|公务员局|卫)"
# 西地省青禾制药有限公司 may stand in any city of the province.
_NOT_IN_A_NAME = r"(?![\u4e00-\u9fa5()]{1,20}?(?:公司|集团|厂|医院|学院|大学|学校|研究[院所]|设计院|高速))"
# Districts and counties of Hangzhou and the cities of Zhejiang: the commonest names written without a coded form.
_KNOWN = (
    "上城区|拱墅区|西湖区|滨江区|萧山区|余杭区|临平区|钱塘区|富阳区|临安区|桐庐县|淳安县|建德市|"
    "杭州市?|宁波市|温州市|嘉兴市|湖州市|绍兴市|金华市|衢州市|舟山市|台州市|丽水市"
)
_PLACE = re.compile(
    rf"(?:西地省|浙江省)?(?:(?:{_CODED}|{_KNOWN})(?:县(?=县))?)+(?:{_BELOW}(?!居委会))?|西地省|浙江省"
)
_FREE = re.compile(
    r"(?:^|(?<=[,，。、;: \n在于原到]))(?:[\u4e00-\u9fa5]{2,3}(?:省|市|自治州|区|县))?(?![我从只是在向到各全本该关一这那不跨])[\u4e00-\u9fa5]{2,3}(?<![某各])(?:区|县|街道|镇|乡|社区|村)(?![民官医委局政])"
)
_ORIGIN = re.compile(r"^[^,，。]{0,6}(?:人[,。]|人士|户口|户籍|村民|籍)|^人")
_NOT_A_NAME = re.compile(
    r"^(?:我|全|本|该|各|城|市|县|我们|一个|其他|外|省|小|社|园|景|地|辖|校|厂|库|山|灾|贫困|沿海|农村|乡|街|工业|开发|新|主城|整个|所有|这个|那个|每个|不少|有的|部分|多个)*(?:市|区|县|镇|乡|街道|社区)$"
)


def place(text: str) -> tuple[int, int] | None:
    """Position of the most specific place at which it happened, in folded text; None if none is named."""
    scored: dict[str, float] = {}
    where: dict[str, tuple[int, int]] = {}
    for match in _PLACE.finditer(text):
        name = match[0]
        score = _specific(name) + (0.9 if match.start() < 20 else 0.0) + (0.25 if match.start() < 60 else 0.0)
        if _ORIGIN.match(text[match.end() : match.end() + 10]):
            score -= 1.2
        if name in scored:
            scored[name] = max(scored[name], score) + 0.2
        else:
            scored[name], where[name] = score, match.span()
    if scored and set(scored) <= _PROVINCES:
        scored = {
            name: score
            for name, score in scored.items()
            if re.search(name + _NOT_AN_OFFICE + _NOT_IN_A_NAME, text[:60])
        }
    if scored:
        return where[max(scored, key=lambda name: (scored[name], -where[name][0]))]
    return next((match.span() for match in _FREE.finditer(text) if not _NOT_A_NAME.match(match[0])), None)


def _specific(name: str) -> float:
    if name in _PROVINCES:
        return 0.0
    if name[-1] in "镇乡道区村" and len(name) > 4:
        return 3.0
    if re.search(r"[A-Z]\d", name) or name[-1] in "区县":
        return 2.5
    return 1.5
