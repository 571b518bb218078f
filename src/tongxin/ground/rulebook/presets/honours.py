"""What shuts an employer out of honours."""

from datetime import date

from tongxin.ground.rulebook.presets.preset import Preset

SOURCE = "http://crsrw.com/dianzishuiwu/104216.html"

PRESETS = (
    Preset(
        "honours-veto", "veto", "评先评优一票否决（厦门）", date(2020, 1, 1), "厦门市评选表彰规则（公开网页）", SOURCE,
        {
            "of": "honours",
            "conditions": [
                {"key": "wage_arrears", "words": "拖欠职工工资"},
                {"key": "insurance_arrears", "words": "欠缴社会保险费"},
                {"key": "no_union", "words": "未建立工会"},
                {"key": "no_congress", "words": "未建立职工代表大会制度"},
                {"key": "no_contract", "words": "未签订集体合同"},
                {"key": "accident", "words": "发生安全生产事故"},
            ],
            "ban_years": 3,
            "facts": ["企业负责人不超过 15%，一线职工不少于 60%，女职工不少于 20%", "两审三公示"],
            "missing": ["事故等级", "三年自何时起算", "生效日期"],
        },
        "厦门市", "外地规则，供本市参照；生效日未载，按示例方案的日期记。",
    ),
)  # fmt: skip
