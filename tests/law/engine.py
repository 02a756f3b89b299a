"""The engine, run on a small matter of the oracle without files between: the bridge of the two readings."""

from __future__ import annotations

import yaml

from habeas.core.claim import Claim
from habeas.core.errors import InputError
from habeas.core.located import read_documents
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.law import Examination, read_instrument
from habeas.law.instruments.model import Instrument
from habeas.law.instruments.resolve import readings_of
from tests.law.oracle import Line as OracleLine
from tests.law.oracle import Matter

SCHEMA = load_schema({})


def claims_of(matter: Matter, zone: str = "UTC") -> list[Claim]:
    """The rows as claims, as intake makes them in a matter of that zone."""
    out = []
    for row in matter.rows:
        value = read_value(SCHEMA.property(row.property), row.value, zone, matter.about)
        against = row.against
        if value.kind == "flag" and value.data is False:
            value, against = read_value(SCHEMA.property(row.property), "true", "UTC", matter.about), not against
        out.append(
            Claim(row.subject, row.property, value, against, row.speaker, "asserts", row.source, row.row)
        )  # fmt: skip
    return out


def instruments_of(matter: Matter, zone: str = "UTC") -> list[Instrument]:
    out = []
    for number, plain in enumerate(matter.instruments):
        (node,) = read_documents(yaml.safe_dump(plain, sort_keys=False), f"i{number}.yaml")
        out.append(read_instrument(node, SCHEMA, zone, matter.about))
    return out


def examine(matter: Matter, zone: str = "UTC") -> Examination:
    origins = {row.source: row.origin for row in matter.rows}
    return Examination(claims_of(matter, zone), lambda source: origins.get(source, source), SCHEMA, zone, matter.asked)


def outcomes(matter: Matter, zone: str = "UTC") -> dict[OracleLine, str]:
    """Every line with its outcome, as ``Oracle.outcomes`` gives them."""
    examination = examine(matter, zone)
    found: dict[OracleLine, str] = {}
    for instrument in instruments_of(matter, zone):
        for reading in readings_of(instrument).values():
            for line in examination.lines(instrument, reading):
                outcome = examination.outcome(line)
                assert outcome is not None
                found[OracleLine(instrument.id, line.clause.id, line.subject or "", reading.id)] = outcome
    return found


__all__ = ["InputError", "claims_of", "examine", "instruments_of", "outcomes"]
