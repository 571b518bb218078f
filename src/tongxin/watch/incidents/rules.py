"""How a matter is named. Pure."""

CATEGORY_WORDS = {
    "wages": "劳动报酬",
    "injury": "工伤待遇",
    "insurance": "社会保险",
    "contract": "劳动合同",
    "other": "劳动权益",
}


def title(employer: str, place: str, category: str, persons: int | None) -> str:
    """杭州乌有云杉服饰有限公司劳动报酬争议（30人）."""
    who = employer or (f"{place}某单位" if place else "用人单位不详")
    many = f"（{persons}人）" if persons and persons > 1 else ""
    return f"{who}{CATEGORY_WORDS[category]}争议{many}"[:160]
