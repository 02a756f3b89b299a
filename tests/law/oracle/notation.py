"""A short way to write small matters, for cases that are worked by hand.

One claim a line: subject, property, value; `not` before it speaks against; `@s2` after it names its source, `@s3<s2`
its origin too; ` | ` stands for a new line. Times are minutes past midnight: `:05`, `:02..:04`, `..:03`. Short forms:
`p in class`, `x part-of class`, `x some-in class`, `a of person:p` (whose act), `h at :05` (when).
"""

from __future__ import annotations

import re
from typing import Any

from .answer import Line, Oracle
from .matter import Matter, Row

MINUTE = 60_000_000
MIDNIGHT = 1_735_689_600_000_000
FLIGHT = """
act:a act.kind departs
act:a act.person person:p
p in class
"""
CLASS = "person.member_of = 'group:class'"
DEPARTS = "act.kind = 'departs'"


HELD = "custody:k custody.kind stint | custody:k custody.person person:p | p in class | order at :00\n"

SHORT = {
    "in": ("person", "person.member_of", "group"),
    "part-of": ("group", "group.part_of", "group"),
    "some-in": ("group", "group.some_in", "group"),
    "of": ("act", "act.person", ""),
    "at": ("act", "act.time", ""),
}


def said(text: str) -> tuple[Row, ...]:
    rows = []
    for number, line in enumerate(
        (line.strip() for line in text.replace(" | ", "\n").splitlines() if line.strip()), start=2
    ):
        against = line.startswith("not ")
        claim, _, source = line.removeprefix("not ").partition("@")
        subject, prop, value = claim.strip().split(" ", 2)
        if prop in SHORT:
            kind, prop, other = SHORT[prop]
            subject, value = f"{kind}:{subject}", f"{other}:{value}" if other else value
        name, _, origin = (source or "s1").partition("<")
        rows.append(Row(f"c.csv:{number}", subject, prop, instant(value), against, name, origin or name))
    return tuple(rows)


def instant(value: str) -> str:
    if not re.fullmatch(r"(:\d\d)?(\.\.)?(:\d\d)?", value):
        return value
    value = value.replace(":", "2025-01-01T00:")
    return f"[{value}]" if ".." in value else value


def order(clause: dict[str, Any], **more: Any) -> dict[str, Any]:
    out = {"instrument": "order", "in_force": {"from": "act:order"}, "protects": CLASS, **more}
    return {**out, "clauses": [{"id": "duty", **clause}]}


def ask(text: str, *instruments: dict[str, Any], asked: int | None = None) -> Oracle:
    return Oracle(Matter(said(text), instruments, None if asked is None else MIDNIGHT + asked * MINUTE))


def outcome(text: str, instrument: dict[str, Any], entity: str = "act:a", **more: Any) -> str | None:
    oracle = ask(text, instrument, **more)
    return oracle.outcome(Line("order", "duty", entity, next(iter(oracle.readings(instrument)))))


FORBIDS = order({"forbids": DEPARTS})
