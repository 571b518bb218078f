"""A statute as a text file, taken apart into chapters and articles. No Django.

The form: `# 题名`, the lines on who adopted and amended it, `<!-- INFO END -->`, then `## 第一章 …`, `### 第一节 …` and
paragraphs, of which those that begin with 第N条 (in a text without any: with N、) begin an article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tongxin.ground.statutes.numerals import read
from tongxin.kit.text import clean

NATION = "中华人民共和国"
INFO_END = "<!-- INFO END -->"
LONGEST = {"title": 200, "chapter": 120}
MOST_ARTICLES = 3000
Place = tuple[int, int, str]  # number, branch, label

_NAME = re.compile(r"^(?P<title>.+)[(（](?P<date>\d{4}-\d{2}-\d{2})[)）]\.md$")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s*(?P<words>\S.*)$")
_CHAPTER = re.compile(r"^(第[一二三四五六七八九十百千零]+[编章节])\s*(.*)$")
_NUMERAL = "[一二三四五六七八九十百千零]{1,12}"
_ARTICLE = re.compile(rf"^第(?P<number>{_NUMERAL})条(?:之(?P<branch>{_NUMERAL}))?(?P<gap>\s*)(?P<text>.*)$")
_POINT = re.compile(rf"^(?P<number>{_NUMERAL})、\s*(?P<text>.*)$")
ITEM = re.compile(rf"^(?:[(（](?:{_NUMERAL}|\d{{1,3}})[)）]|\d{{1,3}}[.．、]|{_NUMERAL}、)")
_APPENDIX = re.compile(r"^附(?:录|件|表)\s*[一二三四五六七八九十\d]*\s*(?:[：:]|$)")
_ENDS = "。；：:;”！？!?)）》…"


class Unreadable(ValueError):
    """The file is no statute in the known form; says why in Chinese."""


@dataclass(frozen=True)
class FoundArticle:
    """第三十条之一 of `chapter` and `section`: number 30, branch 1 (0 without 之). `text`: a line a paragraph."""

    number: int
    branch: int
    label: str
    chapter: str
    section: str
    text: str


@dataclass
class Found:
    """A statute with its articles in order. `short` is the title without 中华人民共和国."""

    title: str
    short: str
    version: date
    issued: str = ""
    preamble: str = ""
    appendix: str = ""
    articles: list[FoundArticle] = field(default_factory=list)


def parse(name: str, text: str) -> Found:
    """The statute in the file `name` (题名(2018-12-29).md).

    Raises Unreadable: for a name without a date, no title or another one than the file's, no article, or numbers
    that do not follow each other.
    """
    short, version = _named(name)
    head, body = _halves(clean(text.replace("\r\n", "\n").replace("\r", "\n")))
    title, issued = _titled(head)
    if title.removeprefix(NATION) != short:
        raise Unreadable(f"文件名是“{short}”，正文题名却是“{title}”")
    found = Found(title, short, version, issued=issued)
    _Reading(found).take(_paragraphs(body))
    if not found.articles:
        raise Unreadable("没有找到任何条文（第一条……）")
    return found


def _named(name: str) -> tuple[str, date]:
    match = _NAME.match(name)
    if match is None:
        raise Unreadable("文件名应为“题名(年-月-日).md”，如“劳动法(2018-12-29).md”")
    try:
        return _tight(match["title"]).removeprefix(NATION), date.fromisoformat(match["date"])
    except ValueError:
        raise Unreadable(f"文件名中的日期 {match['date']} 不存在") from None


def _halves(text: str) -> tuple[str, str]:
    """What stands before the first article or chapter, and the rest."""
    head, mark, body = text.partition(INFO_END)
    if mark:
        return head, _uncommented(body)
    lines = _uncommented(text).split("\n")
    first = next((n for n, line in enumerate(lines) if _begins(line.strip())), len(lines))
    return "\n".join(lines[:first]), "\n".join(lines[first:])


def _begins(line: str) -> bool:
    heading = _HEADING.match(line)
    return bool(_ARTICLE.match(line) or (heading and len(heading["marks"]) > 1) or _POINT.match(line))


def _titled(head: str) -> tuple[str, str]:
    lines = [line.strip() for line in _uncommented(head).split("\n") if line.strip()]
    heading = _HEADING.match(lines[0]) if lines else None
    if heading is None or len(heading["marks"]) > 1:
        raise Unreadable("第一行应为“# 题名”")
    title = _tight(heading["words"])
    if len(title) > LONGEST["title"]:
        raise Unreadable(f"题名超过 {LONGEST['title']} 字")
    return title, "\n".join(lines[1:])


def _paragraphs(body: str) -> Iterator[str]:
    """The paragraphs, those that a line break cut in two put together again."""
    held = ""
    for line in (each.strip() for each in body.split("\n")):
        if not line:
            continue
        new = _HEADING.match(line) or ITEM.match(line) or _ARTICLE.match(line)
        if held and not new and held[-1] not in _ENDS and not _HEADING.match(held):
            held += line
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


class _Reading:
    """Where one pass over the paragraphs stands."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.chapter = self.section = ""
        self.lines: list[str] = []  # of the article, preamble or appendix being read
        self.place: Place | None = None
        self.closed = False  # the appendix has begun

    def take(self, paragraphs: Iterator[str]) -> None:
        held = list(paragraphs)
        self.form, self.spaced = _form(held)
        for line in held:
            self._line(line)
        self._end()

    def _line(self, line: str) -> None:
        heading = _HEADING.match(line)
        begun = None if heading or self.closed else self._article(line)
        if heading:
            self._headed(heading["words"])
        elif begun:
            self._end()
            self.place, text = begun
            self.lines = [text] if text else []
        else:
            if (self.found.articles or self.place) and not self.closed and _APPENDIX.match(line):
                self._end()
                self.closed = True
            self.lines.append(line)

    def _headed(self, words: str) -> None:
        self._end()
        match = _CHAPTER.match(words)
        named = f"{match[1]} {_tight(match[2])}".strip() if match else " ".join(words.split())
        if len(named) > LONGEST["chapter"]:
            raise Unreadable(f"章名超过 {LONGEST['chapter']} 字：{named[:20]}…")
        if self.closed or _APPENDIX.match(named):
            self.closed, self.lines = True, [named]
        elif match and match[1].endswith("节"):
            self.section = named
        else:
            self.chapter, self.section = named, ""

    def _article(self, line: str) -> tuple[Place, str] | None:
        """Its place and text, if the paragraph begins an article."""
        match = self.form.match(line)
        if match is None or (self.spaced and not match["gap"]):
            return None
        number = read(match["number"])
        branched = match.groupdict().get("branch")
        branch = read(branched) if branched else 0
        if number is None or branch is None:
            return None
        label = f"第{match['number']}条" if self.form is _ARTICLE else match["number"]
        label += f"之{branched}" if branched else ""
        self._follows(number, branch, label)
        return (number, branch, label), match["text"]

    def _follows(self, number: int, branch: int, label: str) -> None:
        last, last_branch, last_label = self.place or self._last()
        if (number, branch) not in ((last + 1, 0), (last, last_branch + 1)):
            raise Unreadable(f"条号不连续：{last_label or '开头'}之后是{label}")

    def _last(self) -> Place:
        if not self.found.articles:
            return 0, 0, ""
        last = self.found.articles[-1]
        return last.number, last.branch, last.label

    def _end(self) -> None:
        """Put away what was being read."""
        text, self.lines = "\n".join(self.lines), []
        if self.place:
            if not text:
                raise Unreadable(f"{self.place[2]}没有内容")
            self.found.articles.append(FoundArticle(*self.place, self.chapter, self.section, text))
            self.place = None
            if len(self.found.articles) > MOST_ARTICLES:
                raise Unreadable(f"条文超过 {MOST_ARTICLES:,} 条")
        elif self.closed:
            self.found.appendix = "\n".join(filter(None, [self.found.appendix, text]))
        elif text:
            self.found.preamble = "\n".join(filter(None, [self.found.preamble, text]))


def _form(lines: list[str]) -> tuple[re.Pattern[str], bool]:
    """How this text marks its articles, and whether a space must follow (第二条规定的… is no beginning then)."""
    first = next((match for line in lines if (match := _ARTICLE.match(line))), None)
    if first is None:
        return _POINT, False
    return _ARTICLE, bool(first["gap"])


def _uncommented(text: str) -> str:
    """Without <!-- … -->; one that never ends is text. In one pass, whatever the text."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join(kept) + text[at:]


def _tight(words: str) -> str:
    """总 则 → 总则."""
    return "".join(words.split())
