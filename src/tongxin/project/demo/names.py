"""Fictional employers.

Every name carries one of four literary non-places (MARKS): 子虚 and 乌有 of Sima Xiangru's rhapsody, 槐安 the
kingdom below the tree, 华胥 the land of a dream. So nobody can take a demonstration employer for a real one.
Credit codes are valid by their check characters and registered in division 330199, which does not exist.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tongxin.project.demo.codes import SERIALS, credit_code
from tongxin.project.demo.streets import DISTRICTS, STREETS
from tongxin.project.demo.trades import TRADES, Trade

MARKS = ("子虚", "乌有", "槐安", "华胥")
_BRANDS = (
    "云杉 青禾 栎舟 椴林 榉原 桤木 楝花 苇渡 荇溪 蓼汀 菖蒲 芷兰 蒹葭 薜萝 松烟 竹声 柏影 梧桐 槭红 桂屿 "
    "樟庭 橘井 枫桥 棠溪 梨洲 杏坞 桃渚 柳浦 榆关 檀溪 桑陌 麻溪 稻浪 麦风 荞花 粟野 菱歌 藕舫 荷渚 莲塘 "
    "鹭洲 鹤汀 雁回 鸥波 燕堂 鹊桥 莺谷 鸢飞 鲤跃 鲈乡 蟹屿 螺洲 贝湾 珊影 鹿鸣 麂坡 獐溪 兔园 蝉声 萤火 "
    "晨曦 朝露 暮云 夕岚 星槎 月笛 虹桥 霞浦 霁蓝 雪舫 霜钟 雨巷 露台 雾屿 风铃 雷泽 晴川 秋水 春涧 冬青 "
    "石榴 玉簪 砚池 墨潭 笔峰 纸鸢 琴溪 棋坪 书舟 画舫 茶烟 酒旗 灯影 帆影 橹声 桨声 篷舟 渔火 蓑翁 笠泽 "
    "银杏 铜铃 铁砚 锡舟 金盏 瓷源 陶然 瓦当 砖塔 井栏 泉眼 溪语 涧户 潭影 湖心 海塘 江声 河湾 浦月 渡口 "
    "远岫 平畴 层林 叠翠 长堤 曲岸 回廊 飞檐 小筑 半亭 前川 后圃 东篱 西窗 南轩 北渚 中庭 上林 下渚 左岸 "
    "初霁 新荷 嘉木 良畴 安澜 静川 和畅 清嘉 澄怀 素心 朗润 温榆 明月 远志 知秋 问渠 听松 观澜 望舒 折桂 "
    "拾穗 耕读 牧野 采薇 织云 染秋 纺星 绣湖 量山 裁云"
)
BRANDS: tuple[str, ...] = tuple(_BRANDS.split())
ROADS = ("乌有路", "子虚路", "槐安路", "华胥路", "南柯巷", "镜花街", "蓬壶大道", "桃源里")
SITES: tuple[str, ...] = tuple(
    mark + brand + kind
    for brand in BRANDS[:10]
    for mark, kind in zip(MARKS, ("苑", "里", "广场", "府"), strict=True)
)
TOWNS = ("杭州", "浙江", "杭州市")

# (share of employers in 1000, smallest, largest staff): many small, few large
SIZES = ((590, 3, 19), (260, 20, 49), (100, 50, 99), (39, 100, 299), (9, 300, 999), (2, 1000, 3000))

_DISTRICT_CODES = tuple(DISTRICTS)
_WEIGHTS = tuple(trade.weight for trade in TRADES)


@dataclass(frozen=True)
class EmployerSeed:
    """A fictional employer; `section` is its letter in GB/T 4754, `trade` a key of TRADES."""

    name: str
    short: str
    uscc: str
    section: str
    trade: str
    staff: int
    district_code: str
    street_code: str
    address: str


def employers(n: int, seed: int = 1) -> Iterator[EmployerSeed]:
    """`n` distinct employers, the same for the same seed; ValueError above what the words give (`capacity()`)."""
    if n > capacity():
        raise ValueError(f"at most {capacity()} employers, {n} asked")
    chance = random.Random(seed)
    bags = {trade.key: _bag(trade, chance) for trade in TRADES}
    serials = chance.sample(range(SERIALS), n)
    for serial in serials:
        trade = _pick_trade(bags, chance)
        mark, brand, word = bags[trade.key].pop()
        short = mark + brand + word
        staff = _staff(chance)
        district = chance.choice(_DISTRICT_CODES)
        street_code, street = chance.choice(STREETS[district])
        yield EmployerSeed(
            name=chance.choice(TOWNS) + short + _form(staff, chance),
            short=short,
            uscc=credit_code(serial),
            section=trade.section,
            trade=trade.key,
            staff=staff,
            district_code=district,
            street_code=street_code,
            address=f"{DISTRICTS[district]}{street}{chance.choice(ROADS)}{chance.randint(1, 399)}号",
        )


def capacity() -> int:
    """How many distinct short names the words give."""
    return len(MARKS) * len(BRANDS) * sum(len(trade.words) for trade in TRADES)


def _bag(trade: Trade, chance: random.Random) -> list[tuple[str, str, str]]:
    bag = list(product(MARKS, BRANDS, trade.words))
    chance.shuffle(bag)
    return bag


def _pick_trade(bags: dict[str, list[tuple[str, str, str]]], chance: random.Random) -> Trade:
    """A trade by its weight among those that still have names."""
    while True:
        trade = chance.choices(TRADES, weights=_WEIGHTS)[0]
        if bags[trade.key]:
            return trade


def _staff(chance: random.Random) -> int:
    _, low, high = chance.choices(SIZES, weights=[share for share, _, _ in SIZES])[0]
    return chance.randint(low, high)


def _form(staff: int, chance: random.Random) -> str:
    """Legal form: shares are for large ones."""
    if staff >= 300 and chance.random() < 0.4:
        return "股份有限公司"
    return "有限责任公司" if chance.random() < 0.15 else "有限公司"
