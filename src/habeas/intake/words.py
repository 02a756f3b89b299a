"""The words of one matter: cells to ids, values, instants, stances and labels, each text read once.

Every method raises ``ValueFault``; whoever reads the row knows the place.
"""

from __future__ import annotations

from dataclasses import replace

from habeas.core.claim import Value
from habeas.core.edtf import read_instant
from habeas.core.errors import nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.instant import Instant
from habeas.core.schema import Property
from habeas.core.values import read_id, read_value
from habeas.intake.settings import Settings

FOUND_CODES = ("conviction", "violent_conviction", "pending", "none_found", "not_searched", "unclear")
_YES = {"": False, "no": False, "yes": True}


class Words:
    """Reads cells by the settings of a matter. Texts repeat from row to row, so each is read once and kept."""

    def __init__(self, settings: Settings) -> None:
        self.schema = settings.schema
        self._zone = settings.zone
        self._about = settings.about
        self._labels = frozenset(settings.labels)
        self._subjects: dict[tuple[str, str], str] = {}
        self._values: dict[tuple[str, str], Value] = {}
        self._label_cells: dict[str, frozenset[str]] = {"": frozenset()}

    def property(self, name: str) -> Property:
        return self.schema.property(name)

    def stance(self, word: str) -> str:
        return self.schema.stance(word)

    def source_kind(self, word: str) -> str:
        return self.schema.source_kind(word)

    def subject(self, text: str, prop: Property) -> str:
        """The id of a claim's subject: of the type that the property's name begins with. What is said of the
        people of a group (``person.member_of``, ``person.called``) may have the group as its subject.
        """
        kind = prop.name.partition(".")[0]
        known = self._subjects.get((kind, text))
        if known is None:
            allowed = ("person", "group") if kind == "person" else (kind,)
            known = self._subjects[kind, text] = read_id(text, allowed, kind)
        return known

    def value(self, prop: Property, text: str) -> Value:
        known = self._values.get((prop.name, text))
        if known is None:
            known = self._values[prop.name, text] = read_value(prop, text, self._zone, self._about)
        return known

    def counted(self, value: Value, note: str) -> Value:
        """``search.found`` says how many had *what*, and the what is the first word of the note. It is part of what
        is said: 40 with a conviction and 40 without are two things.
        """
        code = note.partition(" ")[0].rstrip(";,:.")
        if code not in FOUND_CODES:
            raise ValueFault(
                "unknown-found-code",
                f"search.found needs what was found as the first word of the note, not {quoted(code)}.",
                nearest(code, FOUND_CODES),
            )  # fmt: skip
        return replace(value, key=f"{value.key} {code}")

    def instant(self, text: str) -> Instant | None:
        return read_instant(text, self._zone, self._about) if text else None

    def turned(self, text: str) -> bool:
        """The column ``not``."""
        if text not in _YES:
            raise ValueFault("bad-not", f"{quoted(text)} in the column not.", "Write yes, or leave it empty.")
        return _YES[text]

    def labels(self, text: str) -> frozenset[str]:
        """The labels of a cell; several with ``;`` between. ``public`` is what has none."""
        known = self._label_cells.get(text)
        if known is None:
            found = split(text) - {"public"}
            for word in sorted(found - self._labels):
                raise ValueFault(
                    "unknown-label", f"unknown label {quoted(word)}.",
                    nearest(word, self._labels) or "List it in matter.yaml under labels.",
                )  # fmt: skip
            known = self._label_cells[text] = found
        return known


def split(text: str) -> frozenset[str]:
    """The words of a cell that holds several."""
    return frozenset(word for part in text.split(";") if (word := part.strip()))


def joined(labels: frozenset[str]) -> str:
    """Labels as a claim carries them."""
    return ";".join(sorted(labels))
