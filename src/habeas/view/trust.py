"""Whom an asker trusts: words that include or leave out sources, kinds of source, speakers and origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from habeas.core.claim import Claim
from habeas.core.errors import UseError, nearest
from habeas.core.matter import Matter
from habeas.core.schema import load_schema

By = Literal["source", "kind", "speaker", "origin"]

_BY: tuple[By, ...] = get_args(By)
# commas between words, not those inside of brackets or quotation marks: "ICE (Cerna, 2nd declaration)" is one speaker
_PART = re.compile(r'(?:[^,()"]|\([^()]*\)|"[^"]*"|[()"])+')


@dataclass(frozen=True, slots=True)
class TrustWord:
    """One thing that is trusted or not. By ``source`` is that source alone; by ``origin`` is also all that
    reproduces it.
    """

    by: By
    name: str


@dataclass(frozen=True, slots=True)
class Trust:
    """With ``only``, nothing but what one of its words names; ``never`` is left out in any case."""

    only: tuple[TrustWord, ...] = ()
    never: tuple[TrustWord, ...] = ()

    def holds(self, claim: Claim, matter: Matter) -> bool:
        if not self.only and not self.never:
            return True
        source = matter.sources.get(claim.source)
        origin = matter.origin_of(claim.source)
        names: Mapping[By, str] = {
            "source": claim.source,
            "kind": source.kind if source is not None else "",
            "speaker": claim.speaker,
            "origin": origin,
        }
        if any(names[word.by] == word.name for word in self.never):
            return False
        return not self.only or any(names[word.by] == word.name for word in self.only)


EVERYONE = Trust()


def read_trust(texts: Iterable[str], matter: Matter, claims: Iterable[Claim] = ()) -> Trust:
    """The trust that the texts of ``--trust`` ask for, each a word or several with commas between.

    ``kind:inference``, ``source:cbs-18mar``, ``speaker:ICE (Cerna)``, ``origin:wh-post``, or the bare name of a source,
    kind or speaker. ``-``, ``!`` or ``not`` before a word leaves out what it names. ``claims`` may hold speakers that
    the files no longer have. Raises ``UseError`` for a word that names nothing.
    """
    known = _known(matter, claims)
    only: list[TrustWord] = []
    never: list[TrustWord] = []
    for text in texts:
        for part in _parts(text, known):
            leaves_out, word = _signed(part)
            (never if leaves_out else only).append(_word(word, known))
    return Trust(tuple(dict.fromkeys(only)), tuple(dict.fromkeys(never)))


def _known(matter: Matter, claims: Iterable[Claim]) -> dict[By, frozenset[str]]:
    """The names of each kind. A kind of source that no source has is known too: to leave it out leaves out nothing."""
    speakers = frozenset(claim.speaker for claim in (*matter.claims, *claims))
    ids = frozenset(matter.sources)
    kinds = frozenset(load_schema(matter.codes).source_kinds)
    return {"source": ids, "kind": kinds, "speaker": speakers, "origin": ids}


def _parts(text: str, known: Mapping[By, frozenset[str]]) -> list[str]:
    """The words of one text; a speaker whose name holds a comma may stand alone without quotation marks."""
    _, word = _signed(text.strip())
    if any(word.removeprefix("speaker:") in names for names in known.values()):
        return [text.strip()]
    return [part.strip() for part in _PART.findall(text) if part.strip()]


def _signed(part: str) -> tuple[bool, str]:
    """Whether the word is to be left out, and the word."""
    for sign in ("-", "!", "not "):
        if part.startswith(sign):
            return True, part.removeprefix(sign).strip()
    return False, part


def _word(text: str, known: Mapping[By, frozenset[str]]) -> TrustWord:
    head, colon, rest = text.partition(":")
    if colon and head in _BY:
        by = next(by for by in _BY if by == head)
        name = rest.strip().strip('"')
        if name not in known[by]:
            raise UseError(f'--trust: no {by} "{name}" in this matter. {nearest(name, known[by])}'.rstrip())
        return TrustWord(by, name)
    name = text.strip('"')
    meant = [by for by in _BY if by != "origin" and name in known[by]]
    if len(meant) > 1:
        raise UseError(f'--trust: "{name}" is a {" and a ".join(meant)}. Write {meant[0]}:{name} or {meant[1]}:{name}.')
    if not meant:
        every = known["source"] | known["kind"] | known["speaker"]
        raise UseError(
            f'--trust: "{name}" is no source, kind of source or speaker here. {nearest(name, every)}'.rstrip()
        )
    return TrustWord(meant[0], name)
