"""Rows of the informants' weekly sheets."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "{employer}，服装加工，职工约46人，拖欠三个月工资合计约56万元，老板称清库存后支付，已"
        "上门一次，未见到人。",
        "wages", trade="garment", story="spruce_garment", persons=46, amount=560_000, months=3,
        collective=True,
    ),
    Text(
        "{street}{site}项目，木工42人围堵大门，事由为工程款与工资混算，总包已到场，街道总工会、"
        "劳监、派出所联合处置中。",
        "wages", trade="construction", story="site_lockout", persons=42, collective=True,
        urgent=True,
    ),
    Text(
        "{short}{district}三家店同日歇业，涉及员工60人左右，店内设备被供货商搬走部分。已登记"
        "员工名单。",
        "wages", trade="catering", story="hotpot_chain", persons=60, collective=True,
    ),
    Text(
        "{employer}因订单下滑拟裁员35人，已向工会说明情况但方案未经职代会讨论，提示其履行程序。",
        "contract", trade="electronics", story="layoff_35", persons=35, collective=True,
    ),
    Text(
        "走访发现{short}18名包装工未参保，企业称均为“短期工”，实际最长已做三年。",
        "insurance", trade="food", story="eighteen_packers", persons=18, collective=True,
    ),
    Text(
        "本周冲床伤人1起，伤者左手中指，已送医，企业三十日内申报时限已提醒。",
        "injury", trade="machinery",
    ),
    Text(
        "{employer}秩序、保洁人员31人，年终一月薪未到位，有串联迹象，已约谈项目经理，承诺腊月"
        "二十五前付。",
        "wages", trade="property", story="property_banner", season="spring", persons=31,
        months=1, collective=True,
    ),
    Text(
        "{short}停课，课时费未付，教师12人，家长同时在维权，两类矛盾叠加，建议区里牵头。",
        "wages", trade="school", story="school_closed", persons=12, collective=True,
    ),
    Text(
        "高温期间检查，{short}缝制车间温度计显示36.5度，未设休息点，已口头要求整改并发放防暑"
        "药品。",
        "other", trade="garment", story="heat_workshop", season="summer",
    ),
    Text(
        "快递网点易主，新旧承包人就旧账互推，7月派费无人支付，涉及派件员十来人，名单在核。",
        "wages", trade="express", story="express_transfer", persons=10, collective=True,
    ),
    Text(
        "{employer}厂房列入征迁范围，拟整体迁往外市，80余名职工去留未定，企业未公布方案，职工"
        "中有议论。",
        "contract", trade="textile", story="factory_move", persons=80, collective=True,
    ),
    Text(
        "站点配送员反映雨天补贴扣发，系站点理解有误，已由配送商补发，自行化解。",
        "wages", trade="rider",
    ),
    Text(
        "{site}模板坍塌，2人受伤，1人重伤在ICU，家属已到杭，情绪尚稳，已派法援律师对接。",
        "injury", trade="construction", story="formwork_fall", persons=2, urgent=True,
    ),
    Text(
        "{employer}按最低基数参保，25名研发人员联名向企业工会反映，企业答复下年度调整。",
        "insurance", trade="software", persons=25, collective=True,
    ),
    Text(
        "{employer}欠薪五个月，约百人，微信群内有人提议堵路，已第一时间上报，街道正与企业主商"
        "谈。",
        "wages", trade="machinery", story="road_block", persons=100, months=5, collective=True,
        urgent=True,
    ),
    Text(
        "门店转让，收银员、理货员要求先结清工龄补偿再签新合同，双方僵持，本周已调解一次未果。",
        "contract", trade="retail",
    ),
    Text(
        "酒店前台、客房共20名员工上月工资延迟12日发放，现已补发，继续关注。",
        "wages", trade="hotel", persons=20, collective=True,
    ),
    Text(
        "商户与物业因停车费发生口角，非劳资纠纷，仅备案。",
        "other", union=False, labour=False, trade="property",
    ),
    Text(
        "装修公司以房抵款未谈成，6名瓦工工资7.2万元悬而未决，包工头本周失联后又出现。",
        "wages", trade="decoration", persons=6, amount=72_000,
    ),
    Text(
        "直播基地一机构主播集体要求解约，称分成不透明，机构主张违约金，现有9人到工会咨询。",
        "contract", trade="streaming", persons=9,
    ),
    Text(
        "保洁公司中标价偏低，9名55岁以上女工无保险，企业称商业意外险代替，已告知不能替代。",
        "insurance", trade="cleaning", persons=9,
    ),
    Text(
        "春节前排查，{site}项目瓦工班组28人有约94万元未结，总包称春节前打入专户，列入重点盯防。",
        "wages", trade="construction", season="spring", persons=28, amount=940_000,
        collective=True,
    ),
    Text(
        "医院护理单元排班过密，连续夜班4个以上，护士通过职工信箱反映，已转院工会。",
        "other", trade="hospital",
    ),
    Text(
        "仓库临时工日结改周结，有人不适应吵闹，实为通知不到位，已解释，无欠薪。",
        "wages", trade="ecommerce",
    ),
    Text(
        "裁板工粉尘肺部不适，企业未安排离岗体检，建议区职防科介入。",
        "injury", trade="furniture",
    ),
    Text(
        "零星反映{short}工资晚发，老板娘住院，家属答应月底补，员工表示理解。",
        "wages", trade="garment",
    ),
    Text(
        "暑期签了十五名应届毕业生，开班不足，通知“推迟入职”，无补偿，学生在群里讨论。",
        "contract", trade="school", season="graduates", persons=15, collective=True,
    ),
    Text(
        "挂靠司机要求车队缴社保，车队认为系合作关系，争议性质待劳动仲裁认定。",
        "insurance", trade="transport",
    ),
    Text(
        "{employer}停产半个月，17名职工被欠15.3万元，冷库内尚有存货，已建议申请财产保全。",
        "wages", trade="food", story="cold_store", persons=17, amount=153_000, collective=True,
    ),
    Text(
        "居民反映小作坊噪声，已转城管，无劳动关系内容。",
        "other", union=False, labour=False,
    ),
    Text(
        "养老机构护理员8名两个月绩效未发，机构称补贴未到账，查看后属实，正在协商分期。",
        "wages", trade="care", story="carers_bonus", persons=8, months=2,
    ),
    Text(
        "{short}搬迁通知张贴在食堂，写明三日内报名，逾期视为自动离职，已指出违法之处，厂方撕"
        "下重拟。",
        "contract", trade="garment", story="garment_relocation_notice",
    ),
    Text(
        "保安公司换标，22人工资由甲方代付，已于周五到账，风险解除。",
        "wages", trade="security", persons=22, collective=True,
    ),
    Text(
        "骑手倒在路边送医后去世，疑似过劳，家属在站点门口，有围观，街道、派出所、工会均已到场"
        "安抚。",
        "injury", trade="rider", urgent=True,
    ),
    Text(
        "零工在市场口等活，5人称上月在{district}某别墅干活没拿到钱，说不清雇主姓名，只有门牌，"
        "继续查。",
        "wages", trade="construction", persons=5,
    ),
    Text(
        "电子厂加班费计算基数争议，涉约一百五十人，企业已书面回复，协商小组本周四第一次会议。",
        "wages", trade="electronics", persons=150, collective=True,
    ),
    Text(
        "社保缴费基数申报提示已送达，{short}仍有30余人未参保，年内第二次登记。",
        "insurance", trade="garment", persons=30, collective=True,
    ),
    Text(
        "养护合同到期，10名绿化工被要求与新公司从头签约并放弃工龄，联合工会已介入。",
        "contract", trade="gardening", story="gardeners_ten", persons=10, collective=True,
    ),
    Text(
        "一车间消防通道堆料、应急灯不亮，职工代表提出，已列隐患清单，限期整改。",
        "other", trade="machinery",
    ),
    Text(
        "印刷厂拆机器准备运走，13名员工工资8.8万元没结，老板娘称只是检修，已拍照上报。",
        "wages", trade="printing", persons=13, amount=88_000, collective=True,
    ),
    Text(
        "酒店年底统一解除二十多名长期工、次日由劳务公司重签，有规避之嫌，已提请区总研判。",
        "contract", trade="hotel", season="yearend", persons=20, collective=True,
    ),
    Text(
        "老工人反映早年集体企业工龄档案缺失、养老金核低，已指引到社保服务窗口查档。",
        "insurance", union=False,
    ),
    Text(
        "站点关停，40余名骑手聚在驿站讨要最后一周款项，平台称下周三前结，已设临时接待点。",
        "wages", trade="rider", story="station_closed", persons=40, collective=True, urgent=True,
    ),
    Text(
        "直播公司14名运营、场控未参保，公司按“合作人员”列支，与社保窗口核实无缴费记录。",
        "insurance", trade="streaming", persons=14, collective=True,
    ),
    Text(
        "{employer}，软件，27人两个月工资约83万元未发，创始人称等股权款，办公区月底退租，已建"
        "议职工留存考勤。",
        "wages", trade="software", persons=27, amount=830_000, months=2, collective=True,
    ),
    Text(
        "打包线女工被美工刀划伤手腕，缝合七针，企业以“自己的刀”为由不申报，已告知企业义务。",
        "injury", trade="ecommerce",
    ),
    Text(
        "幼儿园门口接送秩序差，家长投诉，转社区，无劳动关系。",
        "other", union=False, labour=False,
    ),
    Text(
        "村口自建房，9名泥工工钱11.7万元，房主与包工头对工程质量各说各话，工人等钱回家。",
        "wages", trade="construction", season="spring", persons=9, amount=117_000,
    ),
    Text(
        "灵活就业人员问缴费基数调整，政策咨询，已给办事指南，不计入争议。",
        "insurance", union=False,
    ),
    Text(
        "年末旺季分拣员连班，夜里轮休室改成堆货区，已要求腾出。",
        "other", trade="express", season="yearend",
    ),
    Text(
        "{employer}，织造，19人两个月约23万元，企业主拿布匹担保，职工不认，已请街道司法所参加"
        "下周一协商。",
        "wages", trade="textile", season="spring", persons=19, amount=230_000, months=2,
        collective=True,
    ),
    Text(
        "两家沿街商户因货款争执推搡，派出所已处理，非劳资。",
        "other", union=False, labour=False,
    ),
    Text(
        "{short}换法人，老员工怕工龄不算，新老板口头答应承继，建议写进合同。",
        "contract", trade="food",
    ),
)
