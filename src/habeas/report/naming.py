"""What the matter's ids and contents are called in a sentence.

Sentences are built from one table: for each property what a claim of it says, what its denial says, and what one
asks when it is open. A property that is not in the table is said plainly with its own name.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.claim import Claim, Content, Value
from habeas.core.edtf import show_instant
from habeas.core.instant import Instant
from habeas.report.words import name_of, plain, upper_first

# property: (said, denied, asked); {s} the subject, {v} the value
_SAID: dict[str, tuple[str, str, str]] = {
    "act.kind": ("{s} is an act of the kind “{v}”", "{s} is not an act of the kind “{v}”", "of what kind {s} was"),
    "act.time": ("{s} was {v}", "{s} was not {v}", "when {s} was, to the minute"),
    "act.person": ("{s} was done to {v}", "{s} was not done to {v}", "whether {s} was done to {v}"),
    "act.by": ("{s} was done by {v}", "{s} was not done by {v}", "whether {s} was done by {v}"),
    "act.place": ("{s} was at {v}", "{s} was not at {v}", "where {s} was"),
    "act.from": ("{s} began at {v}", "{s} did not begin at {v}", "where {s} began"),
    "act.to": ("{s} led to {v}", "{s} did not lead to {v}", "where {s} led to"),
    "act.carrier": ("{s} was by {v}", "{s} was not by {v}", "by what carrier {s} was"),
    "act.authority": ("{s} rested on {v}", "{s} did not rest on {v}", "whether {s} rested on {v}"),
    "act.instrument": ("{s} concerned {v}", "{s} did not concern {v}", "which instrument {s} concerned"),
    "act.about": ("{s} was about {v}", "{s} was not about {v}", "whether {s} was about {v}"),
    "act.ground": ("the reason given for {s} is: {v}", "the reason for {s} is not: {v}", "for what reason {s} was"),
    "act.happened": ("{s} took place", "{s} did not take place", "whether {s} took place"),
    "act.before": ("{s} ended before {v} began", "{s} did not end before {v} began", "whether {s} came before {v}"),
    "act.during": ("{s} was during {v}", "{s} was not during {v}", "whether {s} was during {v}"),
    "act.planned": ("{s} was planned for {v}", "{s} was not planned for {v}", "for when {s} was planned"),
    "act.breaches": ("{s} broke {v}", "{s} did not break {v}", "whether {s} broke {v}"),
    "act.complies": ("{s} kept {v}", "{s} did not keep {v}", "whether {s} kept {v}"),
    "act.manner": ("{s} was {v}", "{s} was not {v}", "in what manner {s} was done"),
    "person.member_of": ("{s} belongs to {v}", "{s} does not belong to {v}", "whether anyone in {s} belongs to {v}"),
    "person.same_as": ("{s} is the same as {v}", "{s} is not the same as {v}", "whether {s} is the same as {v}"),
    "group.part_of": (
        "everyone in {s} belongs to {v}",
        "not everyone in {s} belongs to {v}",
        "whether everyone in {s} belongs to {v}",
    ),
    "group.some_in": ("some in {s} belong to {v}", "nobody in {s} belongs to {v}", "whether some in {s} belong to {v}"),
    "group.parts": ("{v} is a part of {s}", "{v} is no part of {s}", "whether {v} is a part of {s}"),
    "group.size": ("{s} counts {v} people", "{s} does not count {v} people", "how many people {s} counts"),
    "custody.start": ("{s} began {v}", "{s} did not begin {v}", "when {s} began"),
    "custody.end": ("{s} ended {v}", "{s} did not end {v}", "when {s} ended"),
    "custody.person": ("{s} is of {v}", "{s} is not of {v}", "of whom {s} is"),
    "place.in": ("{s} lies in {v}", "{s} does not lie in {v}", "whether {s} lies in {v}"),
}
_WHEN = ("act.time", "custody.start", "custody.end")
_OTHER = ("{s}, {p}: {v}", "{s}, {p}: not {v}", "what the {p} of {s} is")


class Names:
    """Names for one matter, its times shown by the clock of ``zone``."""

    def __init__(self, claims: Iterable[Claim], titles: dict[str, str], zone: str) -> None:
        self.zone = zone
        self._titles = titles  # instruments bring their own
        self._values: dict[tuple[str, str], Value] = {}
        for claim in claims:
            self._values.setdefault((claim.property, claim.value.key), claim.value)

    def entity(self, identity: str) -> str:
        """A name within a sentence; a group's name is a label that somebody chose, so it stands in quotes."""
        if identity in self._titles:
            return f"“{self._titles[identity]}”"
        kind, _, rest = identity.partition(":")
        if kind == "group":
            return f"“{plain(rest)}”"
        if kind == "custody":
            return f"custody “{plain(rest)}”"
        if kind == "carrier":
            return plain(rest)
        return name_of(identity)

    def title(self, identity: str) -> str:
        """A name as a heading."""
        return self._titles.get(identity) or upper_first(name_of(identity))

    def value(self, value: Value) -> str:
        """A value as it is understood: times by the matter's clock, ids by their names."""
        if isinstance(value.data, Instant):
            return show_instant(value.data, self.zone)
        if value.kind == "entity":
            return self.entity(value.key)
        if value.kind == "code":
            return self.entity(value.key) if ":" in value.key else plain(value.text)
        return value.text

    def content(self, content: Content) -> str:
        """What the content says, as a sentence without its full stop."""
        said, denied, _ = _SAID.get(content.property, _OTHER)
        known = self._values.get((content.property, content.key))
        value = self.entity(content.key) if known is None else self.value(known)
        if known is not None and content.property in _WHEN:
            value = _at(value)
        return self._filled(denied if content.against else said, content.subject, content.property, value)

    def question(self, fact: str) -> str:
        """What an open fact asks, within a sentence: ``whether anyone of … belongs to …``."""
        subject, _, rest = fact.partition(" ")
        name, _, key = rest.partition(" ")
        if "." not in name or "/" in name:  # a duty's own question: "act:removal facilitate/facilitate done"
            return (
                f"whether what “{plain(name.partition('/')[2] or name)}” requires was done for {self.entity(subject)}"
            )
        value = self._values.get((name, key))
        words = self.value(value) if value is not None else self.entity(key) if key else "someone"
        return self._filled(_SAID.get(name, _OTHER)[2], subject, name, words, first=False)

    def _filled(self, pattern: str, subject: str, name: str, value: str, first: bool = True) -> str:
        label = plain(name.partition(".")[2])
        words = pattern.replace("{p}", label).replace("{s}", self.entity(subject)).replace("{v}", value)
        return upper_first(words) if first else words


def _at(time: str) -> str:
    """``at 18:48``, ``on`` a day; "by", "from" and "about" stand as they are."""
    if not time[:1].isdigit():
        return time
    return f"at {time}" if ":" in time else f"on {time}"
