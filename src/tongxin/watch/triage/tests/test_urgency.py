import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.urgency import signs

URGENT = [
    "老板跑路了", "包工头失联", "工人准备罢工", "几百人堵门讨薪", "大家要去上访了", "再不发工资就跳楼", "工人拉横幅讨薪", "他想轻生", "老板找不到了",
    "正在转移财产", "工人在政府门口聚集", "受伤后无钱医治", "公司人去楼空", "否则我们只能集体上访", "要和老板同归于尽", "再不解决就会不会不去堵门", "老闆跑路",
    "讨薪时被打伤", "工资没发老板跑路了", "无良老板跑路", "钱没给就跑路", "劳动局说老板跑路了", "我们不得不集体上访", "工人工资未发，老板跑到外地去了", "民工遭开发商的人毒打",
]  # fmt: skip
# By what an officer would call it.
SEEN = [
    ("法定代表人手机已关机，工资没着落", "用人单位负责人失联"), ("包工头老周电话不接，短信也不回", "用人单位负责人失联"), ("项目部锁门了，没人了，工资还没给", "用人单位负责人失联"), ("承包商不知去向，工人工资没发", "用人单位负责人失联"), ("带班的跑脱了", "用人单位负责人失联"),
    ("仓库货物连夜装车外运，工资没发", "转移财产"), ("工厂的设备正在被老板转移", "转移财产"), ("门店半夜搬器材，教练工资没发", "转移财产"), ("把机器都搬空了，工人工资不管", "转移财产"),
    ("窑炉车间工人今晨停工", "停工罢工"), ("厨师和传菜员集体离岗", "停工罢工"), ("全体教师准备罢教", "停工罢工"),
    ("明天早上大家约好去堵厂门", "聚集堵门"), ("工人已将大门堵住", "聚集堵门"), ("我们今天就坐在售楼部门口等工钱", "聚集堵门"), ("木工四十多人举纸板一块讨要工资", "聚集堵门"), ("职工守在仓库门口不肯离开", "聚集堵门"), ("骑手聚在驿站讨要最后一周的款", "聚集堵门"),
    ("请尽快发工资，不要闹出群体性事件", "矛盾激化"), ("全厂职工群情激愤", "矛盾激化"), ("以免引发群体性事件，请尽快发工资", "矛盾激化"),
    ("全体职工打算下周到省里去上访", "上访"), ("再拖下去大家只能去省城群访", "上访"), ("如果不解决我们就要去上访", "上访"), ("工人扬言去政府门口讨工资", "上访"),
    ("讨薪未果，不如从楼上跳下去", "极端行为"), ("工人要爬塔吊讨薪", "极端行为"), ("被逼得走上绝路", "极端行为"),
    ("工友昏迷不醒还在抢救", "危及生命"), ("工友断腿没人管", "危及生命"), ("模板坍塌，两名工友受伤送医", "危及生命"), ("工友被压在下面", "危及生命"), ("尘肺晚期，濒临死亡", "危及生命"),
]  # fmt: skip
CALM = [
    "老板没有跑路", "我们不会上访", "我们没有堵门闹事", "禁止罢工", "咨询上访的程序", "停工留薪期工资怎么算", "避免群体性事件", "听说过有人跳楼",
    "没有聚集", "请问社保怎么办理", "公司停工放假", "不要拉横幅", "听说过老板失联",
    "并非跑路，老板在住院", "我们不会堵门", "没有去上访", "万一老板跑了怎么办", "担心老板跑路", "让群众少跑路", "工作人员消极怠工", "打人社局电话，工作人员联系不上", "那三年的集体上访",
    "抢救后脱离生命危险", "差点发生生命危险", "我母亲病重，却无钱治疗", "工人拼命工作一年", "工业聚集区的社保", "示范企业评选", "电话不接就再打", "健身房办了卡，老板跑路", "装修公司收了定金跑路了", "我供的货款没结，老板失联",
    "早高峰拥堵路段", "村干部聚众赌博", "劳动力转移培训资金",
]  # fmt: skip
# A letter that speaks of no work at all.
LENDERS = "我们是平台的出借人，平台停止兑付，实际控制人跑路，办公地点人去楼空，报案几个月没有进展，请为上千名受害人追回本金，冻结相关资产，依法查处这家公司，给我们一个交代，谢谢各位领导的关心和帮助，盼回复。"


@pytest.mark.parametrize("text", URGENT)
def test_it_sees_that_a_matter_is_about_to_escalate(text: str) -> None:
    assert signs(fold(text))


@pytest.mark.parametrize(("text", "sign"), SEEN)
def test_it_says_in_words_what_it_sees(text: str, sign: str) -> None:
    assert sign in {found for _, _, found in signs(fold(text))}


@pytest.mark.parametrize("text", CALM)
def test_it_is_not_alarmed_by_what_is_denied_feared_or_part_of_another_word(text: str) -> None:
    assert not signs(fold(text))


def test_it_leaves_absconding_lenders_to_others() -> None:
    assert not signs(LENDERS)
    assert signs(LENDERS + "公司还拖欠我们工人三个月工资，工人讨薪无门。")


def test_it_never_passes_over_a_life() -> None:
    assert [sign for _, _, sign in signs(LENDERS + "有人要跳楼。")] == ["极端行为"]


@given(st.text("没有不会去上访堵门老板跑路了跳楼，。工资", max_size=60))
def test_it_marks_only_what_stands_in_the_text(text: str) -> None:
    for start, end, sign in signs(text):
        assert 0 <= start < end <= len(text)
        assert sign
