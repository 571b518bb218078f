"""Terms of labour matters with their weights, and the machine that finds all of them in one pass.

Terms are those of the Labour Law, the Labour Contract Law, the Social Insurance Law, the Regulation on
Work-Related Injury Insurance and the Regulation on Paying the Wages of Migrant Workers, and the everyday
words citizens use for the same things.
"""

# ruff: noqa: E501  a pattern broken over lines is harder to read than a long one

from functools import cache

import ahocorasick

CATEGORIES = ("wages", "injury", "insurance", "contract", "other")

# column → {weight: terms}. `dispute` speaks for a matter between worker and employer, `office` for one
# between citizen and administration; `group` for ten or more workers, `worker` for anyone at work.
TERMS: dict[str, dict[float, str]] = {
    "wages": {
        3.0: "拖欠工资 欠薪 讨薪 血汗钱 工钱 农民工工资 民工工资 加班费 加班工资 克扣工资 工资未发 欠工资 追讨工资 拖欠民工 劳动报酬 辛苦钱 工资拖欠 拖欠职工工资 拖欠员工工资 扣工资 不发工资 没发工资 恶意欠薪 工资条 同工同酬 最低工资",
        2.0: "工资 薪水 薪资 绩效 奖金 年终奖 提成 津贴 底薪 工款 待遇低 调薪 绩效工资 生活补助 高温补贴 13个月工资 奖励工资 未休年休假工资",
        1.0: "补贴 待遇 收入 工资待遇 补发 拖欠",
    },
    "injury": {
        3.0: "工伤 工亡 职业病 尘肺 矽肺 伤残鉴定 劳动能力鉴定 因工负伤 因公受伤 工伤认定 工伤赔偿 伤残津贴 工伤待遇 一次性伤残 因公负伤 工伤保险 停工留薪",
        2.0: "受伤 摔伤 致残 伤残 截肢 摔下 被砸 触电 中毒 骨折 抚恤金 工伤事故 猝死 护理费 上下班途中",
        1.0: "医疗费 住院 赔偿金 事故",
    },
    "insurance": {
        3.0: "社保 社会保险 养老保险 五险一金 五险 住房公积金 公积金 失业保险 生育保险 医疗保险 养老金 退休金 不买社保 不交社保 未缴社保 补缴社保 断缴 停缴 欠缴 补缴 社保局 社保卡",
        2.0: "医保 新农合 农合 参保 缴费 退休 保险 生育津贴 失业金 视同缴费 工龄 统筹 报销 提前退休 病退",
        1.0: "转移 续保 缴纳 个人账户 退休手续 社保金",
    },
    "contract": {
        3.0: "劳动合同 解除劳动关系 劳动关系 辞退 开除 裁员 经济补偿 违法解除 解除合同 被迫离职 强迫辞职 下岗 买断工龄 买断 安置费 待岗 终止合同 除名 劳务派遣 编外 清退 解聘 内退 非法用工 变相裁员 自动离职",
        2.0: "离职 辞职 辞工 改制 赔偿金 补偿金 临聘 合同工 仲裁 劳动仲裁 违约金 试用期 身份 安置 停薪留职 转正 派遣 分流 破产 续签 合同",
        1.0: "赔偿 补偿 编制 岗位 招聘 劳动法 档案",
    },
    "other": {
        3.0: "强制加班 超时加班 双休 年休假 休息日 带薪年假 产假 哺乳 未成年工 童工 押金 歧视 职业危害 劳动保护 职称 职业资格 技能鉴定 公务员 资格证 考试 落户 就业培训 低保 人才",
        2.0: "加班 请假 休息 休假 上班时间 单休 女职工 工作时间 培训 证书 成绩 报名 面试 考核 评定 就业 户口 三支一扶 创业 高温 粉尘 噪音",
        1.0: "政策 补贴 待遇 调动",
    },
    "dispute": {
        3.0: "拖欠 欠薪 讨薪 血汗钱 克扣 辞退 开除 裁员 劳动合同 劳动仲裁 加班费 非法用工 强迫 强制 民工 农民工 工钱 解除劳动 老板 违反劳动法 同工同酬 压榨 被公司 公司拒 单位拒 公司不 厂里 黑心 包工头 项目部 不签 扣押",
        2.0: "员工 工友 劳动法 公司 加班 职工 受伤 合同工 临时工 临聘 打工 上班 单位没 未签 不给 不发 不买 不交 下岗 安置 改制 停缴 工伤 厂方 用人单位 买断 我们单位 派遣 离职 劳动监察 工地 编外 维权",
        1.0: "工作 单位 工资 工人 领导 医院 学校 待遇",
    },
    "office": {
        3.0: "咨询 新农合 农合 报销 医保卡 社保卡 职称 公务员 考试 落户 养老金调整 灵活就业 异地 城乡居民 户口 居民医保 新农保 低保 报考 职业资格 资格证 人才新政 公积金贷款 技能鉴定 失业金 生育津贴 购房 农村合作医疗 成绩",
        2.0: "请问 政策 什么时候 医保 如何办理 怎么办理 参保 续保 文件 社保局 人社局 医保中心 手续 转移 报名 证书 缴费 认证 退休金 养老金 提标 建议 审批 调整 标准 村民 小孩 宝宝 生小孩 毕业 实施 规定",
        1.0: "退休 办理 何时 是否 可以 能否 人员 工作人员 窗口 网上 局长 厅长",
    },
    "group": {
        3.0: "全体职工 全体员工 全厂 全体 民工们 职工们 员工们 教师们 老师们 我们全 几百名 数百名 上百 几十个 几十名 数十名 上千 数千 集体 一大批 所有员工 所有职工 广大职工 广大员工 广大教师 联名 全公司 全校 工友们 大家 全县教师 全院",
        2.0: "我们 民工 农民工 广大 员工 职工 教师 群体 一批 代表 同工同酬 环卫工 各乡镇 人员 强迫员工 强制 临聘人员 同事 工人们 系统 许多 很多人 工友",
        1.0: "大家 工人 我等 部分 众多",
    },
    "worker": {
        2.0: "打工 务工 上班 员工 职工 工人 民工 农民工 工友 用工 劳动者 劳务 劳动局 劳动监察 人社局 人社厅 社保 工资 退休 就业 事业编 编制 入职 养老 医保 公积金",
    },
}
COLUMNS = tuple(TERMS)


@cache
def machine() -> ahocorasick.Automaton:
    """Automaton of all terms; a hit carries (term, ((column number, weight), …))."""
    meanings: dict[str, dict[int, float]] = {}
    for number, column in enumerate(COLUMNS):
        for weight, terms in TERMS[column].items():
            for term in terms.split():
                meanings.setdefault(term, {})[number] = weight
    automaton = ahocorasick.Automaton()
    for term, columns in meanings.items():
        automaton.add_word(term, (term, tuple(columns.items())))
    automaton.make_automaton()
    return automaton
