"""The phone app: typed in a hurry, few stops, slips of the thumb."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "公司拖欠我两个月工资加报销一共4万6了 老板每次都说融资马上到账 群里问就被踢 求工会帮"
        "帮忙",
        "wages", trade="software", amount=46_000, months=2,
    ),
    Text(
        "双十一连续加班二十多天每天到凌晨两点 说好的加班费变成调休 调休又不批 这算什么啊😤",
        "wages", trade="ecommerce",
    ),
    Text(
        "上午十点通知裁员下午就把我电脑收了 让我签协商解除 给N 但是不给加一 年终奖也没了 可以"
        "不签吗",
        "contract", trade="software", story="software_layoff",
    ),
    Text(
        "我是暑假工 在{short}端盘子一个半月 说干满两个月才给钱 没干满只给一半 剩下3800不给了",
        "wages", trade="catering", amount=3800,
    ),
    Text(
        "查了下社保 公司一直安最低基数给我交的 我实际工资九千多 这个能投诉吗 会不会被开除",
        "insurance", trade="retail",
    ),
    Text(
        "我老公送单的时候跟货车撞了 现在在icu 平台说只有意外险 站点说不归他们管 一天一万多真"
        "的没钱了 医院催缴费了 求求你们看看",
        "injury", trade="rider", story="rider_hit", urgent=True,
    ),
    Text(
        "MCN公司 签的是合作协议 但是天天打卡坐班 现在28000不发 说我违约要我赔20万",
        "wages", trade="streaming", story="mcn_split", amount=28_000,
    ),
    Text(
        "{short}年前收了一堆课时费 年后说要转型 让我们老师签自愿离职 不签就把课全停了 底薪1800"
        "怎么活",
        "contract", trade="school",
    ),
    Text(
        "双11双12忙完了 {district}这个网点11月份工资到现在没发 派费还从1.1降到0.8 兄弟们都不"
        "想干了",
        "wages", trade="express", season="yearend", months=1,
    ),
    Text(
        "车间没空调 昨天又有一个大姐中暑送医院了 高温津贴问了说夏天过了一起发 往年也没发过",
        "other", trade="garment", season="summer",
    ),
    Text(
        "线长让我们签了个空白的加班申请单 说统一填 发下来加班少了四十多个小时",
        "wages", trade="electronics",
    ),
    Text(
        "劳务说做满三个月返费6000 做满了不给 说我有一天请假不算连续 这是不是骗人",
        "wages", trade="electronics", story="rebate_6000", amount=6000,
    ),
    Text(
        "我是规培 补助每个月说好的三千多只拿到一千八 科室说扣管理费了",
        "wages", trade="hospital",
    ),
    Text(
        "工作一年多了 公司从来没交过五险 问就是我们是新兴行业没有这个规定 笑死",
        "insurance", trade="streaming", months=12,
    ),
    Text(
        "请问老板口头辞退我 我没有证据 只有微信里他说你明天别来了 这个算证据吗",
        "contract",
    ),
    Text(
        "健身房跑路了!!! 会员群都炸了 我们教练三个月工资也没发 老板朋友圈都关了 门店昨晚半夜"
        "搬器材",
        "wages", trade="fitness", story="gym_runaway", months=3, urgent=True,
    ),
    Text(
        "小区保洁 物业说我们考勤不全 扣了四个月的全勤和节日费 一共4620 我们都是手机打卡的有截"
        "图",
        "wages", trade="property", story="property_clean", amount=4620, months=4,
    ),
    Text(
        "入职时说没有竞业 离职发现合同最后一页加了个三年竞业补偿每月500 我看过的那份没有啊",
        "contract", trade="streaming",
    ),
    Text(
        "锯台锯到左手食指 医院说要截一节 老板说私了给两万 让我签不再追究 签不签",
        "injury", trade="furniture", story="finger_20000",
    ),
    Text(
        "{short}欠薪三个月了 我们车间四十几个人都没拿到 老板说卖了库存就发 可是昨天看到他们往"
        "外拉缝纫机",
        "wages", trade="garment", story="spruce_garment", season="spring", persons=40, months=3,
        collective=True,
    ),
    Text(
        "我们9个人在{site}做外墙保温 合同价没签 说好的一共135000 现在说平方不对 只肯给一半 我"
        "们有记工本",
        "wages", trade="construction", story="insulation_crew", persons=9, amount=135_000,
    ),
    Text(
        "请问国庆三天法定假公司说我们是综合工时没有加班费 真的吗?",
        "other", trade="express",
    ),
    Text(
        "签了两次固定期限了 第三次还让我签一年的 我想要无固定期限 人事说酒店没有这种合同",
        "contract", trade="hotel",
    ),
    Text(
        "在{district}一家店办了卡2980 现在关门了 老板失联 怎么要回来",
        "other", union=False, labour=False, amount=2980,
    ),
    Text(
        "寒假班带了20天课 说好课时费150一节 发下来变成90 理由是学生续报率不达标 从来没说过这"
        "个啊",
        "wages", trade="school",
    ),
    Text(
        "电瓶车摔了骨折 才知道没交工伤保险 站长给我买的是个什么雇主险 报了八千就没了",
        "insurance", trade="express", story="courier_fracture",
    ),
    Text(
        "接上一条，我骨折那个事，单位不承认我上班，打卡记录被删了，我手机里有派件截图",
        "injury", trade="express", story="courier_fracture",
    ),
    Text(
        "年终奖说好三个月 我2月离职 公司说发放时不在职就没有 但是考核期我一直在啊",
        "wages", trade="software", season="yearend",
    ),
    Text(
        "应届生 三方签了 9月通知我岗位取消 违约金说三千 我其他offer都拒了😭",
        "contract", trade="software", season="graduates",
    ),
    Text(
        "我是{short}的厨师长 两个月12600 店长说总部没打款 总部说店是加盟的 到底谁发?",
        "wages", trade="catering", amount=12_600, months=2,
    ),
    Text(
        "公司让我们挂靠另一家劳务公司交社保 我连名字都没听过 以后办居住证怎么办",
        "insurance", trade="school",
    ),
    Text(
        "系统说我拒单多 一单扣三块 上礼拜白跑一整天",
        "wages", trade="rider",
    ),
    Text(
        "入职交了500工牌押金+电脑押金2000 离职三个月还没退我",
        "other", trade="software", amount=2500,
    ),
    Text(
        "俺给一个装修公司刷漆,9300块钱欠了快一年了,老板说过年给过年给,过了两个年了,中不中啊",
        "wages", trade="decoration", amount=9300,
    ),
    Text(
        "来例假请假一天被店长在群里骂 第二天叫我滚 工资也扣了 有录音",
        "contract", trade="beauty",
    ),
    Text(
        "贴片车间用的那个清洗剂味道特别冲 好几个同事白细胞低 公司不让我们去做职业病体检",
        "injury", trade="electronics",
    ),
    Text(
        "灵活就业社保断了两个月 在网上补不进去 提示异常 请问要去哪个窗口",
        "insurance", union=False, trade="software",
    ),
    Text(
        "门店盘点少了7000多 让我们五个店员平摊 直接从工资里扣了 都没说是谁的问题",
        "wages", trade="retail", story="stock_loss", persons=5, amount=7000,
    ),
    Text(
        "五个月没发工资了 厂里百把号人 明天早上大家约好去{street}堵厂门口那条路 希望领导来看"
        "看 我们也不想这样",
        "wages", trade="machinery", story="road_block", season="spring", months=5,
        collective=True, urgent=True,
    ),
    Text(
        "养老院护理员 干了四年多没签过合同 现在院长说让我跟一个家政公司签",
        "contract", trade="care",
    ),
    Text(
        "你好 我想举报隔壁公司抄袭我们产品图 这边能受理吗",
        "other", union=False, labour=False,
    ),
    Text(
        "护士 哺乳期 排夜班 护士长说人手不够克服一下 孩子才六个月",
        "other", trade="hospital",
    ),
    Text(
        "老板让我离职先写“工资已结清”才给开证明 我写了 结果7200没给我 怎么办啊我太傻了",
        "wages", trade="ecommerce", amount=7200,
    ),
    Text(
        "{short}只给坐办公室的交社保 我们流水线几十个人一个都没有 说农村的不用",
        "insurance", trade="garment", collective=True,
    ),
    Text(
        "站点让我去注册个体户 注册完了才发现是和个体户签的承揽合同 我现在摔了找谁",
        "contract", trade="rider",
    ),
    Text(
        "下雨天不算工 一个月下了十四天 到手1900 低于最低工资了吧",
        "wages", trade="gardening",
    ),
    Text(
        "后厨没空调 我中暑晕倒碰到油锅 烫伤胳膊 店长垫了2000后面让我用医保",
        "injury", trade="catering", season="summer",
    ),
    Text(
        "我们公司发一半工资 另外一半用公司的酒抵 一箱酒算1200 网上卖200",
        "wages", trade="advertising", story="liquor_wages",
    ),
    Text(
        "老板说公司搬到嘉兴去 不去就算自动离职 从{district}过去两个小时 有没有补偿",
        "contract", trade="advertising",
    ),
    Text(
        "生育津贴申请了两个月还没到账 单位说材料早就交了 医保局电话打不通",
        "insurance", union=False,
    ),
    Text(
        "布草间的 每个月都晚发十天 问就是财务请假 十天十天的 房租都交不上",
        "wages", trade="hotel",
    ),
    Text(
        "直播间要求上播前全员称体重 超过100斤扣500 发在群里公示 太侮辱人了",
        "other", trade="streaming", story="weigh_in",
    ),
    Text(
        "{site}欠我们塔吊班组工资4个月了 农民工工资专户里说有钱但是不给我们打 总包说我们不在"
        "实名制里",
        "wages", trade="construction", story="crane_tower", months=4,
    ),
    Text(
        "我是做木工吊顶的，今年八月跟着一个姓王的工头去{street}一个办公楼做装修，公司名字工头"
        "说叫{short}，我们没签合同，就加了微信。四个人做了40天，点工一天380，算下来应该六万多，"
        "中间给过一万生活费，后来又说扣材料损耗，现在他写的条子是52000，说腊月二十之前清。今"
        "天腊月二十二了电话打通不说话，我们四家人车票都没买。麻烦领导看看这个条子能不能算数",
        "wages", trade="decoration", season="spring", persons=4, amount=52_000,
    ),
    Text(
        "坐标{district}，小公司十来个人，老板学长带我入行的所以一直不好意思开口。从6月份开始"
        "工资先是发一半，后来就不发了，说A轮谈着呢。社保倒是一直交，我查了。上周他把办公室退"
        "租了让大家居家，我感觉不对劲，想问：1.我现在提离职能要经济补偿吗 2.口头承诺的期权有"
        "用吗 3.要不要先仲裁。谢谢🙏",
        "wages", trade="software", months=3,
    ),
    Text(
        "我们厂食堂贴了张纸 说搬到外地去 三天内报名 不报算自动走人 我在厂里13年了 小孩在这边"
        "读小学 怎么可能跟着走 问厂长补偿他说没有这回事 大家都慌得很 有没有人来管一下",
        "contract", trade="garment", story="garment_relocation_notice",
    ),
    Text(
        "分拣中心夜班 传送带卷到袖子 右小臂骨裂 当时主管让我说是在宿舍摔的 我没同意 现在他们"
        "说我是日结工不是他们的人 可是我连着干了五个多月 每天都是他们群里排班",
        "injury", trade="express",
    ),
    Text(
        "2022年进的酒店 一开始说转正交社保 转正了又说满一年 满一年了又说要看绩效 到现在两年半"
        "一个月都没交 我要是自己去交灵活就业 以后还能让酒店补吗",
        "insurance", trade="hotel", months=30,
    ),
    Text(
        "早上还在直播间做场控 中午人事拿了张纸让我签 写的是本人因个人原因离职 我说我没有个人"
        "原因啊 她说都这么写 不签这个月工资走不了流程 我签了…现在后悔了能撤吗",
        "contract", trade="ecommerce",
    ),
    Text(
        "我们8个兼课老师，暑假班课时费一个都没结。校长前天朋友圈还在{district}新校区剪彩。我"
        "们有排课表、有签到、有家长群。算了下每人平均8000，一共64000，有两个老师说算少了，反"
        "正差不多这个数",
        "wages", trade="school", persons=8, amount=64_000,
    ),
    Text(
        "你们这个app怎么老是闪退 公园年卡点不进去 更新了也没用",
        "other", union=False, labour=False,
    ),
    Text(
        "网上买的劳保鞋穿两天就开胶 商家不退 能不能帮忙维权",
        "other", union=False, labour=False,
    ),
    Text(
        "我妈农转非以后养老待遇到底按哪个算的 社区说一套 街道说一套 每个月才1500多 想问有没有"
        "补缴提高档次的政策",
        "insurance", union=False,
    ),
    Text(
        "请问二级建造师证书什么时候可以领 成绩出来好几个月了 人事考试网一直显示制证中",
        "other", union=False,
    ),
    Text(
        "本人在{short}做数控，4月11号铁屑崩进左眼，医院说视力恢复不到0.3。公司申报了工伤，但"
        "是认定下来以后就让我休息，休息期间工资只给两千出头，我原来拿七千多的。这个叫停工留薪"
        "期对吧？应该发多少？人事说按最低工资发没毛病",
        "injury", trade="machinery",
    ),
    Text(
        "我们站15个骑手换了配送商，老的那家压了半个月单费说系统结算有bug，新的那家让我们重新"
        "交300装备费。问平台客服就是机器人回复亲亲理解您的心情",
        "wages", trade="rider", persons=15, collective=True,
    ),
    Text(
        "公司让我把社保停了说发现金补贴 我没同意 结果这个月查 自动给我减员了!!! 我人还天天在"
        "上班 这算不算失业了哈哈哈哈 气死",
        "insurance", trade="streaming",
    ),
    Text(
        "国庆连上七天 前三天说算三倍 发工资一看一天按120算的 少了3600 财务讲三倍是基本工资的"
        "三倍 我基本工资才写了1800",
        "wages", trade="hotel", amount=3600,
    ),
    Text(
        "我跟朋友合伙开奶茶店 我出了8万占三成 现在他不分红也不让看账 这算拖欠工资吗",
        "other", union=False, labour=False,
    ),
    Text(
        "供货给{short}的货款拖了半年 对方财务说年底统一付 我就是个小老板 能走工会这边催吗",
        "other", union=False, labour=False,
    ),
    Text(
        "俺是河南的，在一个小作坊绗棉衣，没招牌，就知道在{street}一个菜场后头三楼。俩月的件钱"
        "11300，老板嫂子说棉衣有返工的要扣，扣多少她也说不上来，天天去天天说明儿。俺不会写，"
        "是俺闺女打的字",
        "wages", trade="garment", amount=11_300, months=2,
    ),
    Text(
        "换了个站 老站把我最后11天的单费2350冻结了 说有个餐损申诉没处理完 那个餐才28块钱",
        "wages", trade="rider", amount=2350,
    ),
    Text(
        "我妈在写字楼做保洁 上礼拜公司让她在一张纸上按手印 她不识字 回来才知道写的是自愿离职"
        "并结清全部费用 这种手印能作数吗",
        "contract", trade="cleaning",
    ),
)
