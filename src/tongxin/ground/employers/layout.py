"""The sheet of employers: its columns, its template and the sheet of rows sent back."""

from collections.abc import Iterable, Sequence

from tongxin.ground.employers.models import Section
from tongxin.kit.sheets import write_sheet

CODE, NAME, SHORT, SECTION, STAFF = "统一社会信用代码", "名称", "简称", "行业门类", "职工人数"
FORMER = "曾用名"
DISTRICT, STREET, ADDRESS, INDUSTRY_UNION, OWN_UNION = "区县", "街道", "地址", "产业工会", "本单位工会"
COLUMNS = (CODE, NAME, SHORT, FORMER, SECTION, STAFF, DISTRICT, STREET, ADDRESS, INDUSTRY_UNION, OWN_UNION)
REQUIRED = (CODE, NAME)
REASON = "退回原因"
OTHER_TITLES = {  # titles of exports and of other offices' sheets
    "信用代码": CODE, "统一信用代码": CODE, "社会信用代码": CODE,
    "单位名称": NAME, "企业名称": NAME, "用人单位名称": NAME, "原名称": FORMER, "原名": FORMER, "用人单位": NAME,
    "行业": SECTION, "所属行业": SECTION, "人数": STAFF, "员工人数": STAFF, "从业人数": STAFF,
    "区县(市)": DISTRICT, "所属区县": DISTRICT, "所在区划": DISTRICT, "乡镇街道": STREET,
    "街道(乡镇)": STREET,
    "单位地址": ADDRESS, "住所": ADDRESS, "注册地址": ADDRESS,
}  # fmt: skip
KNOWN = (*COLUMNS, *OTHER_TITLES)
NOTES = (
    "1. 统一社会信用代码、名称必填；代码相同的单位视为同一单位，只更新有变化的项目，旧名称留作曾用名。\n"
    "2. 空白格不改动原有内容。区县、街道可填名称或区划代码，主管工会由此确定；都不填时从地址中辨认。\n"
    "3. 行业门类填国民经济行业分类（GB/T 4754）的字母或名称；产业工会、本单位工会填平台内的名称或编号。\n"
    "4. 曾用名可填多个，用分号隔开；知道用到哪天的写在括号里，如：杭州某某厂（至2019-05-01）。已有的曾用名不会被删去。"
)
WIDTHS = {
    CODE: 24,
    NAME: 36,
    SHORT: 20,
    FORMER: 36,
    SECTION: 24,
    ADDRESS: 40,
    INDUSTRY_UNION: 20,
    OWN_UNION: 24,
    REASON: 60,
}


def titles_of(header: Iterable[str]) -> dict[str, str]:
    """Column → the title it has in this sheet, its own before another; a column the sheet has not is left out."""
    titles = list(header)
    found = {title: title for title in titles if title in COLUMNS}
    for title in titles:
        if (column := OTHER_TITLES.get(title)) is not None:
            found.setdefault(column, title)
    return found


def template(districts: Sequence[str], unions: Sequence[str]) -> bytes:
    """The empty sheet with instructions and drop-downs."""
    choices = {SECTION: list(Section.labels), DISTRICT: list(districts), INDUSTRY_UNION: list(unions)}
    return write_sheet(
        COLUMNS, [], title="用人单位导入表", notes=NOTES, widths=WIDTHS,
        dropdowns={column: options for column, options in choices.items() if options},
    )  # fmt: skip


def sent_back(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rejected rows as they came, the reasons in a last column."""
    return write_sheet([*header, REASON], rows, title="退回的行", widths=WIDTHS)
