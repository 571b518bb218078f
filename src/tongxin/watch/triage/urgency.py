"""Signs that a matter is about to escalate or that life is at risk, with negation and hypotheticals."""

import re

from tongxin.watch.triage.patterns import guarded

# (pattern, what it is a sign of). Weights are not needed: one sign that stands is enough.
_SIGNS: tuple[tuple[str, str], ...] = (
    (
        r"跑路|失联|卷款|(?:老板|包工头|负责人|法人)[^,，。]{0,4}(?:跑了|逃跑|躲起来|不见人|消失)|携款|人去楼空|老板找不到|找不到(?:老板|包工头|负责人|人了)|玩失踪|逃匿|潜逃|逃走|销声匿迹|下落不明|联系不上(?:老板|包工头|负责人|他)",
        "用人单位负责人失联",
    ),
    (r"转移(?:公司|厂里|企业|设备|财|资)|变卖(?:设备|资产|厂)|搬走设备|转移资产|转移财产|抽逃", "转移财产"),
    (r"罢工|停工(?!留薪)(?:抗议|维权|讨)|罢课|罢运|罢市|怠工", "停工罢工"),
    (
        r"堵(?:门|路|大门|厂门|马路)|围堵|拉横幅|打横幅|举横幅|聚集|静坐|游行|示威|群体(?:性)?事件|聚众|绝食|封路|拦车|断水断电|集体(?:维权|讨薪|请愿|抗议|罢)|[数几上][百千][多余]?[名人个][^,，。]{0,10}(?:到|去|在)[^,，。]{0,10}(?:讨要|讨薪|抗议)|冲击(?:政府|机关)|械斗",
        "聚集堵门",
    ),
    (r"(?:集体|去|准备|要|组织|进京|越级|赴省|只能|只好|联名|逐级)上访|上访(?:了|到|去)", "上访"),
    (
        r"跳楼|轻生|自杀|寻死|自焚|喝农药|服毒|同归于尽|以死|拼命|用生命|活不下去|不想活|跟他们拼|炸掉|鱼死网破|极端(?:手段|行为|方式|的手段)|走绝路|逼上绝路|没有活路|死路一条|逼死",
        "极端行为",
    ),
    (
        r"有[^,，。]{0,4}生命危险|无钱(?:医治|治疗|手术)|没钱(?:医治|治疗|手术)|停药|危在旦夕|生命垂危|濒临死亡|奄奄一息|等钱(?:救命|治|手术)|急需[冶治]疗|拒绝(?:救治|支付抢救)|面临(?:截肢|死亡)|救命[!!]",
        "危及生命",
    ),
    (r"打手|被打伤|殴打(?:工人|民工|员工|讨薪)|动用黑", "暴力"),
)
_SIGN = guarded(
    "|".join(f"(?P<s{number}>{pattern})" for number, (pattern, _) in enumerate(_SIGNS)), also="数几上"
)
_NEGATED = re.compile(
    r"(?:没有|没|不会|不想|不愿|不敢|并未|未|不是|不要|不能|禁止|严禁|杜绝|避免|防止|不得|从不|绝不|不让|无人|不曾|而不|没闹|没有任何|谈不上)[^,，。;!?]{0,4}$"
)
_SUPPOSED = re.compile(
    r"(?:听说过|万一|假如|如果有人|曾经有人|以前|当年|历史上|电影|新闻|报道|预防|应对|依法处理|举报(?:别人|他人))[^,，。;!?]{0,8}$"
)
_REPLIED = re.compile(r"^(?:没有|并非|不属实|的?谣言|的?可能性|罪|案件|条例|预案|演练|的?传闻)")
# A threat may stand in the conditional (再不发工资就去堵门) and still counts.
_THREAT = re.compile(r"(?:再不|若不|如不|不然|否则|要是不|还不)[^。!?]{0,16}$")


def signs(text: str) -> list[tuple[int, int, str]]:
    """(start, end, sign) for each sign in folded text that is neither denied nor merely supposed."""
    standing = []
    for match in _SIGN.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if _stands(before, text[match.end() : match.end() + 8]):
            standing.append((match.start(), match.end(), _SIGNS[int((match.lastgroup or "s0")[1:])][1]))
    return standing


def _stands(before: str, after: str) -> bool:
    if _THREAT.search(before):
        return True
    return not (_NEGATED.search(before) or _SUPPOSED.search(before) or _REPLIED.match(after))
