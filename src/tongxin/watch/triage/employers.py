"""Names of employers: suffix grammar to find where a name ends, stop words to find where it begins."""

import re
from dataclasses import dataclass

from tongxin.watch.triage.patterns import guarded

_COMPANY = (
    "股份有限公司|有限责任公司|有限公司|总公司|分公司|子公司|集团公司|责任公司|公司|集团|总厂|分厂|[一二三四]厂|厂家|厂(?!里|方|长|服|牌|房|外|内(?!退)|规|家|区|门|子)|煤矿|铁矿|金矿|"
    "酒店|大酒店|宾馆|饭店|餐厅|酒楼|火锅店|超市|商场|商城|药房|美容院|会所|俱乐部|项目部|经理部|事务所|农场|林场|茶场|渔场|牧场|银行(?!卡)|支行|分行|"
    "联合社|合作联社|信用联社|联社|信用社|合作社|供销社|供电所|供电局|电力局|电业局|电视台|广播站|剧团|报社|杂志社|餐饮(?!业)|物业(?!费|管理费)"
)
_INSTITUTION = (
    "人民医院|中医院|卫生院|保健院|医院|诊所|门诊部|疗养院|敬老院|福利院|幼儿园|小学|中学|高中|大学|学院|学校|党校|职中|[一二三四五六七八九]中(?=[,。老教员职]|$)|"
    "研究所|研究院|设计院|勘测院|检测院|分院|科学院|管委会|管理处|管理所|管理站|管理局|工程处|搬运队|工程队|环卫所|环卫处|环卫局|"
    "畜牧局|公路局|交通局|教育局|水利局|林业局|粮食局|卫生局|农业局|工商局|国土局|公安局|税务局|水务局|城管局|文化局|环保局|财政局|民政局|建设局|邮政局|监督管理局|卫计委|卫计局|发展和改革局|农机局|烟草局|盐业局|"
    "排灌站|水电站|电站|兽医站|农机站|文化站|服务站|广播电视站|收费站|加油站|加气站|食品站|运输站|防疫站|国土资源所|派出所|打字室|粮食部门|不动产中心|征地办公?室?|服务中心|疾控中心|医疗中心|居委会|街道办事处|街道办|办事处|镇政府|乡政府|政府机关|政府|机关幼儿园|公交|消防队|消防大队|交警大队|交警队|水库|局(?!长|面|势|部|里|领导|限|促|级)|电力|移动(?=非|公|员|拖|强|违|营|外|的)|联通(?=公|员|拖|外)|电信(?=公|员|拖|外)|建行|工行|农行|中行"
)
_SUFFIX = guarded(
    rf"(?P<builder>中[铁建交冶核水][\u4e00-\u9fa5]{{0,2}}(?:局|公司|集团|院))|(?P<company>(?:{_COMPANY})(?:[(](?:集团|有限)[)])?(?:(?:集团|股份|有限|责任)*公司)?)(?P<unit>[\u4e00-\u9fa5A-Z0-9]{{2,12}}?(?:分公司|项目部|煤矿|分厂|支行|分行))?|(?P<institution>(?:{_INSTITUTION})(?:(?:集团|股份|有限|责任)*公司|集团)?)(?P<branch>[A-Z]\d{{0,2}}[市县区](?:分院|分局|支队))?",
    also="一二三四五六七八九",
)
_CODED = r"[A-Z]\d{0,2}[市县区州]"
_PLACE = re.compile(
    rf"(?:中国|西地省|浙江省|杭州市?|宁波市?|温州市?|{_CODED})+|[\u4e00-\u9fa5]{{2}}(?:市|县|区|镇|乡)(?!场|政|委|人)"
)
# A name does not run over these.
_BREAK = re.compile(
    r"[^\w()（）·]|[\d一二三四五六七八九十]+[年月日号](?![店厂标线楼矿工])|\d{4,}|在|是|被|由|给|让|叫|请|了|的|我[们]?|你|他们|她|该|系(?!统)|将|把|跟|与|于|及|到|去|这|那|就|因|说|从|找|问|为(?=[A-Z])|和(?=[A-Z])|向(?=[A-Z])|对(?=[A-Z])|"
    r"以下简称|简称|称|倒欠|致电|出示|返回|送$|投诉|反映|举报|关于|咨询|建议|要求|请求|恳求|希望|查处|曝光|解决|尽快|发放|强烈|询问|落实|恢复|隶属|入职|进入|应聘|聘请|任职|受雇|派遣到|来自|员工|职工|工人|拖欠|担任|承包|经过|通过|已经|现在|原来|以前|当时|目前|严查|控告|申请|起诉|告|以及|还有|包括|或者|后来|进|盼|没|强逼|强迫|逼迫|依法|待遇|期间|处理|面临|全体|不(?!动产|锈)|"
    r"[\u4e00-\u9fa5]{1,2}(?:厅长|市长|书记|局长|县长|院长|主任|区长|省长)"
)
_LEAD = re.compile(
    r"^(?:原(?!子|野)|现(?!代)|位|至|往|回|某|一[家个名]|属|下属|所属|所在|所|国企|自|调|对|向|为|用|各|全|和|看|中(?=[A-Z])|介绍|公开|处|以|按|称|其|也|都|地|有|上|下|年|月|日|[\d.、,]+)+(?=[\u4e00-\u9fa5A-Z])"
)
_GENERIC = re.compile(
    r"^(?:贵|本|有限|用人|用工|某|一家|一个|私营|私人|劳务|劳务派遣|派遣|建筑|国有|外资|保险|物业|分|总|子|母|大|小|新|老|旧|上市|外地|民营|其他|别的|两家|二家|多家|几家|几个|这家|每个|各|各个|任何|什么|哪个|哪家|承包|外包|中标|施工|同|工|电|我|个体|很多|许多|不少|不良|大型|乡镇|基层|公立|民办|国家|中央|各级|当地|地方|有些|部分|县|市|省|镇|乡|区|人民|县级|市级|省级|定点|县内|县外|高等|学|他|责任|股份|集团|企业|原|项目|该项目|工程|人力资源|运输|出租车|中国|药店|中介|商业|全|全县|全市|全省|两|做|开|办|读|单位|学校|高级|普通|初级|城区|农村|村|社区|小区|新|老板|装修|装饰|保洁|保安|直播|家政|护工|养护|绿化|快递|外卖|软件|派遣|MCN|另一?家|另外|新旧|走访|上?礼拜|出示|手机|自己|承担|挂靠|边|致电|致|来电人|人|法定假?|黑心|技工|中等|职业|原单位|县里|机关|某某|那个|党中央|国务院|行政|相关|有关|政府|主管|上级|下级|隔壁|早高峰|人才|乡村|毕业|就读|住院|转|送)*$"
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
            if (
                found and found[-1].end == name.start and name.end - name.start > 3
            ):  # 煤业集团 + 宝源矿业有限公司
                name = Name(found[-1].start, name.end, max(name.score, found.pop().score))
            found.append(name)
            floor = name.end
    return found


def _candidate(text: str, match: re.Match[str], floor: int) -> Name | None:
    end = match.end()
    start = _begin(text, match.start(), floor)
    core = _PLACE.sub("", text[start : match.start()], count=1)
    placed = len(core) < match.start() - start
    if core.endswith(_NO_NAME) or (match[0] == "政府" and not placed):
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
_NO_NAME = ("后", "对", "上市", "领导", "用人", "维护", "认为", "期间", "时", "所在", "原", "等")
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
)


def _begin(text: str, suffix: int, floor: int) -> int:
    """Walk back to the last break, then skip what leads up to a name; a place inside starts the name anew."""
    start = max(floor, suffix - 26)
    start += max((found.end() for found in _BREAK.finditer(text[start:suffix])), default=0)
    lead = _LEAD.match(text[start:suffix])
    start += lead.end() if lead else 0
    if "(" in text[start:suffix] and ")" not in text[start:suffix]:
        start += text[start:suffix].rindex("(") + 1
    place = re.search(_CODED + "|西地省", text[start:suffix])
    return start + place.start() if place else start


def _score(text: str, start: int, end: int, match: re.Match[str], placed: bool) -> float:
    score = 3.0 if match["company"] or match["builder"] else 2.0
    name = text[start:end]
    after = text[end : end + 12]
    if name.endswith("公司") and "有限" in name:
        score += 0.8
    if placed:
        score += 0.7
    if _AFTER.match(after):
        score += 2.0
    if _BEFORE.search(text[max(0, start - 4) : start]):
        score += 0.8
    if start < 12:
        score += 1.5
    elif start < 60:
        score += 0.5
    if _BAD_AFTER.match(after):
        score -= 2.0
    if _ADDRESSEE.search(name):
        score -= 3.5
    return score


def employer(text: str) -> Name | None:
    """The likeliest employer; where a shorter and a fuller form of one name occur, the fuller."""
    found = names(text)
    if not found:
        return None
    best = max(
        found, key=lambda n: (n.score + 0.4 * min(2, text.count(text[n.start : n.end]) - 1), n.end - n.start)
    )
    return Name(*_fullest(text, best, found), best.score)


def _fullest(text: str, best: Name, found: list[Name]) -> tuple[int, int]:
    """中房公司 and 市中房建筑有限公司 are one: the form that holds the core of the best and is longest."""
    core = _core(text[best.start : best.end])
    if len(core) < 2:
        return best.start, best.end
    same = [n for n in found if core in text[n.start : n.end] and n.score + 1 > 2.5]
    chosen = max([best, *same], key=lambda n: (*_form(text[n.start : n.end]), n.score))
    return chosen.start, chosen.end


_FORMAL = re.compile(r"有限|责任公司|股份|分行|支行")


def _form(name: str) -> tuple[bool, bool]:
    """A registered name before a colloquial one, one that begins with its place before one that does not."""
    return _FORMAL.search(name) is not None, _PLACE.match(name) is not None


def is_formal(name: str) -> bool:
    """A registered name, with its legal form."""
    return _FORMAL.search(name) is not None


def _core(name: str) -> str:
    """The distinguishing two or three characters: place and suffix taken off."""
    bare = _PLACE.sub("", name, count=1)
    suffix = _SUFFIX.search(bare)
    return (bare[: suffix.start()] if suffix else bare)[:4]
