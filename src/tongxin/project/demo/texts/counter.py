"""Visitors' register of the service counters."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "来访三人，自称{short}后厨员工，带工资条照片及考勤截图，要求登记并咨询能否集体申请仲"
        "裁。已发集体申请文书样式，指定代表一名。",
        "wages", trade="catering", story="hotpot_chain", persons=3,
    ),
    Text(
        "来访人左手裹纱布，{short}木工，单位让其签“一次性私了协议”两万元，未签，要求看一下"
        "条款，已告知等级鉴定前不宜签。",
        "injury", trade="furniture", story="finger_20000",
    ),
    Text(
        "教练九人到访，代表陈述三个月工资未发，门店搬空，有会员拍摄视频。情绪激动但愿配合登记，"
        "已转属地街道。",
        "wages", trade="fitness", story="gym_runaway", persons=9, months=3,
    ),
    Text(
        "来访人护理员，反映五年未参保，自述单位曾让签弃保声明，无副本，已讲明声明无效。",
        "insurance", trade="care", months=60,
    ),
    Text(
        "来访人系{short}护理员，带来打卡本、工资微信转账记录，询问空白合同怎么证明劳动关系，"
        "已收集清单。",
        "contract", trade="care", story="carer_no_contract",
    ),
    Text(
        "来访人拿一张皱掉的记工本，自述欠两万一千四，雇主只知道外号“小胖”，手机号已停，建议"
        "先查项目名称。",
        "wages", trade="construction", amount=21_400,
    ),
    Text(
        "孕妇来访，由丈夫陪同，诉调岗后每月少两千余元，值夜班不适，已联系援助律师约谈。",
        "contract", trade="hotel", story="pregnant_hotel",
    ),
    Text(
        "来访人欲办工会卡，已引导至二楼服务台办理。",
        "other", union=False, labour=False,
    ),
    Text(
        "来访人六十有五，反映每月养老金比同事少，拿来几张存折，系缴费年限差异，已帮其拨通社保"
        "服务热线。",
        "insurance", union=False,
    ),
    Text(
        "教师一名，携银行流水，请求支付课时费19200元，称校长微信仍在线但不回复，已登记材料目"
        "录。",
        "wages", trade="school", story="school_closed", amount=19_200,
    ),
    Text(
        "挡车工代表两名，反映全车间计件单价下调约一成半，未经职工大会，要求工会派员协商，已约"
        "下周一。",
        "wages", trade="textile", story="piece_rate", collective=True,
    ),
    Text(
        "伤者家属五人来访，询问医疗费垫付，单位仅垫八万元，重症监护日费过万，要求见项目负责人，"
        "已协调当日会面。",
        "injury", trade="construction", story="formwork_fall", urgent=True,
    ),
    Text(
        "来访人要求返费六千元，提供劳务微信聊天，劳务公司地址不符，已告知可诉劳务与用工单位。",
        "wages", trade="electronics", story="rebate_6000", amount=6000,
    ),
    Text(
        "来访人出示手机中公司群通知，称已在协商解除书上签名但被扣掉年终奖，问是否可反悔，已提"
        "示证据保全。",
        "contract", trade="software", story="software_layoff",
    ),
    Text(
        "女工三名，厂里让每人按手印自愿不参保，工龄最短八年，来问能否补，已记录单位并约回访。",
        "insurance", trade="garment", persons=3,
    ),
    Text(
        "骑手一名，电瓶车被扣，站点扣押金500及末周款，口述不清，未提供合同，先留联系方式于内"
        "部登记。",
        "wages", trade="rider", amount=500,
    ),
    Text(
        "业主投诉保安态度恶劣，与劳动关系无关，已转物业公司处理。",
        "other", union=False, labour=False, trade="property",
    ),
    Text(
        "主播来访，保底底薪5000元未付，出示后台时长截图，公司以迟到两分钟归零，建议申请仲裁。",
        "wages", trade="streaming", amount=5000,
    ),
    Text(
        "绿化工十人到场，由一名班长发言，新公司合同空白处被要求先签名，已当面劝阻并致电新公司。",
        "contract", trade="gardening", story="gardeners_ten", persons=10, collective=True,
    ),
    Text(
        "骑手妻子来访，丈夫重症昏迷十二天，自述已借遍亲友，申请困难救助并咨询平台职业伤害保障，"
        "已启动临时救助流程。",
        "injury", trade="rider", story="rider_hit", urgent=True,
    ),
    Text(
        "保洁一名，四个月全勤奖及节日费4620元被扣，用手机打卡截图作证，单位称系统故障。",
        "wages", trade="property", story="property_clean", amount=4620, months=4,
    ),
    Text(
        "快递员拄拐来访，网点不承认用工，展示派件截图及群聊天，问工伤认定如何启动，已填援助申"
        "请。",
        "insurance", trade="express", story="courier_fracture",
    ),
    Text(
        "店员五人来访，店长离职带走合同，新老板要求重签、放弃工龄，均不愿签。",
        "contract", trade="retail", persons=5,
    ),
    Text(
        "老两口来访，儿子油漆工在外做活摔过腰，装修公司不给工钱也不给药费，数额说不清，两人轮"
        "流说了一个多小时。",
        "wages", trade="decoration",
    ),
    Text(
        "来访人右手压伤已愈合，三个月未做伤残鉴定，单位要其先返岗，已告知申请期限。",
        "injury", trade="machinery",
    ),
    Text(
        "前员工来访，称重罚款及群内公示，要求道歉，不要求赔钱，已记录并联系企业所在地工会。",
        "other", trade="streaming", story="weigh_in",
    ),
    Text(
        "冷库工来访两名，停产后工资未结，冷库存货每天在往外运，建议当日申请保全，已引导去仲裁"
        "窗口。",
        "wages", trade="food", story="cold_store", persons=2,
    ),
    Text(
        "保安一名，携旧工作证两张，前后公司名称不同，问“工龄已结清”签字是否有效，已解释。",
        "contract", trade="security",
    ),
    Text(
        "护工一名，晚班费被抽成，带来记账小本，字迹模糊，金额待重算。",
        "wages", trade="hospital", story="night_fee",
    ),
    Text(
        "服务员问公积金停缴三个月，房贷扣款失败，单位口头说年底补，已给公积金投诉途径。",
        "insurance", trade="hotel", months=3,
    ),
    Text(
        "司机二人，称运费押金合计31600元，车队说要扣超载罚款，拿来罚单一沓，时间对不上。",
        "wages", trade="transport", persons=2, amount=31_600,
    ),
    Text(
        "应届生由母亲陪同，签约后被告知岗位撤销，企业愿给三千元，要求提高，已约双方调解。",
        "contract", trade="school", season="graduates",
    ),
    Text(
        "来访人询问摆摊证办理，已告知街道便民中心。",
        "other", union=False, labour=False,
    ),
    Text(
        "哺乳期护士来访，夜班未停，已出具女职工特殊保护提示，请院工会协调。",
        "other", trade="hospital",
    ),
    Text(
        "老人来访，要求工会证明其七十年代当过学徒，用于工龄认定，原单位已撤，已引导查档案馆并"
        "代拨电话。",
        "insurance", union=False,
    ),
    Text(
        "来访人出示体检单，双耳高频听阈升高，细纱车间十一年，厂方拒绝出具接触史，已抄录材料并"
        "说明可由监管部门督促提供。",
        "injury", trade="textile",
    ),
    Text(
        "来访人称借钱给工友八千元，工友回老家不还，要工会扣其工资，已解释无此权限。",
        "other", union=False, labour=False,
    ),
    Text(
        "来访人六十二岁，印刷厂装订工，离职后6900元未结，厂方称他弄坏一批封面抵了，无书面扣款"
        "依据。边说边咳，已倒水安抚并登记。",
        "wages", trade="printing", amount=6900,
    ),
    Text(
        "产妇来访抱着婴儿，单位怀孕后减员，生育津贴落空，估算损失三万左右，自己也说不准，已约"
        "律师核算。",
        "insurance", trade="ecommerce",
    ),
    Text(
        "女职工六名来访，反映车间无更衣和冲淋处，换衣在货架后面，曾书面提过两次无回音。",
        "other", trade="machinery", persons=6,
    ),
    Text(
        "贵州来的小伙子，讲话很急，先说欠九千，后说老板给过两千，再说那两千是另一个工地的，登"
        "记九千待核。",
        "wages", trade="construction", season="spring", amount=9000,
    ),
    Text(
        "来访人询问居民养老与职工养老能否合并，年限如何折算，属政策咨询，已转社保窗口并电话确"
        "认有人接待。",
        "insurance", union=False,
    ),
    Text(
        "来访人技工，自述半年没领到整月工资，老板每次塞一两千现金，连欠七万二，自己记在台历背"
        "面，已逐页拍照留档。",
        "wages", trade="machinery", amount=72_000, months=6,
    ),
)
