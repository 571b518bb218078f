import pytest

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.urgency import signs

URGENT = [
    "老板跑路了", "包工头失联", "工人准备罢工", "几百人堵门讨薪", "大家要去上访了", "再不发工资就跳楼", "工人拉横幅讨薪", "他想轻生", "老板找不到了",
    "正在转移财产", "工人在政府门口聚集", "受伤后无钱医治", "公司人去楼空", "否则我们只能集体上访", "要和老板同归于尽", "再不解决就不会不去堵门", "老闆跑路",
    "讨薪时被打伤",
]  # fmt: skip
CALM = [
    "老板没有跑路", "我们不会上访", "我们没有堵门闹事", "禁止罢工", "咨询上访的程序", "停工留薪期工资怎么算", "避免群体性事件", "听说过有人跳楼",
    "没有聚集", "请问社保怎么办理", "公司停工放假", "不要拉横幅", "听说过老板失联",
]  # fmt: skip


@pytest.mark.parametrize("text", URGENT)
def test_it_sees_that_a_matter_is_about_to_escalate(text: str) -> None:
    assert signs(fold(text))


@pytest.mark.parametrize("text", CALM)
def test_it_is_not_alarmed_by_what_is_denied_or_supposed(text: str) -> None:
    assert not signs(fold(text))
