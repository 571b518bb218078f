"""Field notes of supervisors and informants on their rounds."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "巡查记录：{site}大门口聚集木工四十余人，无破坏行为，举纸板一块，内容为讨要工资。已劝"
        "离车道，总包经理二十分钟后到场。",
        "wages", trade="construction", story="site_lockout", persons=40, collective=True,
        urgent=True,
    ),
    Text(
        "入厂测温：一楼缝制35.8℃、二楼熨烫39.1℃，无降温设备，盐汽水见空箱。现场建议错峰、加"
        "装风机，厂长答应三日内办。",
        "other", trade="garment", story="heat_workshop", season="summer",
    ),
    Text(
        "下午路过{short}，见货车两辆装缝纫机，司机称拉去修，厂里灯全灭，未见老板，拍照留存并"
        "上报。",
        "wages", trade="garment", story="spruce_garment", season="spring", urgent=True,
    ),
    Text(
        "外墙班组高空作业未系挂安全带，询问工人说“系了做不快”，当场叫停，安全员签字。",
        "injury", trade="construction",
    ),
    Text(
        "排查某食品加工点，十二名工人无社保凭证，老板拿出商业意外险单，告知其不能替代。",
        "insurance", trade="food",
    ),
    Text(
        "车间墙上贴有“离职须提前三个月否则扣工资”告示，已要求撤下。",
        "contract", trade="printing",
    ),
    Text(
        "{street}路口有二十多名职工坐在路边，未占车道，自述五个月没发钱，劝说至厂区食堂面谈，"
        "派代表进场。",
        "wages", trade="machinery", story="road_block", persons=20, months=5, collective=True,
        urgent=True,
    ),
    Text(
        "店面铁门上贴出“装修告示”，邻铺说前天夜里已搬空，门口捡到两张排班表，已交街道。",
        "wages", trade="catering", story="hotpot_chain",
    ),
    Text(
        "到{short}了解搬迁意向，职工最担心班车和孩子上学，企业只口头说愿去者安排宿舍，无书面"
        "方案。",
        "contract", trade="textile", story="factory_move",
    ),
    Text(
        "夜班抽查，连续排班超十一小时四人，询问均称自愿，考勤系统已截图。",
        "other", trade="electronics", persons=4,
    ),
    Text(
        "驿站里骑手聊起雨天补贴没兑现，自述一单少两块，非个例，未形成群体性，记一笔。",
        "wages", trade="rider",
    ),
    Text(
        "开料间粉尘大，未见有效吸尘，工人自备口罩，提示职业病体检未做。",
        "injury", trade="furniture",
    ),
    Text(
        "校区锁门，门外教师七八人、家长三十余人，分不清谁讨工资谁退费，已分开登记。",
        "wages", trade="school", story="school_closed",
    ),
    Text(
        "巡查中遇商户为摊位界线争吵，非劳动关系事项，告知城管，未录入。",
        "other", union=False, labour=False,
    ),
    Text(
        "环卫道班七名女工年龄均在五十五以上，保险情况一问三不知，请街道协调承包公司来说明。",
        "insurance", trade="cleaning", persons=7,
    ),
    Text(
        "春节前走访工棚，十一名四川籍工人说工资卡在班长手里，有的半年没见过卡，已记录并报劳监。",
        "wages", trade="construction", season="spring", persons=11, collective=True,
    ),
    Text(
        "网点桌上放着空白承诺书一沓，内容为放弃社保，问责任人说“总部发的模板”，已收一份样张。",
        "contract", trade="express", story="waiver_form",
    ),
    Text(
        "车床防护罩被拆下，工人说拆了快，企业当场装回，回头看再查。",
        "injury", trade="machinery",
    ),
    Text(
        "大堂无客，前台说工资已晚四十天，领导讲卖掉两间铺面就发，信不信看月底。",
        "wages", trade="hotel",
    ),
    Text(
        "午后两点仍见{site}钢筋班作业，地表温度烫手，已劝其停到三点半，补藿香正气水两箱。",
        "other", trade="construction", season="summer",
    ),
    Text(
        "店铺装修现场四人围着项目经理要钱，未推搡，双方同意下午到居委坐下谈。",
        "wages", trade="decoration", persons=4,
    ),
    Text(
        "高架绿化作业无警示锥，工人贴着车流剪枝，已责令停工补锥桶。",
        "injury", trade="gardening",
    ),
    Text(
        "养老院员工手册第十二条“任何理由辞职不结当月工资”，建议删除，院长愿意修改。",
        "contract", trade="care",
    ),
    Text(
        "新老网点门口各一拨派件员，旧老板称账已移交，新老板称只收设备不收债。",
        "wages", trade="express", story="express_transfer",
    ),
    Text(
        "仓库打包工实发工资表无社保扣款栏，问财务说在另一家公司缴，未出示凭证。",
        "insurance", trade="ecommerce",
    ),
    Text(
        "项目门岗见红布横幅一卷未展开，保安队长说“先放着”，承诺二十五日看钱到不到。",
        "wages", trade="property", story="property_banner", season="spring", collective=True,
    ),
    Text(
        "楼道堆物投诉，已转社区，非工会职责。",
        "other", union=False, labour=False, trade="property",
    ),
    Text(
        "双十一后仓库仍在赶单，临时工称日结改周结不清楚，主管现场解释后散去。",
        "wages", trade="ecommerce", season="yearend",
    ),
    Text(
        "贴片线发生误触热板轻微烫伤两人，厂医已处理，企业未登记台账，提醒补记。",
        "injury", trade="electronics", persons=2,
    ),
    Text(
        "店内空荡，仅余两台坏跑步机，前台一名女孩自称也没领到工资，知道的不多。",
        "wages", trade="fitness", story="gym_runaway",
    ),
    Text(
        "新旧养护公司交接，工具已换标，人没换，合同未签，职工问不出准话。",
        "contract", trade="gardening", story="gardeners_ten",
    ),
    Text(
        "冷库门口两辆厢货，门卫不让进，工人在对面小店里等消息，谈及工资都摇头。",
        "wages", trade="food", story="cold_store",
    ),
    Text(
        "流浪狗进厂区，门卫求助，已联系城管，不属劳动关系线索。",
        "other", union=False, labour=False,
    ),
    Text(
        "走访装修公司，墙上挂员工二十人照片，社保名单只有三人，负责人称其余“都是合伙人”。",
        "insurance", trade="decoration",
    ),
    Text(
        "外窗清洗用单绳下放，无人监护，工人是夫妻俩，没有证，已请物业叫停。",
        "injury", trade="cleaning",
    ),
    Text(
        "腊月十八回头看：{site}公示牌上维权电话打不通，24名钢筋工只拿到七成，余款说初八后，工"
        "人不肯。",
        "wages", trade="construction", season="spring", persons=24, collective=True,
    ),
    Text(
        "沿街理发店老板问自己能不能参加职工医保，政策咨询，已给他窗口地址。",
        "insurance", union=False,
    ),
    Text(
        "年底厂门口贴了设备抵押公告，门卫悄悄说老板的车换了牌，工资目前只晚五天，建议列入重点。",
        "wages", trade="machinery", season="yearend",
    ),
)
