"""Monthly exchange with labour inspection and arbitration: entries of a register."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "立案。被投诉单位：{employer}。事由：拖欠46名职工3个月工资56.32万元。处理阶段：已送达"
        "限期改正指令书，期限届满未改正，拟作出处理决定。",
        "wages", trade="garment", story="spruce_garment", persons=46, amount=563_200, months=3,
        collective=True,
    ),
    Text(
        "立案。被投诉主体：{site}项目施工总承包单位及劳务分包单位。涉及人数42人，金额61.8万元。"
        "处理阶段：约谈总包，启用工资保证金。",
        "wages", trade="construction", story="site_lockout", persons=42, amount=618_000,
        collective=True,
    ),
    Text(
        "受理。申请人与{employer}工伤保险待遇纠纷，伤残等级玖级，双方对停工留薪期长短有争议，"
        "排期开庭。",
        "injury", trade="machinery",
    ),
    Text(
        "仲裁受理。申请人主张违法解除赔偿金及年终奖，被申请人{employer}，案由：解除劳动合同争"
        "议，未调解。",
        "contract", trade="software", story="software_layoff",
    ),
    Text(
        "检查案件。{short}未依法为6名劳动者办理社会保险登记，已责令限期改正，企业提交补缴计划。",
        "insurance", trade="retail", persons=6,
    ),
    Text(
        "登记。{employer}三店停业，员工58人，欠薪40.2万元，公司账户已冻结，正与物业核对押金可"
        "用额。",
        "wages", trade="catering", story="hotpot_chain", persons=58, amount=402_000,
        collective=True,
    ),
    Text(
        "仲裁受理。主播追索劳动报酬28000元，被申请人主张为经纪合作关系并提起反请求，合并审理。",
        "wages", trade="streaming", story="mcn_split", amount=28_000,
    ),
    Text(
        "仲裁结案。酒店对怀孕职工调岗降薪一案，裁决恢复原岗位，被申请人未起诉，已生效。",
        "contract", trade="hotel", story="pregnant_hotel",
    ),
    Text(
        "举报。工地外架坠落死亡1人，用人单位未在规定时限内报告，移送应急管理部门处理，人社同"
        "步跟进工亡待遇。",
        "injury", trade="construction", persons=1,
    ),
    Text(
        "立案。{employer}拖欠12名教师课时费19.65万元，校长失联后由会计到场，表示无可执行资产。",
        "wages", trade="school", story="school_closed", persons=12, amount=196_500,
        collective=True,
    ),
    Text(
        "检查案件。对{short}未参保18人下达改正指令，已补缴12人，剩余6人因离职待核。",
        "insurance", trade="food", story="eighteen_packers", persons=18, collective=True,
    ),
    Text(
        "投诉撤回。投诉人与{employer}就加班费自行达成一致，书面申请撤诉，按撤回处理。",
        "wages", trade="electronics",
    ),
    Text(
        "仲裁受理。门店转让引发4人经济补偿争议，原用人单位与受让单位均列为被申请人。",
        "contract", trade="retail", persons=4,
    ),
    Text(
        "举报核查。{short}以规章制度对劳动者罚款，责令改正并退还已扣款项，涉及产线若干班组。",
        "other", trade="electronics", story="toilet_break",
    ),
    Text(
        "立案。快递网点承包经营变更后拖欠12名派件员劳动报酬，认定原承包人与品牌加盟商之责任，"
        "正在调取合同。",
        "wages", trade="express", story="express_transfer", persons=12, collective=True,
    ),
    Text(
        "立案转结案。{employer}支付31人年终月薪21.4万元，已全部到账，结案。",
        "wages", trade="property", story="property_banner", season="spring", persons=31,
        amount=214_000, collective=True,
    ),
    Text(
        "职业病诊断前置争议。劳动者与{employer}就接触史存在分歧，已责令用人单位提供职业史资料。",
        "injury", trade="printing", story="benzene_print",
    ),
    Text(
        "立案。装修公司欠付瓦工1人劳务报酬1.35万元，双方系承揽或劳动关系待查，转调解组织先行"
        "调处。",
        "wages", trade="decoration", story="tiler_13500", persons=1, amount=13_500,
    ),
    Text(
        "仲裁不予受理。挂靠司机要求确认劳动关系，证据不足，已书面告知可向人民法院起诉。",
        "contract", trade="transport",
    ),
    Text(
        "检查案件。{short}未为项目参加工伤保险即开工，责令补办，补缴费用由总包承担。",
        "insurance", trade="construction",
    ),
    Text(
        "重大。{employer}拖欠98人5个月工资148.6万元，职工曾上路聚集，企业法定代表人现已到案配"
        "合，欠薪入罪线索移送公安。",
        "wages", trade="machinery", story="road_block", persons=98, amount=1_486_000, months=5,
        collective=True, urgent=True,
    ),
    Text(
        "调解成功。酒店客房部7人欠薪6.8万元，约定三期付清，首期已付。",
        "wages", trade="hotel", persons=7, amount=68_000,
    ),
    Text(
        "仲裁受理。机构以违约金280000元反诉主播，主播请求确认劳动关系并支付未签书面合同二倍工"
        "资。",
        "contract", trade="streaming", amount=280_000,
    ),
    Text(
        "仲裁裁决。木工手指缺失一案，裁决支付一次性伤残就业补助金等，单位逾期未履行，当事人已"
        "申请执行。",
        "injury", trade="furniture",
    ),
    Text(
        "投诉。{short}计件单价公示不全，21名职工有异议，核算差额11.2万元，企业同意补发。",
        "wages", trade="garment", persons=21, amount=112_000, collective=True,
    ),
    Text(
        "投诉。{employer}按低于实际工资申报缴费基数，移交社会保险费征收机构稽核。",
        "insurance", trade="software",
    ),
    Text(
        "调解结案。护理员8人绩效3.6万元，已支付，双方无其他争议。",
        "wages", trade="care", story="carers_bonus", persons=8, amount=36_000,
    ),
    Text(
        "备案审查。企业裁减人员35人报告，程序瑕疵：未提前三十日向工会说明情况，退回补正。",
        "contract", trade="electronics", story="layoff_35", persons=35, collective=True,
    ),
    Text(
        "立案。施工班组16人被欠24.8万元，带班人失联，已责令总包先行垫付，年前兑现。",
        "wages", trade="construction", season="spring", persons=16, amount=248_000,
        collective=True,
    ),
    Text(
        "来件登记错误：内容为民间借贷纠纷，退回信访部门。",
        "other", union=False, labour=False,
    ),
    Text(
        "举报件。配送站点关停，41名骑手末周款项未结，平台承诺三日内拨付，跟踪中。",
        "wages", trade="rider", story="station_closed", persons=41, collective=True,
    ),
    Text(
        "仲裁裁决。合同制护士主张未休年休假工资，裁决部分支持，三年合计按日工资三倍差额计。",
        "contract", trade="hospital",
    ),
    Text(
        "仲裁受理。骑手与配送商劳动关系确认，案外有商业保险赔付，开庭延期一次。",
        "injury", trade="rider",
    ),
    Text(
        "调解未果。{short}以实物抵付工资3.3万元，责令以货币支付，企业申请延期，未准。",
        "wages", trade="furniture", story="sofa_wages", amount=33_000,
    ),
    Text(
        "稽核移交。{employer}15名职工应缴未缴社会保险费核定18.7万元，企业对基数有异议，已发核"
        "定告知书。",
        "insurance", trade="hotel", persons=15, amount=187_000, collective=True,
    ),
    Text(
        "受理。两名冷库作业人员氨中毒后停工留薪期待遇争议，单位已申报工伤，争议在护理费。",
        "injury", trade="food", persons=2,
    ),
    Text(
        "快立快结。装饰公司拖欠班组10人12.6万元，岁末专班协调，当日支付完毕，双方签字。",
        "wages", trade="decoration", season="spring", persons=10, amount=126_000,
        collective=True,
    ),
    Text(
        "来件转出。当事人要求调整养老金计发基数，属社会保险行政争议，移送社保经办机构。",
        "insurance", union=False,
    ),
    Text(
        "仲裁受理。物业项目退场，13名秩序维护员主张经济补偿，双方对工作年限起算点陈述不一。",
        "contract", trade="property", persons=13, collective=True,
    ),
)
