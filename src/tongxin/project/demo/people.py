"""The cast: one account for each role of the glossary, and fictional complainants.

Nobody here exists: staff are called by surname and role (陈调解), complainants as court papers hide a name (李某某).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

CITY, DISTRICT, STREET = "3301", "330106", "330106012"


@dataclass(frozen=True)
class Account:
    """`org_code` is the division code of the federation: 4 digits the city, 6 a district, 9 a street."""

    username: str
    name: str
    role: str
    org_code: str
    duty: str


CAST: tuple[Account, ...] = (
    Account("admin", "系统管理员", "administrator", CITY, "维护账号、规则与字典"),
    Account("desk", "周平台", "desk_manager", CITY, "看预警、定级、派单、督办"),
    Account("leader", "顾领导", "leader", CITY, "看大屏与报告"),
    Account("lawyer", "方律师", "lawyer", CITY, "法律援助与咨询"),
    Account("adviser", "沈协商", "bargaining_adviser", CITY, "指导集体协商"),
    Account("district_desk", "夏派单", "desk_manager", DISTRICT, "区级签收、转派、审核"),
    Account("district_leader", "蒋领导", "leader", DISTRICT, "看本区情况"),
    Account("mediator", "陈调解", "mediator", DISTRICT, "调解争议"),
    Account("supervisor", "吴监督", "supervisor", DISTRICT, "调查核实、提示函与意见书"),
    Account("safety", "冯安检", "safety_inspector", DISTRICT, "劳动保护检查"),
    Account("counter", "许窗口", "counter", DISTRICT, "接待来访、登记"),
    Account("coordinator", "何协调", "coordinator", STREET, "协调劳动关系"),
    Account("informant", "李信息", "informant", STREET, "每周报送、日常巡查"),
)

SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤温康施"
)
MASKS = ("某某", "某甲", "某乙", "某丙", "某丁", "某")


@dataclass(frozen=True)
class PersonSeed:
    name: str
    called: str  # how minutes speak of the person: 陈女士


def people(n: int, seed: int = 1) -> Iterator[PersonSeed]:
    """`n` complainants, the same for the same seed; names repeat, as masked names do. No phone, no ID number."""
    chance = random.Random(seed)
    for _ in range(n):
        surname = chance.choice(SURNAMES)
        yield PersonSeed(surname + chance.choice(MASKS), surname + chance.choice(("先生", "女士")))
