"""The five categories against the six classes of the mediation and arbitration law."""

from datetime import date

from tongxin.ground.rulebook.presets.preset import Preset

CLASSES = {
    "1": "因确认劳动关系发生的争议",
    "2": "因订立、履行、变更、解除和终止劳动合同发生的争议",
    "3": "因除名、辞退和辞职、离职发生的争议",
    "4": "因工作时间、休息休假、社会保险、福利、培训以及劳动保护发生的争议",
    "5": "因劳动报酬、工伤医疗费、经济补偿或者赔偿金等发生的争议",
    "6": "法律、法规规定的其他劳动争议",
}
MAP = {
    "wages": {"label": "劳动报酬", "classes": [5], "words": "劳动报酬"},
    "injury": {"label": "工伤待遇", "classes": [5, 4], "words": "工伤医疗费归第五类，劳动保护归第四类"},
    "insurance": {"label": "社会保险", "classes": [4], "words": "社会保险"},
    "contract": {
        "label": "合同纠纷",
        "classes": [1, 2, 3, 5],
        "words": "确认劳动关系、合同、离职；经济补偿和赔偿金归第五类",
    },
    "other": {"label": "其他", "classes": [4, 6], "words": "工作时间、休息休假、福利、培训及其他"},
}

PRESETS = (
    Preset(
        "category-map", "categories", "五类事件与法定六类争议对照", date(2008, 5, 1),
        "六类：《劳动争议调解仲裁法》第二条；对照关系为平台整理，非法律规定", "劳动争议调解仲裁法",
        {"classes": CLASSES, "map": MAP}, "全国人民代表大会常务委员会（六类）",
        "杭州公开材料称“五类”而只列出四类，第五类按“其他”处理。一个类别可对应几类争议，统计时以案由为准。",
    ),
)  # fmt: skip
