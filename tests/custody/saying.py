"""Claims written as short lines: ``subject property value``, with what a test needs of who says them."""

from __future__ import annotations

from habeas.core.claim import Claim
from habeas.core.schema import load_schema
from habeas.core.values import read_value

SCHEMA = load_schema({})
ZONE = "America/New_York"


def say(*lines: str) -> list[Claim]:
    """A claim for each line, of rows c.csv:2 on. ``not`` before a line denies it; ``(B)`` after it is its speaker."""
    out = []
    for number, line in enumerate(lines, 2):
        against = line.startswith("not ")
        words, _, speaker = line.removeprefix("not ").partition(" (")
        subject, name, value = words.split(" ", 2)
        read = read_value(SCHEMA.property(name), value, ZONE, 5)
        who = speaker.removesuffix(")") or "A"
        stance = "denies" if against else "asserts"
        out.append(Claim(subject, name, read, against, who, stance, f"source-{who.lower()}", f"c.csv:{number}"))
    return out
