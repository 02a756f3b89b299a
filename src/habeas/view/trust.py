"""Whom an asker trusts: words that include or leave out sources, kinds of source, speakers and origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from habeas.core.claim import Claim
from habeas.core.errors import UseError, nearest
from habeas.core.matter import Matter

By = Literal["source", "kind", "speaker", "origin"]

_BY: tuple[By, ...] = get_args(By)
_OUT = ("-", "!")
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
            word = part.removeprefix("not ").lstrip("".join(_OUT)).strip()
            leaves_out = part.startswith(_OUT) or part.startswith("not ")
            (never if leaves_out else only).append(_word(word, known))
    return Trust(tuple(dict.fromkeys(only)), tuple(dict.fromkeys(never)))


def _known(matter: Matter, claims: Iterable[Claim]) -> dict[By, frozenset[str]]:
    speakers = frozenset(claim.speaker for claim in (*matter.claims, *claims))
    ids = frozenset(matter.sources)
    kinds = frozenset(source.kind for source in matter.sources.values())
    return {"source": ids, "kind": kinds, "speaker": speakers, "origin": ids}


def _parts(text: str, known: Mapping[By, frozenset[str]]) -> list[str]:
    """The words of one text; a speaker's name that holds a comma may stand alone without quotation marks."""
    bare = text.strip()
    if any(bare.removeprefix("speaker:") in names for names in known.values()):
        return [bare]
    return [part.strip() for part in _PART.findall(text) if part.strip()]


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
