import pytest

from tongxin.watch.triage.employers import employer
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.places import place

NAMED = [
    ("投诉杭州明月服饰有限公司拖欠工资", "杭州明月服饰有限公司"), ("我在A3区红星机械厂上班", "A3区红星机械厂"), ("请问K4县移动非法裁员", "K4县移动"),
    ("反映J市三元酒店不发工资", "J市三元酒店"), ("原B市选煤厂职工", "B市选煤厂"), ("本人于2009年入职G市农产品大市场有限公司", "G市农产品大市场有限公司"),
    ("关于C3县楚才会计培训学校拖欠工资", "C3县楚才会计培训学校"), ("E10县清江乡清泉村巴陵冲铁矿经常拖欠工资", "E10县清江乡清泉村巴陵冲铁矿"),
    ("A5区雅华物业有限公司侵犯农民工权益", "A5区雅华物业有限公司"), ("中铁二局拖欠民工工资", "中铁二局"), ("西地省煤业集团宝源矿业有限公司克扣工资", "西地省煤业集团宝源矿业有限公司"),
    ("A市地铁5号线蟠龙站项目部拖欠农民工工资", "A市地铁5号线蟠龙站项目部"), ("我是I6市南大中心卫生院的职工", "I6市南大中心卫生院"), ("投诉余杭区星光幼儿园不签合同", "余杭区星光幼儿园"),
    ("我们是K市K2区农村信用合作联社职工", "K市K2区农村信用合作联社"), ("Ｇ市中房建筑有限公司不给治疗", "Ｇ市中房建筑有限公司"),
]  # fmt: skip
UNNAMED = [
    "公司拖欠工资",
    "我公司不签合同",
    "用人单位不交社保",
    "这家公司拖欠工资",
    "离职后公司不给钱",
    "老板不发工资",
    "某公司欠薪",
    "两家公司都不管",
    "有限公司",
    "由车间返回宿舍取厂服，单位认为不属工作时间",
    "数名毕业生称公司按每晚三十元截留",
    "播了三个月倒欠公司四千块",
    "想举报隔壁公司抄袭",
    "昨天又有一个大姐中暑送医院了",
]
PLACES = [
    ("A3区某工地欠薪", "A3区"), ("K4县灰汤镇民工讨薪", "K4县灰汤镇"), ("在杭州市余杭区打工", "杭州市余杭区"), ("公司拖欠工资", None), ("E市化工厂", "E市"),
    ("G市G2区交通局", "G市G2区"), ("西地省人社厅领导您好", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_it_marks_the_employer_from_first_to_last_character(text: str, name: str) -> None:
    found = employer(fold(text))
    assert found is not None
    assert text[found.start : found.end] == name


@pytest.mark.parametrize("text", UNNAMED)
def test_it_takes_no_common_noun_for_a_name(text: str) -> None:
    assert employer(fold(text)) is None


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_it_finds_the_most_specific_place(text: str, name: str | None) -> None:
    found = place(fold(text))
    assert (None if found is None else text[slice(*found)]) == name


def test_it_prefers_the_registered_name_to_the_short_one() -> None:
    text = "M2县华剑公司拖欠工资。我们是M2县华剑置业有限公司的员工"
    found = employer(text)
    assert found is not None
    assert text[found.start : found.end] == "M2县华剑置业有限公司"
