"""What every row says besides its value: who says it, how, in which source, where in it, when, for whose eyes."""

from __future__ import annotations

from dataclasses import dataclass, field

from habeas.core.errors import Fault, nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import Instant
from habeas.core.matter import Source
from habeas.intake.grid import Table
from habeas.intake.places import Places
from habeas.intake.words import Words, joined, split

_NOBODY = "Write who says so, as a person or body would be cited: ICE (Smith Decl.)."


@dataclass(frozen=True, slots=True)
class Witness:
    """All that the claims of one row have in common."""

    against: bool
    speaker: str
    stance: str
    source: str
    row: str
    locator: str
    pin: str
    quote: str
    said: Instant | None
    label: str
    note: str


@dataclass
class Witnesses:
    """Reads the witness columns of claim rows and event rows alike."""

    sources: dict[str, Source]
    words: Words
    places: Places
    listed: frozenset[str] = frozenset()  # ids of sources, also of those whose rows are refused
    notices: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._labels = {name: split(source.label) for name, source in self.sources.items()}

    def read(
        self, table: Table, number: int, row: list[str], speaker_column: str, faults: list[Fault]
    ) -> Witness | None:
        """The witness, or None with the reasons added to ``faults``."""
        before = len(faults)
        at = table.at

        def fault(column: str, raised: ValueFault) -> None:
            faults.append(raised.at(table.file, number, column))

        speaker, stance, source = row[at(speaker_column)], row[at("stance")], row[at("source")]
        said: Instant | None = None
        against, label = False, ""
        if not speaker:
            fault(speaker_column, ValueFault("no-speaker", "nobody is named as saying this.", _NOBODY))
        try:
            against = self.words.turned(row[at("not")])
        except ValueFault as raised:
            fault("not", raised)
        try:
            # a denial speaks against its value, and "not" turns any stance: a denial of a denial puts it forward
            against = against != (self.words.stance(stance) == "denies")
        except ValueFault as raised:
            fault("stance", raised)
        try:
            said = self.words.instant(row[at("said")])
        except ValueFault as raised:
            fault("said", raised)
        try:
            label = joined(self.words.labels(row[at("label")]) | self._labels.get(source, frozenset()))
        except ValueFault as raised:
            fault("label", raised)
        locator, quote = row[at("locator")], row[at("quote")]
        if source not in self.sources:
            if source not in self.listed:
                fault("source", _unknown(source, self.sources))
        elif locator or quote:
            locator, found = self.places.locate(self.sources[source], locator, quote)
            for column, wrong in found:
                fault(column, wrong)
        if len(faults) > before or source not in self.sources:
            return None
        if against is False and stance == "denies":
            self.notices.append(
                Fault("doubled-negation", "a denial with not = yes: it is read as putting its value forward.",
                      "Write what is meant once.", table.file, number, "not")
            )  # fmt: skip
        return Witness(
            against, speaker, stance, source, f"{table.file}:{number}", locator, row[at("pin")], quote, said, label,
            row[at("note")],
        )  # fmt: skip


def _unknown(source: str, sources: dict[str, Source]) -> ValueFault:
    if not source:
        return ValueFault("unknown-source", "no source is named.", "Every claim stands in a source of sources.csv.")
    mend = nearest(source, sources) or "Add it to sources.csv."
    return ValueFault("unknown-source", f"there is no source {quoted(source)}.", mend)
