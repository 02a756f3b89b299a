"""What conditions compare with: the people whom they name, and the moments between which times are told apart."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.core.edtf import read_instant
from habeas.law.bulk.parts import Splitter
from habeas.law.instruments.model import Compare, Within


def literals_of(
    atoms: Iterable[Compare | Within], splitter: Splitter, zone: str
) -> tuple[set[str], dict[str, list[int]]]:
    """The people, and for each instant of a row or its person the moments (microseconds; semantics 6)."""
    people: set[str] = set()
    points: dict[str, set[int]] = {}
    for atom in atoms:
        if not isinstance(atom, Compare):
            continue
        for column in splitter.columns(atom):
            if column.kind == "who":
                people.add(atom.literal)
            elif column.property in splitter.shape.instants:
                points.setdefault(column.property, set()).add(read_instant(atom.literal, zone, 0).low)
    return people, {name: sorted(found) for name, found in points.items()}
