"""Whether a source holds the words that are quoted from it: word for word, altered, or not at all.

Blanks, line ends, and the shape of quotation marks, apostrophes, dashes and joined letters do not count: they
change with every copy. What the quoter marks as changed does not count either: an omission (``...``, ``[...]``, within
2,000 characters) and a capital (``[t]he``). Everything else does, capitals included, since a quotation is evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal

_ALTERED = 0.75  # share of words in common, in order, from which a passage is the same one with changes
_WORD = re.compile(r"[^\W_]+")
_OMISSION = re.compile(r"\s*(?:\[\s*(?:\.\s*){3,4}\]|\[\s*…\s*\]|…|(?:\.\s?){3,4})\s*")
_OMITTED = 2_000  # characters that an omission may leave out
_MOST = 10_000  # places tried: enough to say how often a quote stands there
_CHANGED = re.compile(r"\[([A-Za-z])\](?=[a-z])")
_COMPARED = 500  # words of a long quote that are compared when it is not there word for word
_NEAR = 12  # words shown when nothing fits

_SAME = ("'’‘‚‛`´ʼ", '"“”„‟«»', "-‐‑‒–—―−")
_CLASS = {c: f"[{re.escape(signs)}]" for signs in _SAME for c in signs}
_LIGATURES = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "ffi": "ﬃ", "ffl": "ﬄ"}
_SOFT = "\u00ad"  # a hyphen that shows only at the end of a line


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """``start`` and ``end`` are the place in the text (of the first, if ``times`` is more than one), or -1.

    ``nearest`` is the passage in the source's own words: for an altered quote, what the source says; for one
    that is not found, the passage that has most of its words, or nothing.
    """

    kind: Literal["verbatim", "altered", "not found"]
    start: int
    end: int
    nearest: str
    times: int


def find_quote(text: str, quote: str) -> QuoteMatch:
    """Where the text holds the quote. Takes well under a second on a megabyte."""
    parts = [part for part in _OMISSION.split(_unjoined(quote)) if _WORD.search(part)]
    if not parts:
        return QuoteMatch("not found", -1, -1, "", 0)
    first, *rest = (_pattern(part) for part in parts)
    found: list[tuple[int, int]] = []
    for begin in islice(first.finditer(text), _MOST):
        end = _continued(text, begin.end(), rest)
        if end is not None:
            found.append((begin.start(), end))
    if found:
        start, end = found[0]
        return QuoteMatch("verbatim", start, end, text[start:end], len(found))
    return _nearly(text, quote)


def _continued(text: str, at: int, rest: list[re.Pattern[str]]) -> int | None:
    """Where the further parts of a quote with omissions end, each soon after the one before."""
    for pattern in rest:
        found = pattern.search(text, at, at + _OMITTED)
        if found is None:
            return None
        at = found.end()
    return at


def _pattern(part: str) -> re.Pattern[str]:
    """Finds the words in any setting: any blanks between them, any shape of their marks, whole words only."""
    words = unicodedata.normalize("NFC", part.replace(_SOFT, "")).split()
    pattern = r"\s+".join(_loose(word) for word in words)
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(before + pattern + after)


def _unjoined(text: str) -> str:
    for letters, joined in _LIGATURES.items():
        text = text.replace(joined, letters)
    return text


def _loose(word: str) -> str:
    out = ""
    at = 0
    while at < len(word):
        changed = _CHANGED.match(word, at)
        if changed is not None:
            letter = changed[1]
            out += f"(?:\\[{letter}\\]|[{letter.lower()}{letter.upper()}])"
            at = changed.end()
            continue
        joined = next((n for n in (3, 2) if word[at : at + n] in _LIGATURES), 0)
        if joined:
            letters = word[at : at + joined]
            out += f"(?:{letters}|{_LIGATURES[letters]}{'|ﬀi|ﬀl' if joined == 3 else ''})"
            at += joined
        else:
            apart = unicodedata.normalize("NFD", word[at])
            either = f"(?:{word[at]}|{apart})" if apart != word[at] else re.escape(word[at])
            out += _CLASS.get(word[at]) or either
            at += 1
    return out


def _nearly(text: str, quote: str) -> QuoteMatch:
    wanted = [word.casefold() for word in _WORD.findall(_unjoined(quote))][:_COMPARED]
    spans = [(found.start(), found.end(), found[0].casefold()) for found in _WORD.finditer(text)]
    if not wanted or not spans:
        return QuoteMatch("not found", -1, -1, "", 0)
    begin = _fullest(spans, Counter(wanted), len(wanted))
    if begin is None:
        return QuoteMatch("not found", -1, -1, "", 0)
    # the passage may be longer than the quote by what was left out, and may begin a little earlier
    low, high = max(begin - len(wanted) // 2 - 2, 0), min(begin + 2 * len(wanted) + 2, len(spans))
    matcher = SequenceMatcher(None, [word for _, _, word in spans[low:high]], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = low + blocks[0].a, low + blocks[-1].a + blocks[-1].size - 1
    common = sum(block.size for block in blocks)
    start, end = spans[first][0], spans[last][1]
    if 2 * common / (len(wanted) + last - first + 1) >= _ALTERED:
        return QuoteMatch("altered", start, end, text[start:end], 1)
    stop = min(begin + max(len(wanted), _NEAR), len(spans)) - 1
    return QuoteMatch("not found", -1, -1, " ".join(text[spans[begin][0] : spans[stop][1]].split()), 0)


def _fullest(spans: list[tuple[int, int, str]], wanted: Counter[str], size: int) -> int | None:
    """Where the run of so many words begins that has most of the wanted ones, the rarer of them counting more;
    None if no word is there.
    """
    often = Counter(word for _, _, word in spans if word in wanted)
    weight = {word: 1 + 1_000_000 // count for word, count in often.items()}
    have: Counter[str] = Counter()
    score = best = 0
    begin: int | None = None
    for at, (_, _, word) in enumerate(spans):
        if word in wanted:
            have[word] += 1
            if have[word] <= wanted[word]:
                score += weight[word]
        if at >= size:
            leaving = spans[at - size][2]
            if leaving in wanted:
                if have[leaving] <= wanted[leaving]:
                    score -= weight[leaving]
                have[leaving] -= 1
        if score > best:
            best, begin = score, max(at - size + 1, 0)
    return begin
