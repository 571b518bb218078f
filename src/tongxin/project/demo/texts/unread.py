"""Messages that are heard in the demonstration city but that no model was fitted on, so that there is something to judge.

Many are told in a roundabout way or lie between two categories; the truth is one reader's.
"""

from tongxin.project.demo.text import Text

# fmt: off
UNREAD: dict[str, tuple[Text, ...]] = {
    "kiosk": (
        Text("厂里说这个月按天给，下个月看情况，我就想问能不能一次给清", "wages", trade="garment"),
        Text("饭卡押了三百，走的时候后勤讲人事管，人事讲后勤管，到现在没退", "other"),
        Text("一查记录中间空了八个月，会计讲系统问题，我怕影响以后拿钱", "insurance"),
        Text("师傅讲我学徒没有那个待遇，可我干的活跟他一样的，每月少一千二", "wages", amount=1200),
        Text("孕检请了半天，回来组长就让我去站大门，腰直不起来", "other"),
        Text("木板从架子上滑下来砸到脚背，班长给了两百块叫我自己去看", "injury", trade="construction"),
        Text("想开个参加工作的证明，孩子上学要用，不知道到哪里开", "other", union=False),
        Text("理发店办的卡，店关了，卡里还有一千多，找谁", "other", union=False, labour=False),
    ),
    "app": (
        Text("群里一夜之间把我移出去了，门禁也刷不开，没有人跟我说一句话", "contract", trade="software"),
        Text("年底说好的那笔钱，领导一句效益不好就没了，白纸黑字写在录用信里的", "wages", trade="software"),
        Text("骑车送单被别的车带倒，平台说我是众包，医院的单子自己出", "injury", trade="rider"),
        Text("签了三份文件让我按手印，也没给我留一份，后来才知道换了公司名字", "contract"),
        Text("三班倒连着转了二十六天，想歇一天要扣全勤", "other"),
        Text("退休的社保补贴今年什么时候发，去年是六月到的", "insurance", union=False),
        Text("小区门口修路，电瓶车进不来，上班都迟到了", "other", union=False, labour=False),
    ),
    "hotline": (
        Text("来电人称单位搬到外地，愿意去的去，不愿意去的自己想办法，问这样是否合适", "contract"),
        Text("来电人反映其父做保洁时在楼道滑倒，单位称下班时间不管，现仍住院", "injury", trade="property"),
        Text("来电人称每月到手与当初说的差两千多，单位说是各种扣项，无明细", "wages"),
        Text("来电人咨询灵活就业人员缴费档次如何调整", "insurance", union=False),
        Text("来电人投诉网购电器质量问题，商家不退", "other", union=False, labour=False),
    ),
    "weekly": (
        Text("走访发现车间东头两条线停了，人坐着，班长说等总部通知，大家议论下个月怎么办", "contract", trade="machinery"),
        Text("职工反映公积金这一栏从春节后就没有了，财务说统一调整，未见通知", "insurance"),
        Text("食堂门口贴出名单，二十三人被列为“优化”，要求周五前交回工牌", "contract", persons=23, collective=True),
        Text("几名外地职工反映宿舍月底收回，房补尚未兑现", "wages"),
        Text("夜班职工反映体检听力异常者增多，企业称等复查", "injury", trade="machinery"),
    ),
    "counter": (
        Text("来访人称做了十一个月，一直没有书面的东西，现在对方说不认识她", "contract"),
        Text("来访人咨询丈夫上夜班突发疾病去世，单位只愿给慰问金，家属如何主张", "injury"),
        Text("来访人要求单位补齐前几年的缴费，单位称已过时效", "insurance"),
        Text("来访人称干完活包头换了人，新包头不认旧账，七个人都没拿到", "wages", trade="construction", persons=7),
    ),
    "media": (
        Text("网帖：这家连锁店让员工自己掏钱冲业绩，不冲就排晚班，评论区不少人说一样", "other", trade="retail"),
        Text("网帖：毕业入职三个月，被告知岗位取消，档案卡在单位不给转", "contract", season="graduates"),
    ),
}
