"""Hides who is named in a text before the text becomes a training row. Pure; keeps every length.

Phones, identity numbers and bank cards as `kit.masking` does, shorter runs of digits that may be numbers of
an account, addresses of mail, names of chat accounts, and personal names that are known or where words around them say
that they are names. A name without such words, in running text, is not found: what is kept is less telling,
not anonymous.
"""

import re
from collections.abc import Iterable

from tongxin.kit.masking import mask_text

HIDDEN = "某"
# The hundred most frequent surnames of the 2020 census and some frequent ones of Zhejiang; double surnames.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤楼俞骆章傅倪葛童裘屠华"
)
DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒"
_GIVEN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:(?:{DOUBLE}){_GIVEN}{{1,2}}|[{SURNAMES}]{_GIVEN}{{1,2}}?)"
_END = r"(?=$|[\s,，。.、;；:：!！?？()（）\d*]|本人|一[起同]|都|[两二]人|[是在于与和及等说称的拖欠不没被为从向到受])"
_BEFORE = (
    r"(?:(?<![被来喊哭大])叫|我是|姓名|名叫|名字叫|联系人|法定代表人|法人代表|法人|代表人|负责人|经办人|申请人|投诉人|举报人|来电人|反映人|当事人|"
    r"老板娘?|包工头|工头|工友|同事|患者|死者|伤者|亡者|丈夫|妻子|父亲|母亲|儿子|女儿|原告|被告|叫做|署名)(?:叫|是|为|名叫)?[\s:：]{0,2}"
)
_TITLE = r"(?:先生|女士|小姐|师傅|老师|同志|大姐|大哥|阿姨|某某?)"
SHAPES = (
    re.compile(rf"{_BEFORE}(?P<name>{_NAME}){_END}"),
    re.compile(rf"(?P<name>{_NAME}|[{SURNAMES}])(?={_TITLE})"),
    re.compile(rf"(?:工头|老板|班长|队长|组长)老(?P<name>[{SURNAMES}]){_END}"),
    re.compile(
        rf"(?:我们?|本人|他|她|工友|同事|老乡)(?:和|与|跟|及)(?P<name>{_NAME}(?:[、,，和与及]{_NAME})*){_END}"
    ),
    re.compile(
        rf"(?:^|[\s,，。;；:：!！?？])(?P<name>{_NAME})(?=拖欠|欠我|欠了|欠薪|欠大家|不给|不发|跑了|失联)"
    ),
    re.compile(rf"(?<!{_GIVEN})(?P<name>{_NAME}(?:[、,， ]{_NAME}){{2,}}){_END}"),
)
NUMBER = re.compile(r"(?<!\d)(?<!\d\.)\d{7,}(?!\d|\.\d|\s*(?:元|块|万|亿))")
ADDRESS = re.compile(r"[\w.+-]{2,}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
ACCOUNT = re.compile(
    r"(?:微信号?|[QqＱ][QqＱ]号?|[VvWw][Xx]|支付宝|抖音号?|快手号?)(?:号码?|是|为|[:：\s]){0,3}(?P<name>[A-Za-z0-9][\w.-]{4,29})"
)
LEAST = 2  # characters of a known name; a surname alone would hide half of the text
LONGEST = 20_000  # characters looked at; the rest is cut off


def anonymised(text: str, known: Iterable[str] = ()) -> str:
    """`text`, at most LONGEST characters of it, with names as 某 and numbers starred, no character moved.

    `known`: names of people that stand in the text, such as that of who reported it.
    """
    shown = list(mask_text(text[:LONGEST]))
    plain = "".join(shown)
    for name in known:
        if len(name.strip()) >= LEAST:
            for found in re.finditer(re.escape(name.strip()), plain):
                _hide(shown, *found.span(), HIDDEN)
    for found in ACCOUNT.finditer(plain):
        _hide(shown, *found.span("name"), "*")
    for shape in SHAPES:
        for found in shape.finditer(plain):
            _hide(shown, *found.span("name"), HIDDEN)
    for shape in (NUMBER, ADDRESS):
        for found in shape.finditer(plain):
            _hide(shown, *found.span(), "*")
    return "".join(shown)


def _hide(shown: list[str], start: int, end: int, sign: str) -> None:
    for at in range(start, end):
        if shown[at].isalnum() or shown[at] in "@.":
            shown[at] = sign
