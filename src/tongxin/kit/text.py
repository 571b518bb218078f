"""One spelling for matching, and the bigrams by which Chinese text is found."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

ESCAPES = re.compile(r"_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])_")
# C0 and C1 controls but not tab and line ends, zero-width marks, lone surrogates, non-characters.
NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
RUNS = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[^\W_{HAN}]+)")
WORD_LIMIT = 64


def clean(text: str) -> str:
    """`text` without what no database, XML or page can carry; nothing else is changed."""
    return NOISE.sub("", ESCAPES.sub("", text))


def normalise(text: str) -> str:
    """NFKC, simplified characters, no control characters; for matching, never for showing back."""
    return clean(_simplified().convert(unicodedata.normalize("NFKC", clean(text))))


def bigrams(text: str) -> list[str]:
    """Each pair of neighbouring Chinese characters and each other word in lower case, once, in order.

    A Chinese run of a single character gives that character.
    """
    return list(dict.fromkeys(_terms(text)))


def query_terms(words: str) -> list[str]:
    """The terms that a text containing all of `words` must have; empty if there is nothing to search for.

    A bigram index cannot answer for a lone Chinese character: it is left out beside longer words, and alone
    it finds only what begins a run (ask for it as a prefix).
    """
    terms = bigrams(words)
    longer = [term for term in terms if len(term) > 1 or not re.match(f"[{HAN}]", term)]
    return longer or terms


def _terms(text: str) -> list[str]:
    found: list[str] = []
    for run in RUNS.finditer(normalise(text)):
        if run["word"]:
            found.append(run["word"].lower()[:WORD_LIMIT])
        elif len(run["han"]) == 1:
            found.append(run["han"])
        else:
            found.extend(run["han"][i : i + 2] for i in range(len(run["han"]) - 1))
    return found


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")
