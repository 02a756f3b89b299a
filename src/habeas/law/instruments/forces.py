"""When instruments are in force by their files, for custody records: once for each meaning of what is in dispute."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from habeas.custody import Edge, Force
from habeas.law.instruments.model import Choice, Instrument
from habeas.law.instruments.model import Edge as InstrumentEdge


def forces_of(instruments: Iterable[Instrument]) -> dict[str, tuple[Force, ...]]:
    """By id (``instrument:x``). A file that gives no time at all says nothing of when: it is left out."""
    return {f"instrument:{instrument.id}": found for instrument in instruments if (found := _forces(instrument))}


def _forces(instrument: Instrument) -> tuple[Force, ...]:
    given = instrument.in_force
    if given.start is None and given.end is None and not given.excepted:
        return ()
    places = [given.start, given.end, *(edge for pair in given.excepted for edge in pair)]
    terms: dict[str, list[str]] = {}
    for choice in places:
        if choice is not None and choice.term is not None:
            terms.setdefault(choice.term, list(choice.options))
    out = []
    for picked in product(*terms.values()):
        meanings = dict(zip(terms, picked, strict=True))
        out.append(
            Force(
                " ".join(f"{term}={meaning}" for term, meaning in meanings.items()),
                _picked(given.start, meanings),
                _picked(given.end, meanings),
                tuple((_picked(first, meanings), _picked(last, meanings)) for first, last in given.excepted),
                instrument.zone,
            )
        )
    return tuple(out)


def _picked(choice: Choice[InstrumentEdge] | None, meanings: dict[str, str]) -> Edge | None:
    if choice is None:
        return None
    edge = choice.options["" if choice.term is None else meanings[choice.term]]
    return Edge(edge.act, edge.instant, edge.after)
