"""What a path of a condition leads to, and what a word in quotes is to a property: one language with the claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from habeas.core.edtf import read_instant
from habeas.core.schema import Schema
from habeas.core.values import ValueFault, read_value

_ENTITY_OF = {
    "from": "place", "to": "place", "in": "place", "by": "org", "holder": "org", "for": "org",
    "authority": "instrument", "ground": "instrument",
}  # fmt: skip


def type_of(step: str) -> str:
    """The subject type that a property's value has, for the next step of a path (``act.from.kind`` -> place)."""
    return _ENTITY_OF.get(step, step)


def steps_of(path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    head = path[0]
    for step in path[1:]:
        yield head, step
        head = type_of(step)


def last_property(path: tuple[str, ...]) -> tuple[str, str]:
    steps = list(steps_of(path))
    return steps[-1] if steps else ("act", "place")


def canonical(text: str, path: tuple[str, ...], schema: Schema, condition: str) -> str:
    """The literal as a claim of that property would have it: the condition and the claims speak one language."""
    known = schema.properties[".".join(last_property(path))]
    if known.kinds[0] == "instant":
        # SQL writes a moment with seconds; whoever writes TIMESTAMP has said midnight if it stands there.
        moment = re.sub(r"(T\d\d:\d\d):00(?:\.0+)?(?=$|[+Z-])", r"\1", text.strip().replace(" ", "T", 1))
        read_instant(moment, "UTC", 0)
        return moment
    if known.kinds[0] in ("quantity", "money") and not re.fullmatch(r"-?\d+", text):
        raise ValueFault(
            "condition-value", f"in `{condition}`: `{text}` is not a whole number.", "Compare with a whole number."
        )
    try:
        return text if known.kinds[0] in ("quantity", "money") else read_value(known, text, "UTC", 0).key
    except ValueFault as error:
        raise ValueFault("condition-value", f"in `{condition}`: {error.what}", error.mend) from error
