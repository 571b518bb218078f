"""Disputes the courts pass on to union mediators before trial."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "诉前调解收件：{employer}与46名职工追索劳动报酬系列案，标的56.32万元，委派工会调解组"
        "织先行调解，调解期三十日。",
        "wages", trade="garment", story="spruce_garment", persons=46, amount=563_200,
        collective=True,
    ),
    Text(
        "原告诉称被违法解除，要求赔偿金；被告{employer}辩称客观情况发生重大变化。现双方同意由"
        "工会参与调解。",
        "contract", trade="software", story="software_layoff",
    ),
    Text(
        "职业病待遇纠纷诉前登记，原告主张接触苯系物十三年，被告否认岗位接触，建议先行鉴定。",
        "injury", trade="printing", story="benzene_print",
    ),
    Text(
        "劳务合同纠纷，九名原告主张外墙保温工费13.5万元，被告对面积计量不认可，拟现场复核。",
        "wages", trade="construction", story="insulation_crew", persons=9, amount=135_000,
    ),
    Text(
        "确认劳动关系之诉，原告快递员提供派件记录截图，网点否认用工管理，诉前调解未成，转立案。",
        "insurance", trade="express", story="courier_fracture",
    ),
    Text(
        "孕期调岗纠纷，一审前双方达成协议，恢复岗位并补差额，调解书已送达。",
        "contract", trade="hotel", story="pregnant_hotel",
    ),
    Text(
        "执行关联案：{employer}账户余额不足，58名职工已申请支付令，请工会协助告知分配方案。",
        "wages", trade="catering", story="hotpot_chain", persons=58, collective=True,
    ),
    Text(
        "工亡赔偿案，家属六人为原告，一次性工亡补助金标准无争议，供养亲属抚恤金人数有争议。",
        "injury", trade="construction",
    ),
    Text(
        "承揽与劳动关系竞合，原告油漆工主张24000元，微信语音承诺为主要证据，建议调解。",
        "wages", trade="decoration", amount=24_000,
    ),
    Text(
        "经纪合同纠纷，机构请求违约金20万元，主播抗辩实为劳动关系，法庭建议双方各让一步。",
        "contract", trade="streaming", story="mcn_split", amount=200_000,
    ),
    Text(
        "追索劳动报酬集团案，十二名教师，标的19.65万元，法定代表人下落不明，已公告送达。",
        "wages", trade="school", story="school_closed", persons=12, amount=196_500,
        collective=True,
    ),
    Text(
        "民间借贷误投诉调窗口，原告称“也算打工钱”，实为合伙出资，退回立案庭。",
        "other", union=False, labour=False,
    ),
    Text(
        "社会保险待遇损失赔偿，原告因单位未参保无法报销生育费用，调解方案为一次性补偿。",
        "insurance", trade="retail",
    ),
    Text(
        "提成纠纷，原告销售员主张15800元，被告以账户冻结为由未付，双方对数额无异议。",
        "wages", trade="machinery", story="commission_15800", amount=15_800,
    ),
    Text(
        "机动车事故与用工责任并案，平台、配送商、肇事方三被告，首次调解未到齐。",
        "injury", trade="rider",
    ),
    Text(
        "搬迁补偿系列案咨询，二十余名女工拟共同起诉，工会援助律师代写诉状。",
        "contract", trade="garment", story="garment_relocation_notice", persons=20,
        collective=True,
    ),
    Text(
        "运费与工资性质争议，原告货车司机请求16800元，被告称油卡已抵，质证后差距四千余元。",
        "wages", trade="transport", story="fuel_card", amount=16_800,
    ),
    Text(
        "保安系列案，十八人主张工龄连续计算，物业公司与保安公司互推，合并诉前调解。",
        "contract", trade="security", persons=18, collective=True,
    ),
    Text(
        "诉前保全申请：{employer}冷库存货查封，职工十七人追索15.3万元，已裁定准予。",
        "wages", trade="food", story="cold_store", persons=17, amount=153_000, collective=True,
    ),
    Text(
        "名誉权纠纷，原告诉公司在群内公示体重，请求道歉，被告当庭表示愿意道歉。",
        "other", trade="streaming", story="weigh_in",
    ),
    Text(
        "护工夜班费案，20名原告，标的4.7万元，护工公司认可部分，差额请工会核算。",
        "wages", trade="hospital", story="night_fee", persons=20, amount=47_000, collective=True,
    ),
    Text(
        "未签书面合同二倍工资之诉，原告护理员，被告称空白合同已由其本人取走，真伪待鉴定。",
        "contract", trade="care", story="carer_no_contract",
    ),
    Text(
        "业主诉物业服务合同，非劳动争议，窗口误收，退回。",
        "other", union=False, labour=False, trade="property",
    ),
    Text(
        "社会保险断缴系列咨询，二十六名保安拟诉返还被扣个人部分，法庭建议先由征收机构处理，工"
        "会协助释明。",
        "insurance", trade="security", persons=26, collective=True,
    ),
    Text(
        "工伤保险待遇纠纷，原告流水线工人主张停工留薪期工资差额，被告已付部分，双方只差护理天"
        "数。",
        "injury", trade="electronics",
    ),
)
