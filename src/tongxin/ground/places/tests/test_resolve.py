from datetime import date
from itertools import pairwise

import pytest

from tongxin.ground.places.register import full_name, register
from tongxin.ground.places.resolver import best, resolve

BY_NAME = {place.name: place.code for place in register().values() if place.code.startswith("3301")}

NAMED = [
    # full chains and full names
    ("杭州市钱塘区下沙街道某电子厂欠薪", "下沙街道"),
    ("浙江省杭州市西湖区三墩镇", "三墩镇"),
    ("浙江杭州余杭良渚街道的工地", "良渚街道"),
    ("杭州 萧山区 瓜沥镇", "瓜沥镇"),
    ("临安区於潜镇一家竹制品厂", "於潜镇"),
    ("桐庐县莪山畲族乡", "莪山畲族乡"),
    ("建德市新安江街道", "新安江街道"),
    ("淳安县千岛湖镇的酒店", "千岛湖镇"),
    ("富春江镇水电站", "富春江镇"),
    ("四季青街道服装摊位", "四季青街道"),
    ("滨江区互联网公司裁员", "滨江区"),
    ("上城区", "上城区"),
    ("萧山经济技术开发区的厂", "萧山经济技术开发区"),
    # short names
    ("我在萧山一家箱包厂上班", "萧山区"),
    ("杭州滨江长河的公司", "长河街道"),
    ("在滨江打工三个月没发钱", "滨江区"),
    ("公司在笕桥", "笕桥街道"),
    ("九堡的服装厂老板跑了", "九堡街道"),
    ("闲林一个楼盘", "闲林街道"),
    ("塘栖的食品厂", "塘栖镇"),
    ("我在西湖打工", "西湖区"),
    ("住在清波", "清波街道"),
    ("拱墅和睦一家饭店", "和睦街道"),
    ("西湖区留下一家洗车店", "留下街道"),
    ("西湖区西湖", "西湖街道"),
    ("临平区临平", "临平街道"),
    ("余杭区余杭", "余杭街道"),
    ("桐庐江南的针织厂", "江南镇"),
    ("建德大同的碳酸钙厂", "大同镇"),
    ("淳安千岛湖", "千岛湖镇"),
    ("富阳永昌一家竹纸厂", "永昌镇"),
    # commonly used names
    ("下沙的电子厂", "钱塘区"),
    ("杭州下沙", "钱塘区"),
    ("钱塘区下沙", "钱塘区"),
    ("在城站等活", "上城区"),
    ("武林一家商场", "拱墅区"),
    ("武林广场附近的餐厅", "拱墅区"),
    ("老余杭的工地", "余杭街道"),
    ("未来科技城的写字楼", "余杭区"),
    ("大江东的汽车厂", "钱塘区"),
    ("钱塘新区", "钱塘区"),
    ("杭州经济技术开发区", "钱塘区"),
    ("丁桥的工地", "丁兰街道"),
    ("勾庄冷库", "良渚街道"),
    ("于潜的厂", "於潜镇"),
    ("钱江世纪城地铁项目", "萧山钱江世纪城"),
    ("萧山机场保洁", "萧山区"),
    ("火车东站旁边的酒店", "上城区"),
    # former districts and cities
    ("江干区采荷", "采荷街道"),
    ("江干区下沙街道", "下沙街道"),
    ("杭州市江干区白杨街道", "白杨街道"),
    ("下城区武林街道", "武林街道"),
    ("下城区一家健身房", "拱墅区"),
    ("余杭区乔司街道服装厂", "乔司街道"),
    ("余杭区临平街道", "临平街道"),
    ("原余杭塘栖镇", "塘栖镇"),
    ("萧山区河庄街道", "河庄街道"),
    ("萧山义蓬", "义蓬街道"),
    ("富阳市新登镇", "新登镇"),
    ("临安市玲珑街道", "玲珑街道"),
    ("萧山市", "萧山区"),
    # where it happened, not where the people are from
    ("我是安徽人,在滨江打工", "滨江区"),
    ("安徽华力建设集团有限公司在临平的工地", "临平区"),
    ("河南籍农民工反映余杭区五常街道项目欠薪", "五常街道"),
    ("上海某集团杭州分公司,地址:拱墅区祥符", "祥符街道"),
    ("杭州市的余杭区", "余杭区"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_it_finds_the_place(text, name):
    found = best(text)
    assert found is not None and found.code == BY_NAME[name], resolve(text)
    assert found.text == text[found.start : found.end]
    assert found.chain[-1] == name and found.inside


@pytest.mark.parametrize(
    "text",
    [
        "西湖龙井好喝",
        "西湖醋鱼",
        "江水江干净",
        "长江干流",
        "长江干涸了",
        "大江东去浪淘沙",
        "以下沙石堆放",
        "如下沙盘所示",
        "海上城市",
        "线上城管投诉",
        "钱塘江边散步",
        "武林高手",
        "安康杯竞赛",
        "留下来加班",
        "太阳很大,前进的路上",
        "大家和睦相处,运河边",
        "面临安全问题",
        "丰富阳台设计",
        "在萧山路口",
        "建德路十号",
        "滨江大道",
        "临平大厦",
        "中山装",
        "做三明治的",
        "江南好",
        "这家公司拖欠工资三个月",
        "日照时间短",
        "阿里的骑手",
        "从左口袋掏出",
        "坐大巴中途下车",
        "路过江门口",
        "",
    ],
)
def test_it_takes_no_place_from_other_words(text):
    assert best(text) is None, resolve(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("南昌市西湖区的厂", "3601"),
        ("上海市普陀区", "31"),
        ("义乌小商品市场", "330782"),
        ("宁波市", "3302"),
        ("绍兴柯桥区", "330603"),
        ("江苏南通", "3206"),
        ("吉林长春", "2201"),
        ("广东省中山市", "4420"),
        ("内蒙古呼和浩特", "1501"),
        ("台湾省", "71"),
        ("延边的老乡介绍", "2224"),
    ],
)
def test_it_knows_places_outside(text, code):
    found = best(text)
    assert found and found.code == code and not found.inside, resolve(text)


def test_a_native_place_is_not_the_place():
    assert [one.why for one in resolve("我是安徽人")] == ["简称;说的是籍贯"]
    assert best("我是安徽人") is None
    assert best("滨江人民医院").code == BY_NAME["滨江区"]


def test_a_former_district_says_what_became_of_it():
    found = best("江干区一家饭店")
    assert found.code == BY_NAME["上城区"] and found.confidence <= 0.6
    assert found.candidates == (BY_NAME["上城区"], BY_NAME["钱塘区"])
    assert "旧称“江干区”(至2021-04-08),今为上城区" in found.why


def test_a_district_nearby_settles_a_divided_one():
    mentions = resolve("江干区的厂,就在钱塘区")
    assert mentions[0].code == BY_NAME["钱塘区"]


def test_the_reporter_settles_a_divided_district():
    assert best("江干区的厂", context_code=BY_NAME["钱塘区"]).code == BY_NAME["钱塘区"]


def test_the_reporter_lets_a_common_word_be_a_street():
    assert best("留下一家店") is None
    assert best("留下一家店", context_code=BY_NAME["西湖区"]).code == BY_NAME["留下街道"]


def test_the_day_decides_what_a_district_was():
    today, then = date(2026, 11, 20), date(2020, 5, 1)
    assert best("余杭区一家厂", on=today).candidates == ()
    before = best("余杭区一家厂", on=then)
    assert before.code == BY_NAME["余杭区"] and before.candidates == (BY_NAME["余杭区"], BY_NAME["临平区"])
    assert before.confidence < best("余杭区一家厂", on=today).confidence
    assert best("余杭区乔司街道", on=then).code == BY_NAME["乔司街道"]
    assert "当时的“江干区”" in best("江干区的店", on=then).why


def test_every_place_is_listed_in_order():
    mentions = resolve("从萧山区到拱墅区,再到义乌")
    assert [one.text for one in mentions] == ["萧山区", "拱墅区", "义乌"]
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    "place", [p for p in register().values() if len(p.code) >= 6 and p.code.startswith("3301")]
)
def test_every_region_is_found_by_its_full_name(place):
    assert best(f"地址:{full_name(place.code, below='33')}。").code == place.code
    assert best(f"地址:{place.name}。").code == place.code
