"""Minutes an operator of the hotline wrote down, in the third person."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "市民来电反映：其与同乡共7人于今年3月至5月在{district}{site}从事木工作业，分包队长承"
        "诺按月结算，现尚欠8.6万元未付，多次催讨，对方以总包未拨款为由推诿。诉求：尽快支付。",
        "wages", trade="construction", persons=7, amount=86_000,
    ),
    Text(
        "来电人称在{street}{short}任传菜员，上月18日离职，店方称须找到接替者方可结清，余款6200"
        "元至今未付，来电人情绪较激动。",
        "wages", trade="catering", amount=6200,
    ),
    Text(
        "来电人反映其丈夫在{employer}操作折弯机时右手掌骨折，单位已垫付医药费但拒绝提交工伤认"
        "定申请，来电人询问家属能否自行申请及时限。",
        "injury", trade="machinery",
    ),
    Text(
        "来电人反映{employer}自其入职起未缴纳社会保险，以现金形式每月发放“社保补贴”400元，"
        "现来电人要求补缴，单位称补贴须全额退回。",
        "insurance", trade="retail",
    ),
    Text(
        "来电人系{short}前台领班，称单位以其拒绝调往外地门店为由发出解除通知书，未支付补偿。"
        "来电人认为调岗不合理，咨询仲裁流程。",
        "contract", trade="hotel",
    ),
    Text(
        "来电人反映{employer}拖欠车间职工工资两个月以上，厂内机器疑有转移迹象，希望工会及监察"
        "部门到场核实。来电人要求对身份保密。",
        "wages", trade="garment", story="spruce_garment", months=2, collective=True,
    ),
    Text(
        "市民反映其为快递网点派件员，网点擅自将派费下调且以“罚款”名义扣除客诉金额，每月扣款"
        "在六百至一千元不等，要求核查。",
        "wages", trade="express",
    ),
    Text(
        "来电人称单位每周安排工作六天半、每日十一小时，请事假须提前七天审批，已有同事因此累倒，"
        "诉求规范工时。",
        "other", trade="electronics",
    ),
    Text(
        "来电人代表11名授课教师反映，{employer}自停课后未发课时费，校区负责人称等待投资人注资，"
        "教师已自行建群统计。",
        "wages", trade="school", story="school_closed", persons=11, collective=True,
    ),
    Text(
        "来电人反映其父在{short}从事保安工作，单位因其已满六十周岁不办理任何保险，近日值夜班"
        "时摔伤，咨询如何处理。",
        "insurance", trade="property",
    ),
    Text(
        "来电人反映为{employer}承接的店铺做水电改造，劳务费2.74万元，对方仅出具微信语音承诺，"
        "无书面合同，来电人在外地不便到场。",
        "wages", trade="decoration", amount=27_400,
    ),
    Text(
        "来电人称所在公司以“优化组织结构”为由单方停其系统权限并要求在家待岗，待岗期间按最低"
        "工资发放，时限未定，来电人咨询是否合法。",
        "contract", trade="software",
    ),
    Text(
        "来电人反映其弟为众包骑手，配送途中与机动车相撞致小腿骨折，平台、配送商、站点三方相互"
        "推诿，保险理赔仅覆盖部分费用。",
        "injury", trade="rider",
    ),
    Text(
        "来电人为环卫作业人员，代14名同事反映承包单位更换后原单位拖欠最后一个月工资，新单位称"
        "仅承接合同生效后的费用。",
        "wages", trade="cleaning", persons=14, collective=True,
    ),
    Text(
        "来电人反映居住小区地下车库渗水严重，物业长期不修。已告知本专席受理劳动关系类诉求，转"
        "请12345办理。",
        "other", union=False, labour=False,
    ),
    Text(
        "来电人自称主播，签订“经纪合约”，合约约定保底5000元但附加直播时长条件，称后台时长被"
        "人为核减，咨询是否属劳动关系。",
        "wages", trade="streaming",
    ),
    Text(
        "来电人反映{short}厂房即将拆迁，单位未告知职工去向，仅口头表示“愿意跟的跟、不跟的散”，"
        "职工担心补偿无着。",
        "contract", trade="garment",
    ),
    Text(
        "来电人称已离职四个月，{employer}尚欠其工资及销售提成1.58万元，单位财务承认但表示账户"
        "被冻结。",
        "wages", trade="machinery", story="commission_15800", amount=15_800,
    ),
    Text(
        "来电人咨询其在外省缴纳的养老保险能否转移至杭州，已累计缴费九年，担心退休时算不足年限。",
        "insurance", union=False, trade="construction",
    ),
    Text(
        "来电人反映所在车间午后室温超过三十五度仍正常赶货，无清凉饮料，亦未见高温津贴发放，要"
        "求检查。",
        "other", trade="garment", story="heat_workshop", season="summer",
    ),
    Text(
        "货车司机来电：与车队口头约定月薪一万一，三个月仅收到两次“借支”，车队要求其先报销罚"
        "单才结账，来电人称罚单因超载系车队安排。",
        "wages", trade="transport", months=3,
    ),
    Text(
        "来电人称{district}一在建项目今日上午模板坍塌，两名工友受伤送医，其中一人昏迷，班组长"
        "要求在场人员不得外传。来电人拒绝透露姓名。",
        "injury", trade="construction", story="formwork_fall", persons=2, urgent=True,
    ),
    Text(
        "来电人反映{short}客房部两个月未发工资，本人合计10400元，酒店仍在营业并对外收取押金。",
        "wages", trade="hotel", amount=10_400, months=2,
    ),
    Text(
        "来电人系养老机构护理员，称入职五年仅签过一份空白合同且本人未持有，现机构称其为“劳务"
        "关系”，咨询如何举证。",
        "contract", trade="care", story="carer_no_contract",
    ),
    Text(
        "来电人称单位在其怀孕后将社保停缴，人事解释为系统故障，至今三个月未恢复，影响产检报销"
        "及生育津贴。",
        "insurance", trade="ecommerce", months=3,
    ),
    Text(
        "来电人反映恶劣天气补贴公布后未兑现，站长称须全月出勤率达百分之九十五，规则系事后增加，"
        "希望平台公开算法。",
        "wages", trade="rider",
    ),
    Text(
        "来电人反映本月工资逾期十二日未发，食堂已停止供餐，工友传言负责人在外地筹款，暂无过激"
        "行为，请关注。",
        "wages", trade="food",
    ),
    Text(
        "来电人反映网点要求签署“自愿放弃社保及经济补偿承诺书”，不签即停止派单，来电人已拍照"
        "留存。",
        "contract", trade="express", story="waiver_form",
    ),
    Text(
        "来电人在印刷厂工作十余年，近期诊断苯中毒可疑，单位拒绝提供职业史证明，诊断机构不予受"
        "理。",
        "injury", trade="printing", story="benzene_print",
    ),
    Text(
        "来电人反映其向邻居出借2万元逾期未还，要求工会协助催讨。已解释不属受理范围并告知诉讼"
        "途径。",
        "other", union=False, labour=False, amount=20_000,
    ),
    Text(
        "来电人称{employer}拖欠秩序、保洁两条线共31人年终一月工资，部分职工拟于小年当天集体到"
        "项目服务中心讨要，已有人购置横幅。请属地提前介入。",
        "wages", trade="property", story="property_banner", season="spring", persons=31,
        months=1, collective=True, urgent=True,
    ),
    Text(
        "来电人自称{site}项目木工班组代表，反映42名工人共被拖欠约62万元，今日上午工人已将大门"
        "堵住，现场情绪激动，请速派员。",
        "wages", trade="construction", story="site_lockout", persons=42, amount=620_000,
        collective=True, urgent=True,
    ),
    Text(
        "来电人询问非编教师参加职业年金的政策，并对补缴年限有异议，认为社保经办人员解释不清。",
        "insurance", union=False, trade="school",
    ),
    Text(
        "来电人应届毕业，入职第九天被通知“岗位编制已满”，未签合同、无工资，单位称视为试岗，"
        "试岗不计酬。",
        "contract", trade="streaming",
    ),
    Text(
        "来电人反映家具厂以沙发抵付其工资3.3万元，抵货价格高于市场价，来电人不同意，要求现金"
        "支付。",
        "wages", trade="furniture", story="sofa_wages", amount=33_000,
    ),
    Text(
        "来电人称{short}在{district}三家门店同时停业，自己所在店两个月工资未发，店长亦联系不"
        "上老板。",
        "wages", trade="catering", story="hotpot_chain", months=2,
    ),
    Text(
        "来电人系保安，反映公司更名后要求与新公司签一年期合同并注明“此前工龄已结清”，实际未"
        "结清任何费用。",
        "contract", trade="security",
    ),
    Text(
        "来电人反映计件单价未经协商下调百分之十五，且不公示，多名挡车工不满，要求工会介入集体"
        "协商。",
        "wages", trade="textile", story="piece_rate",
    ),
    Text(
        "来电人反映其母清晨作业途中被逆行电动车撞倒，承包公司称超龄人员无工伤，肇事方赔付不足。",
        "injury", trade="cleaning",
    ),
    Text(
        "来电人反映五名绿化工人工资共38500元，用工方为个人，名片上印有{employer}字样，公司否"
        "认此人为员工。",
        "wages", trade="gardening", persons=5, amount=38_500,
    ),
    Text(
        "来电人为医院合同制护士，反映年休假连续三年未安排，单位要求书面注明自愿放弃。",
        "other", trade="hospital",
    ),
    Text(
        "来电人反映入职两年未缴社保，投诉后店方将其排班全部取消，担心被变相逼退。",
        "insurance", trade="beauty", months=24,
    ),
    Text(
        "来电人欲咨询如何注册营业执照，已告知转市场监管部门。",
        "other", union=False, labour=False,
    ),
    Text(
        "来电人情绪低落，称多次讨薪未果、房租断交，表示“不如从楼上跳下去”。接听员已进行情绪"
        "安抚并保持通话，同步联系属地派出所、街道及家属，人员现已由家属陪同，欠薪问题请尽快核"
        "实。",
        "wages", trade="electronics", urgent=True,
    ),
    Text(
        "来电人反映{employer}年底通知全员“放假到通知为止”，未说明期限和待遇，同时在网上招聘"
        "新员工。",
        "contract", trade="food", season="yearend",
    ),
    Text(
        "来电人反映离职时公司以客户未回款为由扣留提成19600元，劳动合同中并无此约定。",
        "wages", trade="advertising", amount=19_600,
    ),
    Text(
        "来电人反映其户籍在外省，退休后养老金由何地发放意见不一，两地经办机构均称应由对方受理，"
        "已等待四个月，要求协调明确。",
        "insurance", union=False,
    ),
    Text(
        "来电人咨询：企业破产多年，本人职工档案遗失，视同缴费年限无法认定，退休审批被退回，如"
        "何补办。",
        "insurance", union=False,
    ),
    Text(
        "来电人对工伤认定部门作出的不予认定决定不服，咨询行政复议与行政诉讼期限，来电人称单位"
        "已如实申报、并无争议。",
        "injury", union=False,
    ),
    Text(
        "来电人反映所购新房逾期交付，要求工会组织业主谈判。已解释不属本单位职责，建议向住建部"
        "门反映。",
        "other", union=False, labour=False,
    ),
    Text(
        "来电人自述为{site}抹灰班组工人，先称班组共18人被欠薪，后又称20人，金额由三十万元改为"
        "三十五万元，对劳务公司名称亦前后说法不一，经反复核对以20人、35万元登记，提醒承办单位"
        "核实。",
        "wages", trade="construction", persons=20, amount=350_000, collective=True,
    ),
    Text(
        "来电人反映其姐在{short}厨房因地面油污滑倒致髌骨骨折，店方开始承认，住院第三天改称其"
        "系下班后私自回店，监控已被覆盖。来电人手中有急救记录及当班同事微信，咨询工伤申请材料。",
        "injury", trade="catering",
    ),
    Text(
        "来电人称{employer}为26名保安员办理了社保登记但自去年以来断缴十四个月，每月仍自工资中"
        "扣除个人部分，因一名同事住院无法报销才发现，要求追缴并退还。",
        "insurance", trade="security", persons=26, months=14, collective=True,
    ),
    Text(
        "来电人系社区卫生服务机构聘用制药剂师，连续签订八份一年期合同，今年到期前一周被告知不"
        "再续签，无书面通知、无补偿，单位称编外人员不适用。来电人要求保密并请工会先行电话沟通。",
        "contract", trade="hospital",
    ),
    Text(
        "来电人反映{employer}仓储部33名职工被欠薪约41万元，企业承诺春节前支付，但今日发现仓库"
        "货物连夜装车外运，法定代表人手机关机，职工现守在仓库门口不肯离开，请求立即到场。",
        "wages", trade="ecommerce", season="spring", persons=33, amount=410_000, collective=True,
        urgent=True,
    ),
    Text(
        "来电人反映热处理车间长期高温，企业将高温津贴折算为饮料发放，且要求职工签收“津贴已领”"
        "字样。",
        "other", trade="machinery", season="summer",
    ),
    Text(
        "来电人反映其妻于厂区宿舍楼梯跌落致流产，事发时正由车间返回宿舍取厂服，单位认为不属工"
        "作时间，来电人情绪低落，已转心理关爱热线同步跟进。",
        "injury", trade="garment",
    ),
    Text(
        "来电人自称小型装修包工头，反映开发商欠其工程款二十余万元，经核实其手下工人工资已结清，"
        "属工程合同款项，已引导走民事诉讼。",
        "other", union=False, labour=False,
    ),
    Text(
        "来电人反映其失业保险金申领被退回，原因系前单位已为其办理停保但系统显示仍在职，经核单"
        "位手续无误，请求经办机构更正信息。",
        "insurance", union=False,
    ),
    Text(
        "来电人代表短视频团队12人反映，{employer}两个月工资16.8万元未付，公司称“账号收益归零”，"
        "并要求团队签收“项目制结算”确认书，来电人担心签字后无法主张。",
        "wages", trade="streaming", persons=12, amount=168_000, months=2, collective=True,
    ),
)
