"""Short reports (register entries, patrol notes, spoken lines): a number is named once, with few words around it.

Asked only where the grammar of letters finds nothing and the text is short; in a letter the same looseness
would take the wrong number.
"""

# ruff: noqa: E501  a pattern broken over lines is harder to read than a long one

import re

from tongxin.watch.triage.headcounts import Count, at_least
from tongxin.watch.triage.money import Sum
from tongxin.watch.triage.numbers import NUMERAL, UNITS, value
from tongxin.watch.triage.periods import Period

LONGEST = 200  # characters of a text read this way

_PEOPLE = re.compile(
    rf"(?P<number>{NUMERAL})\s?(?:多|余|来|几)?(?:(?P<sure>[名位]|号(?=人(?!民)|工人))|(?P<bare>人(?![民事社力口次才份家生身类]|均(?!为)|工(?![资钱])|团|一[间桌份]))|个(?!人力)(?:多)?(?=[^,，。;\d月]{{0,4}}(?:[工员师手]|老乡|兄弟|姐妹|洗碗|教练|主播|同事|同乡|人)))"
)
_LOW = re.compile(r"(?P<low>\d{1,5})\s?[-—~至到]$")  # 150至200人
_OTHERS = re.compile(
    r"^(?:多|余)?(?:的)?[^,，。;]{0,3}(?:家长|会员|顾客|客人|业主|学生|村民|居民|股东|孩子|小孩|儿子|女儿|旅客|病人|患者|律师|代表(?!反映|称)|照片|保安队长|受害人|乘客|监控|领导)"
)
_NOT_THEM = re.compile(
    r"(?:家长|顾客|会员|业主|学生|村民|其中|其余|剩余|只有|仅|仅余|指定代表|选出代表|死亡|招[聘收]?|编制|前|第|指定|抚养|一家|家里|全家|家属|派[了出]|指派|先称[^,，。]{0,8}|共?有?股东)\s?[^,，。;\d]{0,2}$"
)
_TOGETHER = re.compile(
    r"(?:共|涉及|涉|拖欠|欠|我们|俺们|咱们|等|员工|职工|工人|教师|合计|以|登记|代表|代)[^,，。;]{0,4}$"
)

_MONEY = re.compile(
    rf"(?P<number>{NUMERAL})(?P<vague>[多余来])?(?:(?:元|块(?:钱)?|圆|大洋)(?![/一每])|(?<=[万千])(?P<open>)|(?<=[万千][一二三四五六七八九1-9])(?P<short>))(?![名人户亩平位吨公米台辆套张年月天家次件斤股岁分个瓦])"
)
_BARE = re.compile(
    r"(?<![\d.:\-—/第年月号A-Za-z])(?P<number>[1-9]\d{2,6}(?:\.\d{1,2})?)(?![\d.:元块圆年月号日%‰℃°度个名人位天时分秒米平点万亿千百kKmM\-—/A-Za-z]|工时|小时|[多余][名位个人度米])"
)
_LINES = {"12345", "12333", "12351", "12348", "12320", "110", "119", "120", "122", "996", "007"}
_PER = re.compile(
    r"(?:每月|每个月|(?<!终)月薪|年薪|(?<![个\d一二三四五六七八九十])月工资|时薪|日薪|每天|每日|一天|一小时|每小时|一单|每单|一节|每节|一箱|每箱|每张|每年|一次|底薪|基本工资|实际工资|实发工资|最低工资|基数|标准|单价|按|原来拿|平时|(?:说好|讲好)(?!的?一共)|人均|一人|每个?人|每[名位]|每人平均|房租|学费|学杂费|装备费|会费|体重|编号|工号|电话|尾号|案号|拨打|热线|第)"
    r"[^,，。;!? ]{0,5}$"
)
_GIVEN = re.compile(
    r"(?:给了|给过|交了|垫付?[了过]?|预支|借[了支]?|已[付发支补]|生活费|到手|只有|只拿到|只给|发下来|补贴|才|赔偿基金|罚款|每股|上网|办了?卡)[^,，。;!? ]{0,5}$"
)
_UNGIVEN = re.compile(r"(?:元|块)?(?:钱)?(?:未|没|不[发给付])")
_DUE = re.compile(
    r"欠|差我|拖|未[付发结给支领补]|没[有]?[付发结给拿到退补]|不[付发给结退]|要不到|讨|扣|押|压着|少[了发给]?|返费|工[资钱费]|薪|课时费|提成|派费|运费|劳务费|单费|件钱|津贴|奖|标的|金额|追索|主张|请求|差额|核定|补偿|赔偿|违约金|合计|一共|总共|共|登记|条子|押金|余款|尾款|绩效|待遇|剩下|分摊|盘亏|个月的?[^,，。]{0,2}约?$"
)

_SPAN = re.compile(
    rf"(?P<half>大?半年)|(?<![\d.])(?P<years>(?!\d{{4}}){NUMERAL})\s?(?:多|余|来)?个?年(?!\d|的?年终|[上下]半|级|代|初|底|末|中|终|休|度|纪)(?P<yhalf>半)?"
    rf"|(?<!第)(?!一个月都)(?P<months>{NUMERAL})\s?(?:多|余|来)?个(?P<mhalf>半)?多?月(?![内后前]|以(?!上))|(?P<two>[两俩仨])个?月(?!\d)|(?P<last>上个?月|(?:最后|最末|末|年终)一个?月)(?=(?:的)?(?:工资|薪|工钱|钱|款|费))"
)
_UNPAID = re.compile(
    r"欠|差我|拖|压[着了]?|押|未[付发结给支领缴交参恢到]|没[有]?(?:[付发结给拿到领交缴买参见]|人给)|不[付发给结交缴]|停[发缴交了]|断[缴交了]|要不到|拿不到|一分(?:钱)?|从来?[没未]|从未|迟迟|抵掉|被扣|扣了|莫得|找谁要|仅收到|只收到|只拿到|悬|晚发|并拢发"
)
_OF = re.compile(
    r"工[资钱费]|薪|社保|保险|参保|五险|公积金|钱|钞票|款|运费|派费|课时费|绩效|奖|生活费|津贴|发|领"
)
_ELSE = re.compile(
    r"(?:离职|辞职|走了|怀孕|哺乳|合同|试用期?|期限|提前|满|住院|休息|停产|停工|等|找|仲裁|诊断|赔|补偿|还有|签|年龄|最短|最长|连续|调解期)[^,，。;!? ]{0,4}$"
)
_ELSE_AFTER = re.compile(
    r"^(?:多|余|以上)?(?:的)?(?:合同|工龄|试用|竞业|孩子|小孩|期|保修|未做|前|后|内|没见过卡|补贴|年终)"
)
_NEVER = re.compile(r"社保|参保|五险|保险|公积金")
_WORKED = re.compile(r"(?:工作|上班|干|做|入职|保安|保洁|工龄|来了?|打工)[^,，。;!? ]{0,5}$")
_COUNTED = re.compile(r"^的?[^,，。;\d ]{0,4}(?:约|共|计|合计)?\d[\d.]{2,}")  # 两个月12600
_TALLIED = re.compile(r"[年月][^,，。;\d]{0,9}\d[\d.]{2}")
_BREAK = re.compile(r"[。!?;]")


def affected(text: str) -> Count | None:
    """The head-count of folded short text: workers before bystanders, the greatest of those still left."""
    found = []
    for match in _PEOPLE.finditer(text):
        persons, start = value(match["number"]), match.start()
        if low := _LOW.search(text, max(0, start - 8), start):
            persons, start = at_least(float(low["low"]), persons), low.start()
        before = text[max(0, start - 10) : start]
        if (
            persons is None
            or persons != int(persons)
            or not 2 <= persons <= 100_000
            or before[-1:] in set("好几第每0123456789.")
        ):
            continue
        if before.endswith("数") and not before.endswith("人数"):
            continue
        if _OTHERS.match(text[match.end() :]) or _NOT_THEM.search(before):
            continue
        found.append(Count(start, match.end(), int(persons), 1.0 + bool(_TOGETHER.search(before))))
    return max(found, key=lambda count: (count.score, count.persons, -count.start), default=None)


def owed(text: str) -> Sum | None:
    """The sum of folded short text that is owed; bare figures (28000不发) count beside a word of owing."""
    if "个月" not in text and _DUE.search(text) is None:
        return None
    found = []
    for pattern, bonus in ((_MONEY, 0.6), (_BARE, 0.0)):
        for match in pattern.finditer(text):
            yuan = value(match["number"])
            if (
                not yuan
                or yuan < 100
                or match["number"] in _LINES
                or (match["number"] in UNITS and pattern is _MONEY and match["open"] is not None)
                or text[max(0, match.start() - 1) : match.start()] in set("几数上好")
            ):
                continue
            found.append(
                Sum(
                    match.start("number"),
                    match.end(),
                    round(yuan, 2),
                    bonus + _due(text, match.start(), match.end()),
                    False,
                )
            )
    best = max(found, key=lambda one: (one.score, one.yuan), default=None)
    return best if best is not None and best.score >= 1.0 else None


def _due(text: str, start: int, end: int) -> float:
    before, after = text[max(0, start - 18) : start], _BREAK.split(text[end : end + 10])[0]
    near = _BREAK.split(before)[-1]
    score = (
        1.0 * bool(_DUE.search(near)) + 0.6 * bool(_DUE.search(near[-6:])) + 0.9 * bool(_DUE.search(after))
    )
    if (_PER.search(before) and not _UNGIVEN.match(after)) or after[:2] in (
        "/月",
        "一月",
        "每月",
        "/天",
        "一天",
        "一个",
        "/人",
        "每人",
        "一人",
    ):
        score -= 2.5
    return score - 2.0 * bool(_GIVEN.search(before))


def overdue(text: str) -> Period | None:
    """The time for which folded short text says that nothing was paid; the surest, then the longest."""
    if _UNPAID.search(text) is None and _TALLIED.search(text) is None:
        return None
    found = []
    for match in _SPAN.finditer(text):
        months = _months(match)
        score = _unpaid(text, match)
        if 0 < months <= 600 and score >= 1.2:
            found.append(Period(match.start(), match.end(), months, score))
    return max(found, key=lambda one: (one.score, one.months), default=None)


def _months(match: re.Match[str]) -> float:
    if match["half"]:
        return 6.0
    if match["last"]:
        return 1.0
    if match["two"]:
        return value(match["two"]) or 0.0
    if match["years"]:
        return 12 * (value(match["years"]) or 0) + (6 if match["yhalf"] else 0)
    return (value(match["months"]) or 0) + (0.5 if match["mhalf"] else 0)


def _unpaid(text: str, match: re.Match[str]) -> float:
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 22]
    near, next_ = _BREAK.split(before)[-1], _BREAK.split(after)[0]
    if _ELSE.search(before) or _ELSE_AFTER.match(after) or before[-1:] in ("每", "第"):
        return 0.0
    score = 1.0 * bool(_UNPAID.search(near)) + 0.5 * bool(_UNPAID.search(near[-5:]))
    score += 1.0 * bool(_UNPAID.search(next_)) + 0.3 * bool(_UNPAID.search(next_[:8]))
    score += 0.5 * bool(_OF.search(near + next_)) + 0.3 * bool(match["last"])
    if match["years"] and not _NEVER.search(
        near + next_
    ):  # years of service; insurance alone is missed for years
        score -= 1.0
    if _COUNTED.match(after):
        score += 1.5
    if match["months"] and _WORKED.search(before):
        score -= 0.3
    return score
