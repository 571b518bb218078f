"""What only the words of a signal say of its employer, as Postgres looks for it: there a lookbehind has any length.

What counts against an employer must be said of it, and as done: a claim that failed, a fine laid on workers, a
threat or a denial is none. What cannot be told apart is rather missed.
"""

WORKER = "(劳动者|职工|员工|工人)"
DENIED = "(不|无|毋|未|免|难以)[予能需须用应必再获得到以于除]{0,3}"
WITHIN = "((?!驳回)[^，。；,;])"  # a character of the same clause, in which nothing is turned down

AWARD = "(?<!(请求|申请|要求|请)(仲裁委?|法院|依法)?)(裁决|判决)(结果)?"  # given, not asked for
PAYER = f"(?<![被向给对为付发])(申请人|{WORKER})"  # the worker, where he is not the one who is paid
GRANTED = f"{AWARD}{WITHIN}{{0,12}}(?<!{DENIED})支持(?!(用人)?单位|公司|企业|被申请人)"
OWING = f"{AWARD}((?!{PAYER}){WITHIN}){{0,12}}(?<!(?<!拒){DENIED})支付"

SUM = "[人民币0-9０-９零〇一二两三四五六七八九十百千万亿余元整的.．,]*"
NOT_DONE = f"(不|不予|未|免予|拟|将|可|可以|到|{WORKER})"  # 到处 is everywhere
LAID = f"(?<!{NOT_DONE}并?)处以?{SUM}罚款(?!项)"
ORDAINED = (
    f"((?<!{NOT_DONE})依法|(?<!单位|公司|企业|厂|店|老板)决定)(对[^，。；]{{1,16}})?"
    f"(作出|给予|予以)?{SUM}(?<!{WORKER})罚款"
)
PENALTY = "(?<!不予|免予|免于)行政处罚[^。；]{0,12}罚款|罚款[^，。；]{0,12}行政处罚"

ARREARS = "(欠缴|少缴|停缴|未缴)"
NONE_OF = f"(无|未|没|不)(有|存在|出现|发生|发现|任何|曾){{0,2}}({ARREARS}[、和或及]?)*"

# Kind → sources it is looked for in, pattern.
WORDS: dict[str, tuple[str, str]] = {
    "layoff": ("", "裁员|裁减|遣散|经济性裁"),
    "ordered": ("exchange", "责令(限期)?(改正|支付)"),
    "decided": ("exchange", "行政处理决定"),
    "fined": ("exchange", f"{LAID}|{ORDAINED}|{PENALTY}"),
    "arbitration_partly": ("exchange,court", "部分(支持|胜诉|败诉)"),
    "arbitration_lost": ("exchange,court", f"{GRANTED}|{OWING}|单位败诉|被申请人败诉"),
}
# Of the quarterly survey, whose sheet writes `经营状况：困难` into the text.
SURVEY: dict[str, str] = {
    "survey_hard": "经营状况：困难",
    "survey_stopped": "经营状况：停产",
    "insurance_arrears": f"社保缴纳情况：[^；]*(?<!{NONE_OF}){ARREARS}(?!(情况)?[：:]无)",
}
