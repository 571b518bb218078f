# ruff: noqa: E501  (a table of Chinese words, which count double)
"""Published warning tables of other places, for reference when a city writes its own. Not executable."""

from datetime import date
from typing import Any

from tongxin.ground.rulebook.presets.preset import Preset

ABSENT = "原文未载"


def _level(name: str, *words: str, limit: str = ABSENT) -> dict[str, Any]:
    return {"name": name, "words": list(words) or [ABSENT], "limit": limit}


def _plan(number: int, place: str, year: int, source: str, levels: list[dict], *, missing: tuple[str, ...] = (),
          facts: tuple[str, ...] = (), by: str = "", note: str = "") -> Preset:  # fmt: skip
    body: dict[str, Any] = {"reference": levels}
    if facts:
        body["facts"] = list(facts)
    if missing:
        body["missing"] = list(missing)
    words = (
        f"公开网页（{year}年），平台只读到网页所载部分"
        if year
        else "公开网页，平台只读到网页所载部分；年份原文未载"
    )
    dated = "生效日只知年份，按当年一月一日记。" if year else "生效日未载，按示例方案的日期记。"
    return Preset(f"plan-p{number}", "alert_profile", place, date(year or 2020, 1, 1), words, source, body, by,
                  f"仅供参照，不能启用。{dated}{note}")  # fmt: skip


PRESETS = (
    _plan(
        1, "深圳宝安四级分类（2004）", 2004, "http://guc884.cn/news/content/1000766.html",
        [
            _level("红", "拖欠工资超过两个月", "一个月内有效投诉举报三起以上", "违法加班每日超过三小时"),
            _level("黄", "拖欠工资超过一个月", "工资低于最低工资标准"),
            _level("蓝", "一般劳动争议"),
            _level("绿", "劳动关系和谐"),
        ],
        facts=("首次排查：红 141 家、蓝 1,117 家，红 99 家已解除",), missing=("各级处置时限",), by="深圳市宝安区",
        note="四级为红、黄、蓝、绿，绿为正常，没有橙。",
    ),
    _plan(
        2, "江苏宝应三色预警（2019）", 2019, "http://baoying.gov.cn/html/1318/2019-11-19/content-10071.html",
        [_level("红", "拖欠工资超过两个月"), _level("橙", "拖欠工资一至两个月"), _level("黄", "拖欠工资一个月以内")],
        facts=("当年一至十月：44、32、39 家，化解 97 家，涉及 4,182 人、4,017 万元",), missing=("各级处置时限",),
        by="宝应县",
    ),
    _plan(
        3, "深圳龙岗“123”评分（2017）", 2017,
        "https://sociology.ssap.com.cn/skwx_shx/LiteratureDetail.aspx?ID=521121",
        [_level("三级（红）", "指标得分高于 20"), _level("二级（黄）", "指标得分 10 至 20"), _level("一级（绿）", "指标得分低于 10")],
        missing=("各指标及其权重", "各级处置时限"), by="深圳市龙岗区",
    ),
    _plan(
        4, "安庆建设领域欠薪预警（2008）", 2008, "http://m.itucd.com/newsinfo_301_6850.html",
        [
            _level("红", "第二次黄色预警，或拒不执行整改指令；媒体通报", limit="10 日内提出清偿计划，每 5 日报告一次"),
            _level("黄", "拖欠十人以上工资，5 日内未改正；列入监控", limit="5 日"),
        ],
        by="安庆市", note="只适用于建设领域。清偿计划和报告的期限网页未分级写明，此处记在红级。",
    ),
    _plan(
        5, "安庆综合评分预警（2013）", 2013, "http://aq365.com/html/201305/15/40292.html",
        [
            _level("红", "综合得分划为红色；连续两次红色的联合执法"),
            _level("黄", "综合得分划为黄色；每月报送工资发放情况"),
            _level("绿", "综合得分划为绿色"),
        ],
        facts=("评分项：欠薪数额、实名制、劳动合同、考勤、工资发放、保证金", "每两个月检查一次"),
        missing=("各级分数线", "各项分值"), by="安庆市",
    ),
    _plan(
        6, "宁波海曙分级预警（2015）", 2015,
        "http://daily.cnnb.com.cn/nbrb/html/2015-12/24/content_921941.htm?div=-1",
        [_level("红"), _level("橙"), _level("黄")],
        facts=("用人单位分 A、B、C、D 四等，红、橙、黄自动触发", "十人以上为群体性",
               "数据：企业基础、社会保险、国税地税，另有水电、公安、法院、教育"),
        missing=("各级触发条件", "各级处置时限"), by="宁波市海曙区",
    ),
    _plan(
        7, "宜昌夷陵三级预警（2021）", 2021, "http://yc.cnhubei.com/content/2021-11/29/content_14282829.html",
        [_level("红（A）", "风险高"), _level("橙（B）", "风险较大"), _level("黄（C）", "风险一般")],
        facts=("缺少维权公示牌等情形触发", "31 个项目发出 157 份通知"), missing=("各级的数量标准", "各级处置时限"),
        by="宜昌市夷陵区",
    ),
    _plan(
        8, "旧市级群体性事件四级预案", 0, "http://fsou.com/html/text/lar/172843/17284385_3.html",
        [
            _level("Ⅰ级", "参与人数 3,000 人以上", "敏感场所 200 人以上", "伤亡 30 人以上或死亡 10 人以上"),
            _level("Ⅱ级", "参与人数 1,000 至 3,000 人", "敏感场所 100 至 200 人", "跨地区串联"),
            _level("Ⅲ级"),
            _level("Ⅳ级"),
        ],
        facts=("另一区级预案以 5,000 人以上为Ⅰ级：https://m.wnwk.com/doc/1999524.html",),
        missing=("Ⅱ级其余情形", "Ⅲ级、Ⅳ级标准（网页截断）", "制定单位和年份"),
    ),
    _plan(
        9, "上海长宁群体性事件预案（2022）", 2022,
        "https://shanghai.gov.cn/ldjy-gqwj5/20240617/998ba521d0be4e798c4d0ff0e00dfe1e.html",
        [_level("适用范围", "十人以上、并有升级可能的群体性事件（单位内、公共场所聚集等）")],
        missing=("分级标准", "各级处置时限"), by="上海市长宁区",
    ),
    _plan(
        10, "温州洞头三级预案（2022）", 2022, "http://www.dongtou.gov.cn/art/2022/12/1/art_1229691270_2017957.html",
        [_level("特大"), _level("重大"), _level("一般")],
        facts=("章节：监测、报告、分析研判、预警、先期处置",), missing=("各级的数量标准", "各级处置时限"),
        by="温州市洞头区",
    ),
)  # fmt: skip
