"""``claims/*``: one claim a row."""

from __future__ import annotations

from dataclasses import replace

from habeas.core.claim import Claim, Value
from habeas.core.errors import Fault
from habeas.core.faults import ValueFault
from habeas.intake.grid import Columns, Table
from habeas.intake.turned import turned_cells
from habeas.intake.witness import Witness, Witnesses
from habeas.intake.words import Words

COLUMNS = Columns(
    known=("subject", "property", "value", "source", "locator", "speaker", "stance", "said", "label", "note", "not",
           "pin", "quote"),
    required=("subject", "property", "value", "source", "speaker", "stance"),
)  # fmt: skip
_TRUE = Value("flag", "true", "true", True)


def read_claims(table: Table, words: Words, witnesses: Witnesses, faults: list[Fault]) -> list[Claim]:
    """The claims of the rows in which nothing is wrong; what is wrong with the others is added to ``faults``."""
    subject_at, property_at, value_at = table.at("subject"), table.at("property"), table.at("value")
    found: list[Claim] = []
    dates: set[tuple[int, str]] = set()
    for number, row in table.numbered():
        witness = witnesses.read(table, number, row, "speaker", faults)
        column = "property"
        try:
            prop = words.property(row[property_at])
            if "instant" in prop.kinds:
                dates.add((number, "value"))
            column = "subject"
            subject = words.subject(row[subject_at], prop)
            column = "value"
            value = words.value(prop, row[value_at])
            if prop.name == "search.found":
                column = "note"
                value = words.counted(value, row[table.at("note")])
        except ValueFault as fault:
            faults.append(fault.at(table.file, number, column))
            continue
        if witness is not None:
            found.append(as_claim(subject, prop.name, value, witness))
    faults += turned_cells(table, frozenset(dates))
    return found


def as_claim(subject: str, prop: str, value: Value, witness: Witness) -> Claim:
    """The claim of one value, witnessed as its row says.

    A flag that is said to be false is a denial of its being true (semantics 7).
    """
    against = witness.against
    if value.kind == "flag" and value.data is False:
        value, against = replace(_TRUE, text=value.text), not against
    return Claim(
        subject, prop, value, against, witness.speaker, witness.stance, witness.source, witness.row, witness.locator,
        witness.pin, witness.quote, witness.said, witness.label, witness.note,
    )  # fmt: skip
