"""The worked examples of an instrument: what an answer must be, run by ``habeas check``."""

from __future__ import annotations

from habeas.core.errors import nearest
from habeas.core.finding import OUTCOMES
from habeas.core.located import Node
from habeas.law.instruments.model import Example

EXAMPLE_KEYS = frozenset("act custody clause reading expect claims means".split())
NO_LINE = "no_line"


def read_example(node: Node) -> Example:
    """``{act: act:x, clause: c, reading: r, expect: breach}``; under ``claims`` it may bring facts of its own."""
    pairs = node.mapped("an example", EXAMPLE_KEYS)
    if ("act" in pairs) == ("custody" in pairs):
        raise node.fault("example-subject", "an example is about one act or one custody.", "Add `act:` or `custody:`.")
    expect = pairs["expect"].string("expect") if "expect" in pairs else ""
    if expect not in (*OUTCOMES, NO_LINE):
        raise node.fault("example-expect", f'"{expect}" is not an outcome.', nearest(expect, (*OUTCOMES, NO_LINE)))
    claims = []
    for item in pairs["claims"].listed("claims") if "claims" in pairs else ():
        cells = [cell.string("a cell") for cell in item.listed("a claim")]
        if len(cells) not in (3, 4) or (len(cells) == 4 and cells[3] != "not"):
            raise item.fault("example-claim", "a claim of an example is [subject, property, value] or [..., not].")
        claims.append(tuple(cells))

    def text(key: str) -> str | None:
        return pairs[key].string(key) if key in pairs else None

    return Example(
        text("act"), text("custody"), text("reading") or "as_written", expect, text("clause"), tuple(claims), node.line
    )  # fmt: skip
