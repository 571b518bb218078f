"""Employers of short reports called by brand and trade without a legal form: 青禾服饰, 静川丝绸, 前川团膳."""

import re

from tongxin.watch.triage.employers import Name
from tongxin.watch.triage.patterns import guarded

# Trades as they stand in names, after the classes of GB/T 4754-2017.
_TRADES = (
    "农业|果蔬|水产|茶业|种苗|矿业|石料|服饰|服装|制衣|时装|针织|羽绒|女装|箱包|皮具|鞋业|纺织|印染|织造|化纤|丝绸|家纺|电子|光电|半导体|传感|电路|通讯设备|机械|重工|五金|模具|阀门|电机|轴承|机电|塑胶|陶瓷|"
    "家具|木业|家居|食品|粮油|调味品|乳品|糕点|冷饮|印刷|印务|彩印|包装|热力|新能源|燃气设备|水务|建设|建筑|劳务|市政|钢构|地基|装饰|装潢|幕墙|室内设计|装修|商贸|百货|便利店|贸易|商行|药房连锁|电子商务|电商|供应链|网络零售|"
    "快递|物流|速运|仓储|配送|同城服务|运输|货运|餐饮|火锅|面馆|团膳|饮食|民宿|软件|科技|信息技术|云计算|物联网|担保|典当|小额信贷|置业|安保|保安|广告|传播|会展|策划|人力资源|企业服务|检测|工程设计|测绘|园林|绿化|景观|保洁|清洁|"
    "环境服务|家政|美容|美发|美业|养生|培训|教育|教育咨询|养老院|护理院|养老服务|托育|传媒|文化|娱乐|健身|体育|运动|行业服务|社会工作服务|事务咨询|康复|口腔"
)
_NAME = re.compile(
    rf"(?P<core>[\u4e00-\u9fa5]{{2,6}}?)(?P<trade>(?:{_TRADES})(?:{_TRADES})?(?:工程|管理|服务|科技|咨询|连锁)?)(?![公费业局员师区城商]|厂(?![房规])|店(?!深)|工(?!资)|管理费|行业|市场|设备|[化袋锅炉课])"
)
# Also words for an activity: a name only after a longer brand.
_ACTIVITY = re.compile(
    r"(?:配送|劳务|培训|绿化|装修|装饰|运输|保洁|清洁|检测|教育|文化|体育|运动|建设|科技|园林|传播|策划|仓储)$"
)
_LONG = 4
_TRADE = guarded(_TRADES)
# What stands before a name: the beginning, a stop, or one of these words.
_BEFORE = re.compile(
    r"^|[,，。、;:!?\s“《\"()\[\]【】：]|[在系是的称到对向与由为给把被进入]|反映|爆料|路过|走访|发现|自称|叫|社区|街道|[镇乡区县]|零星|已送达|仍有"
)
# The same words are no part of what follows them.
_LEAD = re.compile(r"反映|爆料|路过|走访|发现|自称|叫|已送达|仍有|[在系是称到对向与由为给把被进入]")
# Words that make brand + trade an everyday phrase.
_COMMON = re.compile(
    r"[的了是在做搞干给没不这那哪什么我你他她们个一二三四五六七八九十两几只名人每各某些该其已由与从又还都也很说讲叫让要来去把被用收发买卖签开参当找]|公司|单位|职工|员工|工人|企业|行业|属地|外地|社保|医疗|安全|职业|技能|义务|高等|家庭|社区|街道|楼|房屋|临时|专业|现场|施工|入职|岗前|带薪|免费|平台|网络|店|内部|提供|高架|所谓|因为|作为|认为|本应|健全|完善|加强|合法|农村|公路|环卫|塑料|强制|必须|交警|焚烧|冲压|款项|工位|新公"
)


def trade_name(text: str) -> Name | None:
    """The first name of brand and trade in folded short text."""
    if _TRADE.search(text) is None:
        return None
    for before in _BEFORE.finditer(text):
        match = _NAME.match(text, before.end())
        if match is None or _COMMON.search(match["core"]) or _LEAD.match(match["core"]):
            continue
        if len(match["core"]) >= _LONG or not _ACTIVITY.search(match["trade"]):
            return Name(match.start(), match.end(), 3.0)
    return None
