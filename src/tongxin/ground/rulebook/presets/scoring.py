# ruff: noqa: E501  (a table of Chinese words, which count double)
"""What weighs how much in the employer index. Priors: where a source gives points they are its, the rest is 示例."""

from datetime import date
from typing import Any

from tongxin.ground.rulebook.presets.preset import Preset

CREDIT = "某市劳动保障守法诚信评分表（公开网页，http://f.tikuw.cn/f/item?id=1832415126423513）"
BAOAN = "深圳宝安2004年四级标准（公开网页，http://guc884.cn/news/content/1000766.html）"
LAYOFF = "《劳动合同法》第四十一条；分值为示例"
CRIME = "法释〔2013〕3号第三条，取幅度下限，浙江省执行的具体数额未查到；分值为示例"
GROUP = "《劳动争议调解仲裁法》第七条、《浙江省劳动人事争议调解仲裁条例》第四十条；分值为示例"
JIULONGPO = "重庆九龙坡劳动关系风险指标（拖欠工资、欠缴社保、员工纠纷，公开网页）；分值为示例"
OWN = "示例，无出处：须由本市确认"
POINTED = "；按反映计，不是认定的违法，借用其分值"
LONGGANG = "深圳龙岗2017年“123”计分（总分二十以上红、十至二十黄，https://sociology.ssap.com.cn/skwx_shx/LiteratureDetail.aspx?ID=521121）"


def _kind(
    key: str, name: str, words: str, points: float, half_life: int, clause: str, often: bool = False
) -> dict[str, Any]:
    row = {
        "key": key,
        "name": name,
        "words": words,
        "points": points,
        "half_life": half_life,
        "clause": clause,
    }
    return row | ({"often": True} if often else {})  # fmt: skip


KINDS = [
    _kind("matter_small", "一般事件", "不足五人或者不足两万元，或者人数金额不详", 5, 90, CREDIT + POINTED, True),
    _kind("matter_middle", "较大事件", "五人以上或者两万元以上", 8, 90, CREDIT + POINTED, True),
    _kind("matter_large", "重大事件", "十人以上或者五万元以上", 10, 120, CREDIT + POINTED),
    _kind("arrears_one", "欠薪满一个月", "拖欠劳动报酬一个月以上、不足两个月", 5, 60, BAOAN + "：黄；分值为示例"),
    _kind("arrears_two", "欠薪满两个月", "拖欠劳动报酬两个月以上", 10, 90, BAOAN + "：红；分值为示例"),
    _kind("collective", "集体争议", "劳动者一方十人以上并有共同请求", 5, 90, GROUP),
    _kind("repeated", "一月内多次反映", "同一事件三十天内三条以上线索", 5, 30, BAOAN + "：一月内三次以上有效投诉；分值为示例", True),
    _kind("layoff", "规模裁员", "裁减二十人以上，或者不足二十人但占职工总数百分之十以上", 8, 180, LAYOFF),
    _kind("crime_line", "欠薪达刑事数额", "一人三个月以上且五千元以上，或者十人以上且累计三万元以上", 15, 180, CRIME),
    _kind("insurance_arrears", "社会保险欠缴", "反映或者季报载明欠缴、少缴社会保险费", 5, 120, JIULONGPO),
    _kind("survey_hard", "季报经营困难", "样本企业季度监测的经营状况填“困难”", 3, 120, OWN),
    _kind("survey_stopped", "季报停产", "样本企业季度监测的经营状况填“停产”", 8, 120, OWN),
    _kind("survey_arrears", "季报拖欠工资", "样本企业季度监测填有拖欠工资的人数", 8, 120, OWN),
    _kind("ordered", "责令改正", "被责令改正（人社部门交换数据载明的）", 2, 365, CREDIT),
    _kind("decided", "行政处理决定", "被作出行政处理决定", 3, 365, CREDIT),
    _kind("fined_small", "罚款不足两万元", "被处罚款不足两万元或者数额不详", 5, 365, CREDIT),
    _kind("fined_middle", "罚款两万元以上", "被处罚款两万元以上、不足五万元", 8, 365, CREDIT),
    _kind("fined_large", "罚款五万元以上", "被处罚款五万元以上", 10, 365, CREDIT),
    _kind("arbitration_partly", "仲裁部分败诉", "仲裁或者判决部分支持劳动者", 3, 180, CREDIT),
    _kind("arbitration_lost", "仲裁败诉", "仲裁或者判决支持劳动者", 5, 180, CREDIT),
    _kind("negotiation_broken", "集体协商破裂", "工资集体协商中止或者期满未达成", 5, 180, OWN),
]  # fmt: skip

BODY: dict[str, Any] = {
    "items": KINDS,
    # Ten points are index 40, twenty are 80; nothing known is 10: 10 = 100·σ(ln 1/9), and ln 6 a ten points.
    "offset": -2.1972,
    "per_point": 0.17918,
    "lines": {"blue": 20, "yellow": 40, "orange": 60, "red": 80},
    "caps": {"incident": 20, "survey": 8},
    "hot": 1.5,
    "missing": [
        "工会或者人社部门公开的企业风险指数权重和半衰期",
        "龙岗“123”的指标权重",
        "书面审查不合格的数据来源",
    ],
}

PRESETS = (
    Preset(
        "employer-scoring", "other", "示例用人单位指数", date(2020, 1, 1),
        f"示例，权重为事先给定的先验，未用本市结果校准。分值取自{CREDIT}，红、黄两线取自{LONGGANG}，其余为示例", "平台示例", BODY, "平台示例",
        "得分是各类依据按半衰期衰减后的合计，指数是得分的逻辑变换，校准前不是概率。十分为40（黄线），二十分为80（红线）；蓝、橙两线为示例。"
        "同一事件、同一季报的各项合计不超过上限；标“按次”的各项，对职工多、反映素来多的单位按其应有的反映数折减。须由本市确认。",
    ),
)  # fmt: skip
