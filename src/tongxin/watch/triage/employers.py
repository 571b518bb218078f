"""Names of employers: suffix grammar to find where a name ends, stop words to find where it begins."""

import re
from dataclasses import dataclass

from tongxin.watch.triage.patterns import guarded

_COMPANY = (
    "股份有限公司|有限责任公司|有限公司|总公司|分公司|子公司|集团公司|责任公司|公司|集团|总厂|分厂|[一二三四]厂|厂家|厂(?!里|方|长|服|牌|房|外|内(?!退)|规|家|区|门|子)|煤矿|铁矿|金矿|"
    "山庄|商行|驾校|酒店|大酒店|宾馆|饭店|餐厅|酒楼|火锅店|超市|商场|商城|药房|美容院|会所(?![述说有以在需])|俱乐部|项目部|经理部|事务所|农场|林场|茶场|渔场|牧场|银行(?!卡)|支行|分行|"
    "联合社|合作联社|信用联社|联社|信用社|合作社|供销社|供电所|供电局|电力局|电业局|电视台|广播站|剧团|报社|杂志社|餐饮(?!业)|物业(?!费|管理费)"
)
_INSTITUTION = (
    "人民医院|中医院|卫生院|保健院|医院|诊所|门诊部|疗养院|敬老院|福利院|幼儿园|小学(?!生)|中学(?!生)|高中(?!生)|大学(?![生城])|学院|学校|党校|职中|[警职技艺体]校|[一二三四五六七八九]小(?![时区组队学型])|[一二三四五六七八九]中(?=[,。老教员职]|$)|"
    "研究所|研究院|设计院|勘测院|检测院|分院|科学院|管委会|管理处|管理所|管理站|管理局|工程处|搬运队|工程队|环卫所|环卫处|环卫局|"
    "畜牧局|公路局|交通局|教育局|水利局|林业局|粮食局|卫生局|农业局|工商局|国土局|公安局|税务局|水务局|城管局|文化局|环保局|财政局|民政局|建设局|邮政局|监督管理局|卫计委|卫计局|发展和改革局|农机局|烟草局|盐业局|"
    "排灌站|水电站|电站|兽医站|农机站|文化站|服务站|广播电视站|收费站|加油站|加气站|食品站|运输站|防疫站|国土资源所|派出所|打字室|(?:粮食|教育|水利|卫生|交通|农业)部门|不动产中心|征地办公?室?|服务中心|疾控中心|医疗中心|居委会|街道办事处|街道办|办事处|镇政府|乡政府|政府机关|政府|机关幼儿园|公交|消防队|消防大队|交警大队|交警队|(?:城管|特勤|巡逻|执法)[大中]队|管教所|监狱|推广站|揽投站|队员管理办公室|村委会|水库|局(?!长|面|势|部|里|领导|限|促|级)|电力|移动(?=非|公|员|拖|强|违|营|外|的)|联通(?=公|员|拖|外)|电信(?=公|员|拖|外)|建行|工行|农行|中行"
)
_SUFFIX = guarded(
    rf"(?P<builder>中[铁建交冶核水][\u4e00-\u9fa5]{{0,2}}(?:局|公司|集团|院))|(?P<company>(?:{_COMPANY})(?:[(](?:集团|有限)[)])?(?:(?:集团|股份|有限|责任)*公司)?)(?P<unit>[\u4e00-\u9fa5A-Z0-9]{{2,12}}?(?:分公司|项目部|煤矿|分厂|支行|分行))?|(?P<institution>(?:{_INSTITUTION})(?:(?:集团|股份|有限|责任)*公司|集团)?)(?P<branch>[A-Z]\d{{0,2}}[市县区](?:分院|分局|支队))?"
)
_CODED = r"[A-Z]\d{0,2}[市县区州]"
_PLACE = re.compile(
    rf"(?:中国|西地省|浙江省|杭州市?|宁波市?|温州市?|{_CODED})+|[\u4e00-\u9fa5]{{2}}(?:市|县|区|镇|乡)(?!场|政|委|人)"
)
# A name does not run over these.
_BREAK = re.compile(
    # Names before and after, and parts on a building site; 恒信劳务分包有限公司 is a name.
    r"原名(?!堂)为?|曾用名为?|曾名|现名为?|前身[为是]|(?:更名|改名|改称)(?:登记)?[为成叫]?|(?:变更|改制|重组)(?:登记)?为|"
    r"(?:总承?包|分包)(?:单位|企业|[商人]|方(?![舟圆]))?+(?!$|有限|责任|股份|集团|工程|服务)|(?:施工|建设|承建|承包|发包|用工|中标|劳务)单位(?!$)|班组长?(?!$)|"
    r"[^\w()（）·]|[\d一二三四五六七八九十]+[年月日号](?![店厂标线楼矿工])|\d{4,}|在|是|被|由|给|让|叫|请|了|的|我[们]?|你|他们|她|该|系(?!统)|将|把|跟|与|于|及|到|去|这|那|就|因|(?<!传)说|从|找|问|为(?=[A-Z])|和(?=[A-Z])|向(?=[A-Z])|对(?=[A-Z])|"
    r"以下简称|简称|称|印有|一半|倒欠|致电|出示|返回|送$|投诉|反映|举报|关于|咨询(?!有限|公司|管理|服务|集团|$)|(?<=[想要来电请])咨询|建议|要求|请求|恳求|希望|查处|曝光|解决|尽快|发放|强烈|询问|落实|恢复|隶属|入职|进入|应聘|聘请|任职|受雇|派遣到|来自|员工|职工|工人|拖欠|担任|承包|经过|通过|已经|现在|原来|以前|当时|目前|严查|控告|申请|起诉|告|以及|还有|包括|或者|后来|进|盼|没|强逼|强迫|逼迫|依法|待遇|享受|督[促查]|继续|作为|曾[为任是]|挂靠|纳入|承诺|搞得|使得|觉得|表示|期间|处理|面临|全体|不(?!动产|锈)|"
    r"[\u4e00-\u9fa5]{1,2}(?:厅长|市长|书记|局长|县长|院长|主任|区长|省长(?![青沙江春城安宁]))"
)
_LEAD = re.compile(
    r"^(?:原(?!子|野)|前身|劳务(?:派遣)?公司|劳务(?=杭州|浙江|宁波|温州|[A-Z])|施工(?:方|队|单位)|(?:总包|总承包|建设)(?:单位|方)|开发商|业主|甲方|虽然|因为|而且?|并且|明明|时候|造成|另|个|取消|每次|其中|要|未对|反馈|感谢|做好|本应|救救|竟成|其实|现(?!代)|位|至|往|回|某|一[家个名]|属|下属|所属|所在|所|国企|自|调|对|向|为|用|各|全|和|看|中(?=[A-Z])|介绍|公开|处|以|按|称|其|也|都|地|有|上(?![海城虞])|下(?!城)|年|月|日|[\d.、,]+)+(?=[\u4e00-\u9fa5A-Z]|$)"
)
_GENERIC = re.compile(
    r"^(?:贵|本|有限|用人|用工|某|一家|一个|私营|私人|劳务|劳务派遣|派遣|建筑|国有|外资|保险|物业|分|总|子|母|大|小|新|老|旧|上市|外地|民营|其他|咨询|开设|别的|楼[上下]|附近|对面|周边|两家|二家|多家|几家|几个|这家|每个|各|各个|任何|什么|哪个|哪家|承包|外包|中标|施工|同|工|电|我|个体|很多|许多|不少|不良|大型|乡镇|基层|公立|民办|国家|中央|各级|当地|地方|有些|部分|县|市|省|镇|乡|区|人民|县级|市级|省级|定点|县内|县外|高等|学|他|责任|股份|集团|企业|原|项目|该项目|工程|人力资源|分包|总包|总承包|运输|出租车|中国|药店|中介|商业|全|全县|全市|全省|两|做|开|办|读|单位|学校|高级|普通|初级|城区|农村|村|社区|小区|新|老板|装修|装饰|保洁|保安|直播|家政|护工|养护|绿化|快递|外卖|软件|派遣|MCN|另一?家|另外|新旧|走访|上?礼拜|出示|手机|自己|承担|挂靠|边|致电|致|来电人为?|人|法定假?|黑心|技工|中等|职业|原单位|县里|机关|某某|那个|党中央|国务院|行政|相关|有关|政府|主管|上级|下级|隔壁|早高峰|人才|乡村|毕业|就读|住院|转|送)*$"
)
_ADDRESSEE = re.compile(
    r"人社|社保|社会保[险障]|劳动|人力资源(?!.*公司)|医保|信访|仲裁|监察|法院|检察|纪委|税务|民政|[市县省区]政府$|公积金|人才|派出所|公安局?$|农合|残联|省厅|财政|编办|人事|考试|服务中心$|街道办|居委会|医疗保险|司法局|公务员|政务|国务院|疾控"
)
_BEFORE = re.compile(r"(?:在|进入|入职|受聘于?|是|系|被|投诉|解决|于|恳?请求?|反映|原|到|由|属)$")
_AFTER = re.compile(
    r"^[()（）\u4e00-\u9fa5]{0,6}?(?:职工|员工|拖欠|欠|克扣|强制|强迫|逼|违法|违规|违反|非法|辞退|开除|不[给发付签交买让许为支按]|扣|拒|上班|工作|打工|务工|做工|做事|剥夺|退休|下岗|内退|裁|雇|临聘|编外|聘用|工人|民工|老板|停[发缴工]|教师|老师|护士|保安|恶意|无故|未|干活|从事|参加工作|安置|改制|买断|倒闭|破产|合同工|农民工|无理)"
)
_BAD_AFTER = re.compile(
    r"^[^,，。]{0,4}(?:住院|就诊|看病|检查|治疗|出院|抢救|生小孩|出生|手术|门诊|报销|刷卡|读书|毕业|就读|咨询|查询|办理|答复|回复|告知|领导[:,]|领导您)"
)


# An office is the employer where its own people speak: B3市公安局加班津贴.
_STAFFED = re.compile(
    r"(?:的)?(?:全体|部分)?(?:聘请|执勤|加班|津贴|绩效|辅警|协警|民警|临聘|临时工|聘用|编外|合同工|职工|员工|拖欠|克扣)"
)
_PETITIONED = re.compile(
    r"[^,，。]{0,4}(?:协助|帮助|帮忙|求助|投诉|出面|主持|调解|反映|求救|为我|给我|督促|责令)"
)
# On a building site the one that pays is the subcontractor, then the general contractor, not who has it built.
_HIRES = re.compile(
    r"(?:分包|转包|劳务|班组|[分转承外]包给|派遣到?|用工单位|施工[方队])(?:单位|企业|公司|[商人])?[给是为方:(“\"]{0,3}$"
)
_BUILDS = re.compile(r"(?:开发商|建设单位|发包方|甲方|业主|总包|总承包)(?:单位|企业|[方商])?[是为:(]{0,2}$")
_LATTER = re.compile(r"(?:\(现|现名|更名|改名|改称|改制|重组|变更)(?:登记)?[为成叫:“\"]{0,2}$")
# (原…公司), 曾用名: what it was called before.
_FORMER = re.compile(r"(?:\(原|原名|曾用名|前身|曾名)[为是叫:“\"]{0,2}$")
# Within brackets: (原…), (现…).
_THEN_OR_NOW = re.compile(r"原(?!子|野)|前身|现(?!代)")


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    score: float


def names(text: str) -> list[Name]:
    """Every candidate in folded text, with a score of how surely it is the employer concerned."""
    found: list[Name] = []
    floor = 0
    for match in _SUFFIX.finditer(text):
        name = _candidate(text, match, floor)
        if name is not None:
            if found and found[-1].end == name.start and name.end - name.start > 3:
                name = _joined(text, found, name)
            found.append(name)
            floor = name.end
    return found


JOINED = 16  # the second of two names that run on is no longer; else words lie between


def _joined(text: str, found: list[Name], name: Name) -> Name:
    """煤业集团 + 宝源矿业有限公司 are one; a title that ends in a name and a text that begins with it are two."""
    before = found[-1]
    said = _PLACE.sub("", text[before.start : before.end], count=1)
    again = text.find(said, name.start, name.end)
    if again >= 0:
        return Name(again, name.end, name.score)
    if name.end - name.start > JOINED:
        return name
    return Name(before.start, name.end, max(name.score, found.pop().score))


def _candidate(text: str, match: re.Match[str], floor: int) -> Name | None:
    end = match.end()
    start = _begin(text, match.start(), floor)
    core = _PLACE.sub("", text[start : match.start()], count=1)
    placed = len(core) < match.start() - start
    if (core.endswith(_NO_NAME) and not (placed and core == "原")) or (match[0] == "政府" and not placed):
        return None
    if _GENERIC.match(core) and match["builder"] is None:
        named = (
            match["institution"] is not None
            and placed
            and text[start:end][-2:] not in ("政府", "医院", "学校")
        ) or (placed and match[0] in _PLACED_ENOUGH)
        if not named:
            return None
    if end - start < 4 and match["builder"] is None and not placed:
        return None
    return Name(start, end, _score(text, start, end, match, placed))


# 离职后公司, 领导对公司, 维护上市公司: the word before the suffix is no name.
_NO_NAME = ("法定假", "后", "对", "上市", "领导", "用人", "维护", "认为", "期间", "时", "所在", "原", "等")
_PLACED_ENOUGH = (
    "人民医院",
    "中医院",
    "镇政府",
    "乡政府",
    "政府机关",
    "移动",
    "联通",
    "电信",
    "建行",
    "工行",
    "农行",
    "中行",
    "医院",
    "公交",
    "电力",
    "信用社",
    "供销社",
    "联社",
    "公安局",
    "村委会",
)


def _begin(text: str, suffix: int, floor: int) -> int:
    """Walk back to the last break, then skip what leads up to a name; a place inside starts the name anew."""
    start = max(floor, suffix - 26)
    start += max((found.end() for found in _BREAK.finditer(text[start:suffix])), default=0)
    lead = _LEAD.match(text[start:suffix])
    start += lead.end() if lead else 0
    if "(" in text[start:suffix] and ")" not in text[start:suffix]:
        start += text[start:suffix].rindex("(") + 1
        then = _THEN_OR_NOW.match(text, start, suffix)
        start = then.end() if then else start
    place = re.search(_CODED + "|西地省", text[start:suffix])
    return start + place.start() if place else start


def _score(text: str, start: int, end: int, match: re.Match[str], placed: bool) -> float:
    name, before, after = text[start:end], text[max(0, start - 8) : start], text[end : end + 12]
    score = 3.0 if match["company"] or match["builder"] else 2.0
    score += 0.8 * (name.endswith("公司") and "有限" in name) + 0.7 * placed
    score += (
        2.0 * bool(_AFTER.match(after))
        + 0.8 * bool(_BEFORE.search(before))
        + 1.5 * bool(_LATTER.search(before))
    )
    score += 1.5 if start < 12 else 0.5 if start < 60 else 0.0
    score += 1.2 * bool(_HIRES.search(before)) - 1.5 * bool(_BUILDS.search(before))
    score -= 2.0 * bool(_BAD_AFTER.match(after)) + 2.5 * bool(_FORMER.search(before))
    if name.endswith("政府") and _PETITIONED.match(after):
        score -= 3.0
    if _ADDRESSEE.search(name):
        score -= 1.0 if _STAFFED.match(after) else 3.5
    return score


def employer(text: str) -> Name | None:
    """The likeliest employer; where a shorter and a fuller form of one name occur, the fuller."""
    found = names(text)
    if (opening := _opening(text)) and not any(_overlap(opening, name) for name in found):
        found.append(opening)
    if not found:
        return _workplace(text)
    best = max(found, key=lambda n: (n.score + _spoken_of(text, n, len(found)), n.end - n.start))
    return Name(*_fullest(text, best, found), best.score)


def _spoken_of(text: str, name: Name, rivals: int) -> float:
    """How often it is named, and whether its short form is said to owe elsewhere: 春风劳务拖欠我们工资."""
    written = text[name.start : name.end]
    bonus = 0.4 * min(2, text.count(written) - 1)
    if rivals > 1 and _says_owing(text, _core(written), name.end):
        bonus += 1.5
    return bonus


_OWES = re.compile(r"[\u4e00-\u9fa5]{0,4}(?:拖欠|克扣|欠我|不发|不给|没发|没给|未发|未付|不付)")
MENTIONS = 4


def _says_owing(text: str, core: str, at: int) -> bool:
    for _ in range(MENTIONS if len(core) > 1 else 0):
        at = text.find(core, at)
        if at < 0:
            return False
        at += len(core)
        if _OWES.match(text, at):
            return True
    return False


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


# A title names place and brand before what they did: A市云栖汇拖欠员工工资.
_OPENING = re.compile(
    rf"(?:投诉|举报|反映|关于|请求解决|曝光|控诉|被)?[:\s]?(?P<name>(?:西地省|浙江省|杭州市?|{_CODED})+(?P<core>[\u4e00-\u9fa5]{{2,10}}?))"
    r"(?:无故|恶意|长期|一直|违规|违法|非法|强制|强行|公然|(?:个体)?老板|部分|全体|一线|基层|临聘|老|数年|为何|为什么)*"
    r"(?:拖欠|克扣|欠薪|欠我|欠工|不发|不给|不交|不缴|不签|不买|断交|断缴|逼[退迫]|辞退|开除|裁员|讨要工资|同工不同酬|(?P<people>员工|职工|司机|教师|老师)|(?:临聘|聘用|编外|临时)(?:人员|工))"
)
_NOBODY = re.compile(
    r"有(?!色)|经常|强迫|普通|众多|广大|许多|不少|属|某|工地|企业|单位|公司|老板|包工|民工|工人|职工|员工|居民|小区|退休|学校|医院|部门|政府|人社|社保|城镇|事业|机关|工资|养老|保险|农民|下岗|改制|[的了是在对请能何否向被将及和与关等]|拖|欠|[局厅委办镇乡村区县市省]$|^(?:各|全|原|所有|部分|一[家个名]|中小学|小学|中学|幼儿|特岗|代课|民办|乡[村镇]|外地|公交|出租|环卫|城管|保安|快递|高校|社区|街道|流动|优秀|合同|编外|一线|在[职编岗])"
)


LONG_ENOUGH = 4  # 柳浪湾教师 are teachers of a place


def _opening(text: str) -> Name | None:
    match = _OPENING.match(text)
    if match is None or _NOBODY.search(match["core"]):
        return None
    if match["people"] and len(match["core"]) < LONG_ENOUGH:
        return None
    return Name(match.start("name"), match.end("name"), 4.5)


# 我在青禾上班: a bare name is believed where it stands twice.
_AT_WORK = re.compile(
    r"在(?P<name>[\u4e00-\u9fa5A-Za-z]{2,8}?)(?:上班|工作|打工|做工|务工|干活|做事|当(?:保安|保洁|司机|服务员))"
)
_NOWHERE = re.compile(
    r"[这那里外家内中上下我你他她们的了是不有]|某|工地|厂里|单位|公司|车间|学校|医院|本地|当地|异地|工厂|城市|农村|企业|机关|学期|基层|一线|部门|岗位|目前|现在|期间|全国|北京|上海|深圳|广[东州]|浙江|杭州"
)


def _workplace(text: str) -> Name | None:
    for match in _AT_WORK.finditer(text):
        name = match["name"]
        if not _NOWHERE.search(name) and not _PLACE.fullmatch(name) and text.count(name) > 1:
            return Name(match.start("name"), match.end("name"), 3.0)
    return None


def _fullest(text: str, best: Name, found: list[Name]) -> tuple[int, int]:
    """中房公司 and 市中房建筑有限公司 are one: the form that holds the core of the best and is longest."""
    core = _written(text[best.start : best.end]) or _core(text[best.start : best.end])
    if len(core) < 2:
        return best.start, best.end
    same = [n for n in found if core in text[n.start : n.end] and n.score + 1 > 2.5]
    chosen = max([best, *same], key=lambda n: (*_form(text[n.start : n.end]), n.score))
    return chosen.start, chosen.end


# How people call banks and offices, and what these are called.
_SPOKEN = {
    "建行": "建设银行",
    "农行": "农业银行",
    "工行": "工商银行",
    "中行": "中国银行",
    "地税局": "地方税务局",
    "国税局": "国家税务局",
}


def _written(name: str) -> str | None:
    return next((long for short, long in _SPOKEN.items() if name.endswith(short)), None)


_FORMAL = re.compile(r"有限|责任公司|股份|分行|支行")


def _form(name: str) -> tuple[bool, bool, bool]:
    """A registered name before a colloquial one, one that begins with its place before one that does not."""
    return _FORMAL.search(name) is not None, _written(name) is None, _PLACE.match(name) is not None


def is_formal(name: str) -> bool:
    """A registered name, with its legal form."""
    return _FORMAL.search(name) is not None


def _core(name: str) -> str:
    """The distinguishing two or three characters: place and suffix taken off."""
    bare = _PLACE.sub("", name, count=1)
    suffix = _SUFFIX.search(bare)
    return (bare[: suffix.start()] if suffix else bare)[:4]
