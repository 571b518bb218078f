"""How employer names are compared: the part that tells one firm from another."""

import re

from rapidfuzz import fuzz

from tongxin.kit.text import bigrams, normalise

FORMS = re.compile(r"(有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|公司|集团|（[^）]*）|\([^)]*\))")
TOWNS = re.compile(r"^(浙江省?|杭州市?|中国)+")
ALIKE = 86  # rapidfuzz ratio of two cores from which they are taken for one name


def core(name: str) -> str:
    """`name` without town and legal form: 杭州乌有云杉服饰有限公司 → 乌有云杉服饰."""
    plain = normalise(name).replace(" ", "")
    kept = FORMS.sub("", TOWNS.sub("", plain))
    return kept if len(kept) >= 2 else plain


def terms(*names: str) -> list[str]:
    """Bigrams of all the names, for the search column."""
    return list(dict.fromkeys(term for name in names if name for term in bigrams(name)))


def likeness(told: str, known: str, short: str = "") -> float:
    """0–100. A told name that is the short name, or is contained whole in the core, counts as 95."""
    asked, core_known = core(told), core(known)
    if asked == core_known or (short and asked == core(short)):
        return 100
    if len(asked) >= 4 and asked in core_known:
        return 95
    return fuzz.ratio(asked, core_known)
