"""Trades of the fictional employers: section of GB/T 4754-2017, words in the name, share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    key: str
    section: str
    weight: int  # share among employers, relative
    words: tuple[str, ...]


def _trade(key: str, section: str, weight: int, words: str) -> Trade:
    return Trade(key, section, weight, tuple(words.split()))


TRADES: tuple[Trade, ...] = (
    _trade("farming", "A", 12, "农业 生态农业 果蔬 水产 茶业 种苗"),
    _trade("quarry", "B", 2, "矿业 石料 建材矿业"),
    _trade("garment", "C", 40, "服饰 服装 制衣 时装 针织 羽绒 女装"),
    _trade("textile", "C", 30, "纺织 印染 织造 化纤 丝绸 家纺"),
    _trade("electronics", "C", 40, "电子 光电 半导体 电子科技 通讯设备 传感 电路"),
    _trade("machinery", "C", 48, "机械 重工 五金 模具 阀门 精密机械 电机 轴承"),
    _trade("furniture", "C", 18, "家具 木业 家居 办公家具"),
    _trade("food", "C", 26, "食品 粮油 调味品 乳品 糕点 冷饮"),
    _trade("printing", "C", 12, "印刷 包装印务 彩印 包装"),
    _trade("utilities", "D", 4, "热力 新能源 燃气设备 水务工程"),
    _trade("construction", "E", 46, "建设 建筑工程 建筑劳务 市政工程 钢构 地基工程"),
    _trade("decoration", "E", 34, "装饰 装饰工程 装潢 幕墙 室内设计装修"),
    _trade("retail", "F", 46, "商贸 百货 超市 便利店 贸易 药房连锁 建材商行"),
    _trade("ecommerce", "F", 40, "电子商务 电商 供应链 网络贸易 网络零售"),
    _trade("express", "G", 30, "快递 物流 速运 仓储 供应链物流"),
    _trade("rider", "G", 14, "配送 即时配送 同城服务 外卖配送"),
    _trade("transport", "G", 22, "运输 货运 汽车运输 冷链运输"),
    _trade("catering", "H", 44, "餐饮 餐饮管理 火锅 面馆餐饮 团膳 饮食"),
    _trade("hotel", "H", 26, "酒店 酒店管理 宾馆 民宿"),
    _trade("software", "I", 56, "软件 网络科技 信息技术 数据科技 云计算 智能科技 物联网"),
    _trade("finance", "J", 6, "融资担保 典当 小额信贷"),
    _trade("property", "K", 30, "物业 物业服务 物业管理 置业"),
    _trade("security", "L", 14, "保安服务 安保 保安"),
    _trade("advertising", "L", 26, "广告 文化传播 会展 营销策划"),
    _trade("staffing", "L", 18, "人力资源 劳务派遣 企业服务"),
    _trade("research", "M", 20, "检测 工程设计 生物科技 测绘"),
    _trade("gardening", "N", 16, "园林 绿化 园林绿化 景观"),
    _trade("cleaning", "O", 20, "保洁 清洁服务 环境服务 家政"),
    _trade("beauty", "O", 16, "美容 美发 美业 养生"),
    _trade("school", "P", 20, "培训学校 教育科技 教育咨询 艺术培训"),
    _trade("hospital", "Q", 10, "医院 康复医院 门诊部 口腔医院"),
    _trade("care", "Q", 8, "养老服务 护理院 养老院 托育"),
    _trade("streaming", "R", 14, "传媒 直播文化 影视文化 数字娱乐"),
    _trade("fitness", "R", 10, "健身 体育 健身管理 运动"),
    _trade("association", "S", 2, "行业服务 社会工作服务"),
    _trade("abroad", "T", 1, "国际事务咨询"),
)
MARKED = 4  # characters of mark and brand before the word of the trade in a short name
_OF_WORD = {(trade.section, word): trade.key for trade in TRADES for word in trade.words}


def trade_of(short: str, section: str) -> str:
    """The trade of a fictional employer by the last word of its short name; '' if it is none of ours."""
    return _OF_WORD.get((section, short[MARKED:]), "")


BY_KEY: dict[str, Trade] = {trade.key: trade for trade in TRADES}
