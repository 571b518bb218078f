import pytest

from tongxin.watch.triage.aliases import aliases
from tongxin.watch.triage.employers import employer
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.places import place
from tongxin.watch.triage.trade_names import trade_name

NAMED = [
    ("投诉杭州明月服饰有限公司拖欠工资", "杭州明月服饰有限公司"), ("我在A3区红星机械厂上班", "A3区红星机械厂"), ("请问K4县移动非法裁员", "K4县移动"),
    ("反映J市三元酒店不发工资", "J市三元酒店"), ("原B市选煤厂职工", "B市选煤厂"), ("本人于2009年入职G市农产品大市场有限公司", "G市农产品大市场有限公司"),
    ("关于C3县楚才会计培训学校拖欠工资", "C3县楚才会计培训学校"), ("E10县清江乡清泉村巴陵冲铁矿经常拖欠工资", "E10县清江乡清泉村巴陵冲铁矿"),
    ("A5区雅华物业有限公司侵犯农民工权益", "A5区雅华物业有限公司"), ("中铁二局拖欠民工工资", "中铁二局"), ("西地省煤业集团宝源矿业有限公司克扣工资", "西地省煤业集团宝源矿业有限公司"),
    ("A市地铁5号线蟠龙站项目部拖欠农民工工资", "A市地铁5号线蟠龙站项目部"), ("我是I6市南大中心卫生院的职工", "I6市南大中心卫生院"), ("投诉余杭区星光幼儿园不签合同", "余杭区星光幼儿园"),
    ("我们是K市K2区农村信用合作联社职工", "K市K2区农村信用合作联社"), ("Ｇ市中房建筑有限公司不给治疗", "Ｇ市中房建筑有限公司"),
    ("西地省青禾医药有限公司(原西地省春风青禾医药有限公司)拖欠工资，员工讨薪", "西地省青禾医药有限公司"), ("杭州知秋教育咨询有限公司A市分公司不缴社保", "杭州知秋教育咨询有限公司A市分公司"),
    ("A市云栖汇拖欠员工工资，社保也没交", "A市云栖汇"), ("投诉A1区柳岸通途驾校不发工资", "A1区柳岸通途驾校"), ("被西地省A8县北斗重工违规开除的老员工", "西地省A8县北斗重工"), ("A市清溪二小拖欠全体教师工资", "A市清溪二小"),
    ("B3市公安局加班津贴没有落实", "B3市公安局"), ("M3县信用社派遣员工的工资低一截", "M3县信用社"), ("我在青禾上班，青禾周末加班从来不算钱", "青禾"), ("反映A市柳浪街道临聘人员的补贴", "A市柳浪街道"),
    ("C市建行拖欠员工工资。我们是建设银行C市分行的员工", "建设银行C市分行"), ("西地省长青机器厂拖欠退休职工工资", "西地省长青机器厂"), ("春风劳务有限公司拖欠工资，总包是中铁二局", "春风劳务有限公司"),
    ("我在杭州云杉府项目部干活，项目部拖欠工人工资", "杭州云杉府项目部"), ("名片上印有杭州冬青园林有限公司字样，公司否认用工", "杭州冬青园林有限公司"),
    ("上城区云杉服饰有限公司拖欠工资", "上城区云杉服饰有限公司"), ("上海云杉服饰有限公司拖欠工资", "上海云杉服饰有限公司"),
]  # fmt: skip
# What it was called before gives way to what it is called today.
RENAMED = [
    ("杭州云杉服饰有限公司（原名杭州红叶制衣厂）拖欠工资", "杭州云杉服饰有限公司"), ("杭州云杉服饰有限公司（原杭州红叶制衣厂）拖欠工资", "杭州云杉服饰有限公司"), ("杭州云杉服饰有限公司（曾用名：杭州红叶制衣厂）拖欠工资", "杭州云杉服饰有限公司"),
    ("杭州云杉服饰有限公司（前身为杭州红叶制衣厂）拖欠工资", "杭州云杉服饰有限公司"), ("杭州云杉服饰有限公司（原名杭州红叶服饰有限公司）拖欠工资", "杭州云杉服饰有限公司"), ("杭州云杉服饰有限公司，原名杭州红叶制衣厂，拖欠工资", "杭州云杉服饰有限公司"),
    ("原杭州红叶制衣厂现更名为杭州云杉服饰有限公司拖欠工资", "杭州云杉服饰有限公司"), ("杭州红叶制衣厂（现改名为杭州云杉服饰有限公司）拖欠工资", "杭州云杉服饰有限公司"), ("杭州红叶制衣厂（现杭州云杉服饰有限公司）拖欠工资", "杭州云杉服饰有限公司"),
    ("杭州红叶制衣厂后改名为杭州云杉服饰有限公司，拖欠工资", "杭州云杉服饰有限公司"), ("杭州红叶制衣厂改制为杭州云杉服饰有限公司，拖欠工资", "杭州云杉服饰有限公司"), ("杭州云杉中学（原名杭州红叶中学）拖欠教师工资", "杭州云杉中学"),
    ("原野服饰有限公司拖欠工资", "原野服饰有限公司"), ("杭州前身健身有限公司拖欠工资", "杭州前身健身有限公司"),
]  # fmt: skip
SUBCONTRACTED = [
    ("劳务分包杭州恒信劳务有限公司拖欠工资", "杭州恒信劳务有限公司"), ("西湖云谷项目部，总包浙江中大建设集团有限公司，劳务分包杭州恒信劳务有限公司拖欠30人工资", "杭州恒信劳务有限公司"), ("专业分包单位为恒信机电有限公司，拖欠工资", "恒信机电有限公司"),
    ("西湖云谷项目总包单位浙江中大建设集团有限公司，劳务分包单位杭州恒信劳务有限公司，拖欠我们木工班组30人工资", "杭州恒信劳务有限公司"), ("木工班组恒信劳务有限公司拖欠工资", "恒信劳务有限公司"), ("劳务公司杭州恒信劳务有限公司拖欠工资", "杭州恒信劳务有限公司"),
    ("分包商恒信劳务有限公司拖欠工资", "恒信劳务有限公司"), ("总包浙江中大建设集团有限公司，水电分包杭州恒信机电有限公司，水电班组20人工资没发", "杭州恒信机电有限公司"), ("杭州恒信建筑劳务分包有限公司拖欠工资", "杭州恒信建筑劳务分包有限公司"), ("劳务通科技有限公司拖欠工资", "劳务通科技有限公司"),
]  # fmt: skip
SITES = [
    (
        "我们在A市云杉府项目做木工，总包中建八局，劳务分包是A市春风劳务有限公司，春风劳务拖欠12人工资",
        "A市春风劳务有限公司",
    ),
    ("中铁二局把工程分包给春风劳务有限公司，劳务公司拖欠工资", "春风劳务有限公司"),
    ("中建五局云杉府项目部拖欠农民工工资", "中建五局云杉府项目部"),
    ("总包单位中铁二局不给我们发工资，包工头跑了", "中铁二局"),
    ("工地的总包是中铁二局，包工头老王欠我们工资", "中铁二局"),
    ("开发商是万春置业有限公司，施工方中铁二局拖欠农民工工资", "中铁二局"),
    ("业主万春置业有限公司没有付款，所以杭州长河建设有限公司拖欠我们工资", "杭州长河建设有限公司"),
    (
        "我在杭州星火机械有限公司上班，公司把社保交给杭州智汇人力资源有限公司，星火机械不发工资",
        "杭州星火机械有限公司",
    ),
]
UNNAMED = [
    "请问国庆三天法定假公司不给加班费",
    "来电人为医院合同制护士，反映不安排年休假",
    "公司发一半工资，另外一半用公司的酒抵",
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
    "A市企业拖欠员工工资",
    "A市农民工被拖欠工资",
    "我在家里上班，家里人都支持",
    "楼下饭店天天排队",
    "楼里的人都说保安公司不好",
    "A3区某工地拖欠农民工工资",
    "劳务分包公司拖欠工资",
    "分包单位不给工钱",
]
PLACES = [
    ("A3区某工地欠薪", "A3区"), ("K4县灰汤镇民工讨薪", "K4县灰汤镇"), ("在杭州市余杭区打工", "杭州市余杭区"), ("公司拖欠工资", None), ("E市化工厂", "E市"),
    ("G市G2区交通局", "G市G2区"), ("西地省人社厅领导您好", None), ("西地省青禾制药有限公司拖欠工资", None), ("西地省基层员工盼涨工资", "西地省"), ("本省不准跨县调动，工资低", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_it_marks_the_employer_from_first_to_last_character(text: str, name: str) -> None:
    found = employer(fold(text))
    assert found is not None
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(("text", "name"), RENAMED)
def test_it_takes_the_name_of_today(text: str, name: str) -> None:
    found = employer(fold(text))
    assert found is not None
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(("text", "name"), SUBCONTRACTED + SITES)
def test_it_takes_who_owes_on_a_building_site(text: str, name: str) -> None:
    found = employer(fold(text))
    assert found is not None
    assert text[found.start : found.end] == name


def test_it_ends_a_name_where_the_text_begins_again_after_the_title() -> None:
    for text, name in (
        ("B2区星火厂拖着补贴不发怎么办星火厂的职工没人管", "B2区星火厂"),
        ("A市柳浪中学年年少发补贴柳浪中学不给说法", "A市柳浪中学"),
        ("西地省煤业集团宝源矿业有限公司克扣工资", "西地省煤业集团宝源矿业有限公司"),
    ):
        found = employer(text)
        assert found is not None
        assert text[found.start : found.end] == name


@pytest.mark.parametrize("lead", ["反映", "到", "对", "来电称", "走访"])
def test_what_leads_up_to_a_trade_name_is_no_part_of_it(lead: str) -> None:
    text = f"{lead}乌有螺洲针织拖欠工资"
    found = trade_name(text)
    assert found is not None and text[found.start : found.end] == "乌有螺洲针织"


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


def test_it_asks_no_government_for_its_wages_that_was_asked_for_help() -> None:
    text = "恳请A7县柳岸镇政府协助民工讨薪，包工头不给钱，我们在云杉府项目部做工"
    found = employer(text)
    assert found is not None
    assert "政府" not in text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("杭州明月服饰有限公司（以下简称明月公司）拖欠工资", [("杭州明月服饰有限公司", "明月公司")]),
        ("杭州明月服饰有限公司（下称“明月”）拖欠工资", [("杭州明月服饰有限公司", "明月")]),
        (
            "A市青禾医药有限公司（原A市春风医药有限公司）欠薪",
            [("A市青禾医药有限公司", "A市春风医药有限公司")],
        ),
        ("杭州星火机械厂现更名为杭州星火机械有限公司，欠薪", [("杭州星火机械有限公司", "杭州星火机械厂")]),
        (
            "杭州明月服饰有限公司，原名杭州红叶制衣厂，欠薪",
            [("杭州明月服饰有限公司", "杭州红叶制衣厂")],
        ),
        ("杭州红叶制衣厂（现杭州明月服饰有限公司）欠薪", [("杭州明月服饰有限公司", "杭州红叶制衣厂")]),
        (
            "杭州红叶制衣厂拖欠工资，现更名为杭州明月服饰有限公司",
            [("杭州明月服饰有限公司", "杭州红叶制衣厂")],
        ),
        ("明月公司（原名红叶服饰有限公司）欠薪", [("明月公司", "红叶服饰有限公司")]),
        ("杭州明月服饰有限公司拖欠工资", []),
        ("杭州明月服饰有限公司，老板姓王", []),
        ("杭州长河物业有限公司（以下简称甲方）拖欠工资", []),
    ],
)
def test_it_pairs_the_names_that_a_text_declares_to_be_one(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [pair for pair in aliases(fold(text)) if pair[0] != pair[1]] == pairs
