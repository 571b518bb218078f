"""What was read in the news and on forums: a headline and a sentence or two."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "【街拍】{district}一工地大门被堵，工人称“干了半年拿不到工钱”。据现场工人讲述，"
        "{site}木工班组数十人未结工资，项目方回应称正在核对工程量，辖区部门已介入。",
        "wages", trade="construction", story="site_lockout", months=6, collective=True,
    ),
    Text(
        "一夜之间三店关门，{short}员工：最后两个月工资找谁要？记者走访看到店门贴着“内部装修”，"
        "有员工称老板已退出所有微信群，涉及人数待核实。",
        "wages", trade="catering", story="hotpot_chain", months=2, collective=True,
    ),
    Text(
        "突发：{site}施工现场模板垮塌致两人受伤。目击者称救护车于上午九时许赶到，其中一人伤势"
        "较重，原因正在调查。",
        "injury", trade="construction", story="formwork_fall", persons=2, urgent=True,
    ),
    Text(
        "网友爆料：{short}门店深夜搬空器材，会员和教练一起被“清场”。多名教练称三个月未领工"
        "资，会员退费与员工欠薪交织，属地已建立登记点。",
        "wages", trade="fitness", story="gym_runaway", months=3, urgent=True,
    ),
    Text(
        "老厂要搬，人怎么办？{short}职工盼一个说法。厂区公告只写“整体迁建”四个字，职工最关"
        "心的是去与不去各有什么补偿。",
        "contract", trade="textile", story="factory_move",
    ),
    Text(
        "【奇闻】工资发白酒，一箱抵一千二？有员工发帖称{short}用库存酒冲抵半数薪资，网购平台"
        "同款售价不到两百。律师称工资应以货币形式支付。",
        "wages", trade="advertising", story="liquor_wages",
    ),
    Text(
        "开播前先上秤，超重罚五百？某直播公司“体重管理”引争议。多名前员工称数字被公示在工作"
        "群，公司称只是“健康鼓励”。",
        "other", trade="streaming", story="weigh_in",
    ),
    Text(
        "“如厕超三十分钟扣五十”，{short}厂规上热搜。网友评论两极，有工人称流水线顶岗困难才"
        "出此规定，劳动法专家认为罚款条款无效。",
        "other", trade="electronics", story="toilet_break",
    ),
    Text(
        "脉友爆料：{short}再裁一个事业部，上午开会下午断权限。帖子称补偿方案分三档、签得越晚"
        "越少，公司暂未回应。",
        "contract", trade="software", story="software_layoff",
    ),
    Text(
        "论坛求助帖：{district}一家服装厂三个月没给钱，年怎么过？楼主说车间里几十个姐妹等着回"
        "家，昨晚看见货车往外拉机器。",
        "wages", trade="garment", story="spruce_garment", season="spring", months=3,
        collective=True,
    ),
    Text(
        "骑手聚集站点讨薪视频流传，平台：款项已拨付配送商。视频中数十名身着工服者席地而坐，配"
        "送商负责人称系统对账延迟。",
        "wages", trade="rider", story="station_closed", collective=True, urgent=True,
    ),
    Text(
        "{employer}疑似停摆，家长退费、老师讨薪两头难。校区铁门紧锁，门上贴着一张没有落款的通"
        "知。",
        "wages", trade="school", story="school_closed",
    ),
    Text(
        "【消费维权】预付卡余额打水漂，{short}闭店后三百余名顾客登记。市场监管部门已受理，暂"
        "无员工欠薪信息。",
        "other", union=False, labour=False, trade="retail",
    ),
    Text(
        "笔记帖：签约当主播，播了三个月倒欠公司四千块。评论区晒出“服装费、灯光折旧费、流量费”"
        "清单，求问这种合同算不算数。",
        "wages", trade="streaming",
    ),
    Text(
        "网传冷库氨气味飘到马路上，有工人被抬出。街道通报称两名工人送医观察无大碍，企业已停产"
        "检查。",
        "injury", trade="food", persons=2,
    ),
    Text(
        "护工群体集体发声：夜班费去哪了？二十名护工称公司按每晚三十元截留，院方表示护工公司系"
        "外包。",
        "wages", trade="hospital", story="night_fee", persons=20, collective=True,
    ),
    Text(
        "【毕业季】offer 临门变卦，应届生十个人只进了三个。发帖人称{short}以业务调整为由取消"
        "录用，仅口头致歉。",
        "contract", trade="school", season="graduates",
    ),
    Text(
        "热帖：包工头自己也没拿到钱，给工人发了欠条过年。发帖人自称是{site}的小包，贴出十几张"
        "签字欠条，呼吁总包出面。",
        "wages", trade="construction", season="spring",
    ),
    Text(
        "四十度车间里的缝纫女工。记者暗访{district}一服装加工点，温度计指向三十九度，老板称“"
        "做服装都这样”。",
        "other", trade="garment", story="heat_workshop", season="summer",
    ),
    Text(
        "“我明明在送件，他们说我不是员工”：一名快递员摔伤后的七十天。受访者展示手机截图，网"
        "点出示的却是“合作承揽协议”。",
        "insurance", trade="express", story="courier_fracture",
    ),
    Text(
        "今早{street}交通一度受阻，疑与一家企业欠薪有关。现场民警疏导，十时许恢复通行，企业名"
        "称尚未核实。",
        "wages", trade="machinery", story="road_block", urgent=True,
    ),
    Text(
        "吐槽贴：公司楼下奶茶店涨价到三十二一杯，打工人伤不起。",
        "other", union=False, labour=False,
    ),
    Text(
        "双十二客服连班九小时没饭吃，加班费变调休券。网友晒出的“调休券”上写着“有效期一个月，"
        "公司有权解释”。",
        "wages", trade="ecommerce", season="yearend",
    ),
    Text(
        "匿名论坛：酒店说合并部门，让我从中餐主管去做门童，工资砍一半，各位会签吗？",
        "contract", trade="hotel",
    ),
    Text(
        "老印刷工的诊断难题：单位不给证明，医院不敢下结论。当事人做了十三年，血小板低至正常值"
        "的三分之一。",
        "injury", trade="printing", story="benzene_print",
    ),
    Text(
        "一线城管、环卫“过年不打烊”，三倍工资却没到账？一名环卫工家属发问，承包公司称按月包"
        "干。",
        "wages", trade="cleaning", story="holiday_triple",
    ),
    Text(
        "问答帖：劳务公司把我的社保交到我没去过的城市，回杭州看病只能自费，怎么破？",
        "insurance", trade="electronics",
    ),
    Text(
        "“跑单帮”的油漆师傅：干了四家，三家欠钱。据其讲述最大一笔两万四，对方把他拉黑后又在"
        "另一平台接新单。",
        "wages", trade="decoration",
    ),
    Text(
        "某机构二十名主播发联名信要求解约，称分成比例三次变更未告知。机构称“流量下滑是市场问"
        "题”。",
        "contract", trade="streaming", persons=20, collective=True,
    ),
    Text(
        "培训班外的停车难：每到周末家长把{street}堵成一锅粥。交警建议错峰接送。",
        "other", union=False, labour=False, trade="school",
    ),
    Text(
        "外卖员被货车碾压生命垂危，妻子在医院走廊借钱。平台称已启动专项保障，站点称手续由骑手"
        "本人办理。",
        "injury", trade="rider", story="rider_hit", urgent=True,
    ),
    Text(
        "大货司机直播诉苦：“罚单我扛、油钱我垫、运费三个月没给。”直播间里有同车队司机接话说"
        "不止一个人。",
        "wages", trade="transport", months=3,
    ),
    Text(
        "三天不报名就算自己走？{short}食堂通知惹恼女工。相关通知照片在本地群里流传，厂方称系"
        "人事起草有误。",
        "contract", trade="garment", story="garment_relocation_notice",
    ),
    Text(
        "【后续】便利店让店员分摊七千元盘亏，公司发声明：已退还并致歉。",
        "wages", trade="retail", story="stock_loss", amount=7000,
    ),
    Text(
        "【民生】早高峰公交改道，{street}多家企业职工抱怨要多走一公里。公交部门回应将优化站点。",
        "other", union=False, labour=False,
    ),
    Text(
        "坠落后的第四十天：一名外墙工的认定之路。{site}分包称其“当天请假”，工友却拿出同一天"
        "的合影和打卡记录，家属盼一纸认定。",
        "injury", trade="construction",
    ),
    Text(
        "【问政】异地工作过的人养老金怎么算？网友发帖称跑了三个窗口没问明白，当地社保部门跟帖"
        "贴出计算口径。",
        "insurance", union=False,
    ),
    Text(
        "【网友投稿】年夜饭订单爆满，后厨却在罢工。帖子称{short}厨师和传菜员二十余人因两月工"
        "资未结，下午四点集体离岗，店方紧急与员工协商，街道已派人到场。",
        "wages", trade="catering", season="spring", persons=20, months=2, collective=True,
        urgent=True,
    ),
    Text(
        "【毕业季】签了三方又要重新考试？数名护理专业毕业生称某民营医院七月突然加试淘汰，院方"
        "称“择优录用”，学校表示正在沟通。",
        "contract", trade="hospital", season="graduates",
    ),
    Text(
        "【视频】正午岗亭似蒸笼，保安隔着玻璃擦汗。拍摄者称岗亭空调坏了半个月，物业回复“配件"
        "在路上”。",
        "other", trade="property", season="summer",
    ),
    Text(
        "【政策问答】断缴一个月医保，住院还能报吗？多名灵活就业人员留言询问，医保部门集中回复"
        "了办理口径。",
        "insurance", union=False,
    ),
    Text(
        "【评论】养老院的夜里谁来守？护理员春节值班只发一箱牛奶，网友追问：三倍工资能用牛奶抵"
        "吗。院方称正在核算。",
        "wages", trade="care", season="spring",
    ),
)
