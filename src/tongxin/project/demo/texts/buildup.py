"""What is heard of two build-ups: at one employer, and at many small ones of one street. All of it is invented."""

from tongxin.project.demo.text import Text

# fmt: off
AT_FIRM: tuple[Text, ...] = (
    Text("{short}上个月的工资晚发了十天，这个月到今天还没发，车间主任说再等等。", "wages"),
    Text("我在{employer}做装配，夜班补贴从八月起就没有了，问人事说效益不好先停。", "wages"),
    Text("{short}工资又没按时发，群里没人敢问，我房贷都逾期了。", "wages"),
    Text("查社保发现{short}九月十月都没给我交，工资条上却照样扣了个人部分。", "insurance"),
    Text("{employer}要我们签自愿降薪确认书，不签的调去打扫卫生，这合法吗？", "contract"),
    Text("反映{short}拖欠两个月工资，每人只发了一千五百元生活费。", "wages", months=2),
    Text("在{short}干了九年，班长通知下月起做四休三，工资按六折，合同没有改过。", "contract"),
    Text("{short}加班费三个月没算给我们，考勤机的记录也看不到了。", "wages", months=3),
    Text("我是{employer}的检验员，上月工资没发，听说厂里的设备在往外拉，心里发慌。", "wages"),
    Text("{short}住房公积金断缴，去查是单位停缴了，没有任何通知。", "insurance"),
    Text("我爱人在{short}上班，工资欠了快三个月，孩子学费还没着落，请工会帮忙问问。", "wages", months=3),
    Text("{employer}把几个老员工叫去谈话，让写辞职报告，说写了才结欠的工资。", "contract"),
)
AT_FIRM_LAST: tuple[Text, ...] = (
    Text("{employer}一百多名工人今天没有开工，聚在厂门口要求发三个月的工资，情绪激动。", "wages", persons=100, months=3, collective=True, urgent=True),
    Text("{short}门口围了很多人，说是讨薪，有一百来人，厂里没有领导出来。", "wages", persons=100, collective=True, urgent=True),
    Text("我们{employer}全体职工三个月没拿到工资，今天一起停工讨个说法。", "wages", months=3, collective=True, urgent=True),
)
IN_STREET: tuple[Text, ...] = (
    Text("在{short}做了两个月，工资只给了一半，老板说等生意好了再补。", "wages"),
    Text("{short}拖着我上月的三千八不给，打电话也不接。", "wages", amount=3800),
    Text("离职一个月了，{short}还欠我最后半个月工资。", "wages"),
    Text("{short}说好月底发薪，现在都过去二十天了。", "wages"),
    Text("我在{employer}上班，试用期工资一分没给，说没过试用就不算。", "wages"),
    Text("{short}扣了我一千元押金和半个月工资，不让走。", "wages", amount=1000),
    Text("店里这条街生意差，{short}两个月没发工资了。", "wages", months=2),
    Text("反映{employer}拖欠工资六千二，已经找过老板三次。", "wages", amount=6200),
    Text("{short}把我们的提成取消了，去年签的单也不认。", "wages"),
    Text("我妈在{short}做保洁，三个月工资没拿到，她不识字，我替她反映。", "wages", months=3),
    Text("{short}换了老板，新老板说以前的工资找以前的人要。", "wages"),
    Text("在{employer}干了四个月，每月都拖，现在欠我九千。", "wages", amount=9000),
    Text("{short}只发底薪不发加班费，天天做到晚上十点。", "wages"),
    Text("欠薪，{short}，五千四百元，拖了一个半月，请帮忙要回来。", "wages", amount=5400),
    Text("{short}贴出转让，老板说转掉了才有钱发工资，我们心里没底。", "wages"),
    Text("我在{short}做学徒，说好每月两千五，做了两个月一分没见到。", "wages", months=2),
    Text("工资被{employer}以打烂东西为由扣光了，连饭钱都没有。", "wages"),
    Text("{short}从上月起用购物卡抵工资，卡还用不了。", "wages"),
    Text("听隔壁店说也没发，我们{short}这个月的工资也没影。", "wages"),
    Text("{short}年底结账的话说了两遍，欠我七千多，我想现在就要。", "wages", amount=7000),
    Text("从{short}辞工，老板要我先找到人顶班才肯结工资。", "wages"),
)
IN_STREET_LAST: tuple[Text, ...] = (
    Text("{employer}和旁边几家店的三十多名员工今天一起到街道反映欠薪，要求当天答复。", "wages", persons=30, collective=True, urgent=True),
    Text("{short}门口聚了三十几个人讨要工资，把路都堵住了。", "wages", persons=30, collective=True, urgent=True),
)
# fmt: on
