"""Kiosks of the union's legal service: short, spoken, often no name and no number."""

from tongxin.project.demo.text import Text

# Each body, and under it what is true of it.
# fmt: off
TEXTS: tuple[Text, ...] = (
    Text(
        "我在{short}踩缝纫机的，两个月工资没发了，老板讲布款没收回来，叫我们再等等",
        "wages", trade="garment", months=2,
    ),
    Text(
        "饭店关门了，我后厨切配的，还有八千六没给我，经理电话不接",
        "wages", trade="catering", amount=8600,
    ),
    Text(
        "师傅你好，我{site}工地扎钢筋的，做了三个月就给点生活费，要不到钱",
        "wages", trade="construction", months=3,
    ),
    Text(
        "手被冲床压了，两根手指头没了，厂里头讲先看病后头再说，工伤到底报没报我不晓得",
        "injury", trade="machinery",
    ),
    Text(
        "我在{short}做保安六年了，从来没给我交过社保，现在要退休了查不到",
        "insurance", trade="property", months=72,
    ),
    Text(
        "今天HR喊我去谈话，说我不胜任，让我自己写离职，不写就没补偿，我能不写吗",
        "contract", trade="software",
    ),
    Text(
        "扫大街的，过年三倍工资没有的，问了讲阿拉是包月",
        "wages", trade="cleaning", story="holiday_triple",
    ),
    Text(
        "送快递的，丢了个件扣我三千二，工资都扣完了，合不合理",
        "wages", trade="express", amount=3200,
    ),
    Text(
        "培训班突然跟我们讲不开了，老师全部回家等通知，合同还有一年半咋办",
        "contract", trade="school",
    ),
    Text(
        "车间里三十八九度，风扇都没几只，高温费也没看到，人要昏过去的",
        "other", trade="garment", season="summer",
    ),
    Text(
        "做主播的，说好底薪八千，播了两个月，讲我没完成流水，一分钱没有",
        "wages", trade="streaming", months=2,
    ),
    Text(
        "俺爹从架子上摔下来腰断了，在医院躺着，包工头交了五千块就不露面了",
        "injury", trade="construction",
    ),
    Text(
        "站长讲离职要押一个月，我走了两个月还没给我结",
        "wages", trade="rider", months=1,
    ),
    Text(
        "怀孕四个月了，酒店把我从前台调去客房铺床，我不去就算旷工",
        "contract", trade="hotel", story="pregnant_hotel",
    ),
    Text(
        "我们夜班二十三个人，加班费都按平时算，周末也是",
        "wages", trade="electronics", persons=23, collective=True,
    ),
    Text(
        "试用期三个月讲不交社保的，转正才交，对伐",
        "insurance", trade="electronics",
    ),
    Text(
        "要回家过年了，十六个老乡的工钱一分没结，带班的跑脱了，我们今天就坐在售楼部门口等",
        "wages", trade="construction", season="spring", persons=16, collective=True, urgent=True,
    ),
    Text(
        "做油漆的，欠我两万一，打了欠条，欠条上没盖章，有用没有",
        "wages", trade="furniture", amount=21_000,
    ),
    Text(
        "楼上装修天天敲，物业不管，我上夜班白天困不着，你们管不管",
        "other", union=False, labour=False,
    ),
    Text(
        "美容店提成讲好的百分之十五，发下来变成百分之八，问就是制度改了",
        "wages", trade="beauty",
    ),
    Text(
        "送外卖闯了下被电瓶车撞了，平台讲我是个体户，不是他们员工，那我算谁的人",
        "injury", trade="rider",
    ),
    Text(
        "超市要换老板，叫我们重新签合同，工龄清零，签还是不签",
        "contract", trade="retail",
    ),
    Text(
        "四个月了，每个月讲下个月发，老婆在屋里骂，我都不敢回去",
        "wages", trade="machinery", months=4,
    ),
    Text(
        "厂里拿三百块钱叫我签不要社保，签是签了，现在想补还能补伐",
        "insurance", trade="garment",
    ),
    Text(
        "我想问哈我养老金咋个比隔壁老王少四百多，一样的工龄，哪里算错了嘛",
        "insurance", union=False,
    ),
    Text(
        "给人家装修贴瓷砖，公司讲业主没付尾款，一万三千五拖到现在",
        "wages", trade="decoration", story="tiler_13500", amount=13_500,
    ),
    Text(
        "网点转给别人了，新老板讲老账跟他没关系，老老板讲人都转过去了",
        "contract", trade="express", story="express_transfer",
    ),
    Text(
        "一个月就休两天，从早上九点到夜里十点半，讲请假扣三天",
        "other", trade="catering",
    ),
    Text(
        "切菜机把手割了缝了九针，店里讲是我自己不小心，不给报",
        "injury", trade="food",
    ),
    Text(
        "我是医院里做护工的，公司抽头抽得厉害，夜班费从来没见过",
        "wages", trade="hospital",
    ),
    Text(
        "{short}的，年底了还欠着三个月工资，老板娘讲正月十五再来拿，我们要回老家的呀",
        "wages", trade="garment", story="spruce_garment", season="spring", months=3,
        collective=True,
    ),
    Text(
        "中介喊我签的合同，到底是厂里的人还是中介的人我搞不灵清",
        "contract", trade="electronics",
    ),
    Text(
        "房东押金不退我，两千块，找哪个部门",
        "other", union=False, labour=False, amount=2000,
    ),
    Text(
        "物业公司换人了，老公司最后一个月工资互相推，四千多块，就是不给",
        "wages", trade="security", amount=4000, months=1,
    ),
    Text(
        "我在老家交的新农合，到杭州来看病报不了，是不是要转过来",
        "insurance", union=False, trade="construction",
    ),
    Text(
        "三个服务员，老板把店盘出去了，一共五千四没给，新老板说不认得我们",
        "wages", trade="catering", persons=3, amount=5400,
    ),
    Text(
        "六十一岁了扫地的，讲我超龄没劳动合同，昨天叫我明天不要来了，一分补偿没有",
        "contract", trade="cleaning",
    ),
    Text(
        "耳朵嗡嗡响，纺织厂做了十一年，体检讲听力不好，厂里头喊我自己去看",
        "injury", trade="textile",
    ),
    Text(
        "开大车的，跑了两个月，运费压着一万六千八，讲油卡抵掉了，我不要油卡",
        "wages", trade="transport", story="fuel_card", amount=16_800, months=2,
    ),
    Text(
        "做绿化的，队长口头叫走人，没文件没短信，我去哪里讲理",
        "contract", trade="gardening",
    ),
    Text(
        "上个月工资没到，平时十五号，今天二十八号了，大家在猜是不是要倒",
        "wages", trade="textile", months=1,
    ),
    Text(
        "我公积金停了半年，单位讲资金紧张缓一缓，我房贷要断的",
        "insurance", trade="hotel", months=6,
    ),
    Text(
        "上厕所要打卡，一天超过三十分钟扣五十，有没有这个道理",
        "other", trade="electronics", story="toilet_break",
    ),
    Text(
        "塔吊司机，{site}停工了，四万七没拿到，项目部锁门了，没人了",
        "wages", trade="construction", story="crane_tower", amount=47_000, urgent=True,
    ),
    Text(
        "小伢儿读书积分不够，你们工会好不好帮我讲一声",
        "other", union=False, labour=False,
    ),
    Text(
        "我五十八了断断续续交了十一年社保，还差几年好补一次性补牢伐",
        "insurance", union=False,
    ),
    Text(
        "我屋头人在{site}遭电打了，手杆黑了一截，老板儿说先莫报警，拿两千块喊我们回去养",
        "injury", trade="construction",
    ),
    Text(
        "面馆里做了半年，后头两个月钞票一直拖，老板娘讲侬急啥西，又不会少你的",
        "wages", trade="catering", months=2,
    ),
    Text(
        "搞保洁四年了嘛，一分钱社保莫得，领班说农民不兴交这个",
        "insurance", trade="cleaning", months=48,
    ),
    Text(
        "和面机绞到胳膊肘，现在伸不直，老板讲给我换个轻活就算了，中不",
        "injury", trade="food",
    ),
    Text(
        "厂里说放长假，让俺在家等信儿，等了俩月了，是开除了还是咋的，给个准话呗",
        "contract", trade="machinery",
    ),
    Text(
        "隔壁阿姨跳广场舞声音太响，我一个早班困不着",
        "other", union=False, labour=False,
    ),
    Text(
        "医保卡在{street}药店刷不出来，是停掉了还是坏掉了，我问哪个",
        "insurance", union=False,
    ),
    Text(
        "给病人抽血扎到自己手了，护士长叫我自己去查，查的钱谁出",
        "injury", trade="hospital",
    ),
    Text(
        "种树的，三个月没发，讲等甲方过年前拨，拨不到就明年，我屋里两个读书的",
        "wages", trade="gardening", season="spring", months=3,
    ),
    Text(
        "我给饭店送了半年青菜，菜钱一万二没结，老板跑路了，这个归不归你们管",
        "other", union=False, labour=False,
    ),
    Text(
        "细纱车间的，师傅讲上个月的工资要跟下个月并拢发，问为啥子，说银行系统坏了",
        "wages", trade="textile", months=1,
    ),
    Text(
        "我们六个洗碗的，年底讲好的全勤红包一人八百，临了说生意不好取消了",
        "wages", trade="hotel", season="yearend", persons=6,
    ),
)
