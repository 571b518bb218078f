"""Remarks in the quarterly questionnaire of the sample enterprises."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "样本企业季度监测：{employer}，在岗120人，订单同比降三成，本季有一次工资延发九天，已"
        "补足，无劳动争议。",
        "wages", trade="garment",
    ),
    Text(
        "监测：{short}本季裁减35人，已支付经济补偿，程序经工会审议，用工预期下季稳定。",
        "contract", trade="electronics", story="layoff_35", persons=35, collective=True,
    ),
    Text(
        "监测：企业参保率八成，未参保18人均为新进短期工，企业自报年内补齐。",
        "insurance", trade="food", story="eighteen_packers", persons=18, collective=True,
    ),
    Text(
        "监测：项目类企业反映甲方付款节点后移，三季度人工成本占比上升，班组工资依靠垫付维持，"
        "列为黄色关注（企业自评）。",
        "wages", trade="construction",
    ),
    Text(
        "监测：加班时长月均五十一小时，超过约定，企业称旺季集中，拟调整班制。",
        "other", trade="textile",
    ),
    Text(
        "监测：本季工伤3起，均为手部伤，已申报，企业新增光栅两套。",
        "injury", trade="machinery",
    ),
    Text(
        "监测：教培企业教师流动率百分之三十八，续签率低，反映合同期限偏短。",
        "contract", trade="school",
    ),
    Text(
        "监测：酒店业工资支付延迟一次，涉及20人，原因为系统切换，非资金困难。",
        "wages", trade="hotel", persons=20, collective=True,
    ),
    Text(
        "监测：{employer}缴费基数与实发差额较大，企业填“下年度规范”，建议回访。",
        "insurance", trade="software",
    ),
    Text(
        "监测：配送商本季人均收入下降约一成，退单扣款规则投诉增多，企业自称无欠付。",
        "wages", trade="rider",
    ),
    Text(
        "监测：挂靠车辆六十台，劳动合同签订率不足一半，企业认为系行业惯例。",
        "contract", trade="transport",
    ),
    Text(
        "监测：{short}流动资金紧张，工资已拖两月，企业主自愿上报，正申请贷款。",
        "wages", trade="printing", months=2,
    ),
    Text(
        "监测：物业企业职工约200人，年休假平均安排率百分之六十四，工资集体协议今年到期待续。",
        "other", trade="property",
    ),
    Text(
        "监测：高温期停工共十一日，未发生中暑事件，配发防暑物品三批次。",
        "injury", trade="construction", season="summer",
    ),
    Text(
        "监测：直播机构提成结算周期由月改季，主播有意见，企业工会尚未建立。",
        "wages", trade="streaming",
    ),
    Text(
        "监测表备注：企业询问失业保险稳岗返还何时发放，属政策咨询，无职工诉求。",
        "insurance", union=False, trade="hotel",
    ),
    Text(
        "监测：家具企业拟外迁，60名职工，方案起草中，企业承诺经职代会讨论后公布。",
        "contract", trade="furniture", persons=60, collective=True,
    ),
    Text(
        "监测：电商旺季临时用工300人，工资表抽查十份均足额，少数加班时数未签字确认。",
        "wages", trade="ecommerce", season="yearend",
    ),
    Text(
        "监测表空白，仅写“一切正常”，请催报。",
        "other", union=False, labour=False,
    ),
    Text(
        "监测：网点参加单险种工伤保险比例四成，企业反映人员流动快、申报来不及。",
        "insurance", trade="express",
    ),
    Text(
        "监测：粉尘岗位离岗体检完成率仅三成，企业填写“员工自己不愿去”。",
        "injury", trade="furniture",
    ),
    Text(
        "监测表备注：询问阶段性降低失业保险费率是否延续，政策问题，无争议。",
        "insurance", union=False,
    ),
)
