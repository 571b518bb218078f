"""The sheet of collective contracts: its columns, its template and the sheet of rows sent back."""

from collections.abc import Iterable, Sequence

from tongxin.kit.sheets import write_sheet
from tongxin.relations.bargaining.models import Kind, Reach

NUMBER, KIND, REACH, UNION = "合同编号", "种类", "范围", "签订工会"
CODE, NAME, WORKERS = "统一社会信用代码", "单位名称", "覆盖职工人数"
SIGNED, FILED, STARTS, ENDS = "签订日期", "报送日期", "起始日期", "终止日期"
COLUMNS = (NUMBER, KIND, REACH, UNION, CODE, NAME, WORKERS, SIGNED, FILED, STARTS, ENDS)
REQUIRED = (NUMBER, KIND, SIGNED, STARTS, ENDS)
REASON = "退回原因"
OTHER_TITLES = {  # titles of other offices' sheets
    "编号": NUMBER, "合同种类": KIND, "合同类型": KIND, "合同范围": REACH, "工会": UNION, "工会名称": UNION,
    "信用代码": CODE, "社会信用代码": CODE, "企业名称": NAME, "用人单位": NAME, "用人单位名称": NAME,
    "名称": NAME, "职工人数": WORKERS, "覆盖职工数": WORKERS, "签订时间": SIGNED, "报送时间": FILED,
    "备案日期": FILED, "生效日期": STARTS, "开始日期": STARTS, "期满日期": ENDS, "到期日期": ENDS,
    "截止日期": ENDS,
}  # fmt: skip
KNOWN = (*COLUMNS, *OTHER_TITLES)
FIELDS = {
    "number": NUMBER, "kind": KIND, "reach": REACH, "org": UNION, "workers": WORKERS, "signed_on": SIGNED,
    "filed_on": FILED, "starts_on": STARTS, "ends_on": ENDS,
}  # fmt: skip
WIDTHS = {
    NUMBER: 24, KIND: 28, UNION: 28, CODE: 24, NAME: 36, SIGNED: 14, FILED: 14, STARTS: 14, ENDS: 14, REASON: 60,
}  # fmt: skip
NOTES = (
    "1. 每行一份合同覆盖的一个用人单位；区域性、行业性合同覆盖几个单位就写几行，编号相同，后面各行可只填编号和单位。\n"
    "2. 单位填统一社会信用代码或登记的名称，须已在“用人单位”中登记。范围空白按单个单位。\n"
    "3. 签订工会填平台内的名称或编号；空白时，单个单位的记在本单位工会（没有的记在主管工会），其余记在导入的工会。\n"
    "4. 报送日期是向人社部门送交合同文本的日期，没有报送的留空。同一编号已在册的，内容须一致，更正请到合同页。"
)


def titles_of(header: Iterable[str]) -> dict[str, str]:
    """Column → the title it has in this sheet, its own before another; a column the sheet has not is left out."""
    titles = list(header)
    found = {title: title for title in titles if title in COLUMNS}
    for title in titles:
        if (column := OTHER_TITLES.get(title)) is not None:
            found.setdefault(column, title)
    return found


def template() -> bytes:
    """The empty sheet with instructions and drop-downs."""
    return write_sheet(
        COLUMNS, [], title="集体合同", notes=NOTES, widths=WIDTHS,
        dropdowns={KIND: list(Kind.labels), REACH: list(Reach.labels)},
    )  # fmt: skip


def sent_back(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rejected rows as they came, the reasons in a last column."""
    return write_sheet([*header, REASON], rows, title="退回的行", widths=WIDTHS)
