"""What others concluded of an act: courts, parties, officials. Shown beside findings, never used by them.

A conclusion stands under the reading of whoever holds it: a reading names the source in which its holder said so,
and whoever speaks there speaks for it. A conclusion of anyone else stands under each reading that makes its act
the one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.core.claim import Claim
from habeas.report.dates import written_out
from habeas.report.model import Conclusion
from habeas.report.sayings import Sayings
from habeas.report.words import listed, plain

_PROPERTIES = ("act.breaches", "act.complies", "act.manner")
_NOUNS = {
    "asserts": "assertion", "denies": "denial", "admits": "admission",
    "alleges": "allegation", "finds": "finding", "records": "record",
}  # fmt: skip
_ENDS = {"vacates": "vacated", "stays": "stayed", "supersedes": "superseded", "narrows": "narrowed"}


@dataclass(frozen=True)
class Concluded:
    """A conclusion with its act and its speaker, by which it finds its place."""

    act: str
    speaker: str
    shown: Conclusion


class Conclusions:
    """The conclusions on one instrument."""

    def __init__(self, sayings: Sayings, instrument: str) -> None:
        self._sayings = sayings
        self._instrument = f"instrument:{instrument}"
        claims = [
            claim
            for subject, name in sayings.facts()
            if name in _PROPERTIES
            for content in sayings.of(subject, name)
            for claim in sayings.claims(content)
        ]
        # A text names no instrument; it goes with what the same source concludes of the same act by name.
        named = {(claim.subject, claim.source): set[str]() for claim in claims}
        for claim in claims:
            if claim.value.key.startswith("instrument:"):
                named[claim.subject, claim.source].add(claim.value.key)
        self.all = _merged(
            self._concluded(claim)
            for claim in claims
            if self._instrument in (named[claim.subject, claim.source] or {self._instrument})
            and (not claim.value.key.startswith("instrument:") or claim.value.key == self._instrument)
        )

    def speakers(self, source: str) -> frozenset[str]:
        """Whoever speaks in that source, or in one that goes back to it."""
        origin = self._sayings.matter.origin_of
        return frozenset(
            claim.speaker
            for subject, name in self._sayings.facts()
            for content in self._sayings.of(subject, name)
            for claim in self._sayings.claims(content)
            if source and origin(claim.source) == origin(source)
        )

    def _concluded(self, claim: Claim) -> Concluded:
        source = self._sayings.matter.sources.get(claim.source)
        said = claim.said or (source.date if source is not None else None)
        shown = Conclusion(
            who=claim.speaker,
            words=self._words(claim),
            when=written_out(said, self._sayings.matter.zone) if said is not None else "",
            url=source.url if source is not None else "",
            source=claim.source,
            ended=self._ended(claim),
        )
        return Concluded(claim.subject, claim.speaker, shown)

    def _words(self, claim: Claim) -> str:
        noun = _NOUNS[claim.stance]
        if claim.against and claim.stance != "denies":
            noun += " against"
        text = "" if claim.value.key.startswith("instrument:") else f": {claim.value.text}"
        if claim.property == "act.breaches":
            return f"{noun} of a breach{text}"
        if claim.property == "act.complies":
            return f"{noun} that it was kept{text}"
        return f"{noun} that it was {plain(claim.value.text)}"

    def _ended(self, claim: Claim) -> str:
        """By what later act the conclusion lost its force: one that is about the act in which it was reached."""
        origin = self._sayings.matter.origin_of
        deciding = {
            other.subject
            for other in self._about(claim.subject)
            if other.subject != claim.subject and origin(other.source) == origin(claim.source)
        }
        ends: dict[str, tuple[int, str, str]] = {}
        for act in sorted(deciding):
            for ending in self._about(act):
                kinds = {content.key for content in self._sayings.of(ending.subject, "act.kind") if not content.against}
                for kind in sorted(kinds & _ENDS.keys()):
                    words = f"{_ENDS[kind]}{self._by_whom_when(ending.subject)}"
                    ends[ending.subject] = (self._low(ending.subject), kind, words)
        told = sorted(ends.values())
        last = [one for one in told if one[1] == "vacates"] or told  # what is vacated need not be said to be stayed
        return "; ".join(words for *_, words in last)

    def _about(self, key: str) -> list[Claim]:
        return [
            claim
            for subject, name in self._sayings.facts()
            if name == "act.about"
            for content in self._sayings.of(subject, name)
            if content.key == key and not content.against
            for claim in self._sayings.claims(content)
        ]

    def _low(self, act: str) -> int:
        times = [self._sayings.claims(content)[0].value.data for content in self._sayings.of(act, "act.time")]
        return min((time.low for time in times if hasattr(time, "low")), default=0)

    def _by_whom_when(self, act: str) -> str:
        names = self._sayings.names
        by = [names.entity(content.key) for content in self._sayings.of(act, "act.by") if not content.against]
        times = [
            written_out(claim.value.data, names.zone)  # type: ignore[arg-type]
            for content in self._sayings.of(act, "act.time")
            if not content.against
            for claim in self._sayings.claims(content)[:1]
        ]
        return (f" by {listed(by)}" if by else "") + (f", {listed(times, last='or')}" if times else "")


def _merged(found: Iterable[Concluded]) -> tuple[Concluded, ...]:
    """One line for what one speaker concluded of one act, as far as it met the same end."""
    merged: dict[tuple[str, str, str], list[Concluded]] = {}
    for one in found:
        merged.setdefault((one.act, one.speaker, one.shown.ended), []).append(one)
    out = []
    for (act, speaker, ended), same in merged.items():
        words = "; ".join(dict.fromkeys(one.shown.words for one in same))
        days = listed(dict.fromkeys(one.shown.when for one in same if one.shown.when))
        first = same[0].shown
        out.append(Concluded(act, speaker, Conclusion(speaker, words, days, first.url, first.source, ended)))
    return tuple(out)
