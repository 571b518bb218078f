from datetime import date
from pathlib import Path

from tongxin.ground.statutes.importing import import_folder
from tongxin.ground.statutes.models import Statute
from tongxin.project.testing import FRIDAY

NAME = "云杉劳动条例(2020-05-01).md"
TEXT = """# 云杉劳动条例

2019年1月1日 云杉代表大会通过

2020年5月1日 修正

<!-- INFO END -->

## 第一章 总 则

第一条 为了云杉，制定本条例。

第二条 本条例所称报酬，包括：

（一）云杉工资；

（二）云杉补偿。

前款以外的，依照其他规定。

第二条之一 补偿按年计算。

## 第二章 附则

### 第一节 施行

第三条 第二条规定的补偿，于离开云杉时支付。

附录：

一、云杉名录
"""


def write(folder: Path, name: str = NAME, text: str | bytes = TEXT) -> Path:
    """A file in `folder`; returns the folder."""
    path = folder / name
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")
    return folder


def titled(short: str, text: str = TEXT) -> str:
    """The text under another title."""
    return text.replace("云杉劳动条例", short, 1)


def make_statute(folder: Path, short: str = "云杉劳动条例", version: str = "2020-05-01") -> Statute:
    write(folder, f"{short}({version}).md", titled(short))
    import_folder(folder, by=None, at=FRIDAY)
    return Statute.objects.get(short=short, version=date.fromisoformat(version))
