"""What is worth a look in an instrument, and no error: acts of which nobody speaks, and clauses that nothing can
meet or that bind nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.core.claim import Claim
from habeas.core.errors import Fault, nearest
from habeas.law.instruments.model import Choice, Edge, InForce, Instrument
from habeas.law.instruments.speaking import never, subject_of


def notices_of(instruments: Sequence[Instrument], claims: Sequence[Claim]) -> list[Fault]:
    """Each with its file and line."""
    spoken = {name for claim in claims for name in (claim.subject, claim.value.key) if name.startswith("act:")}
    return [
        notice
        for instrument in instruments
        for notice in (
            *_of_nothing(instrument),
            *_binding_nobody(instrument),
            *(_unspoken(instrument, spoken) if claims else ()),
        )
    ]


def _of_nothing(instrument: Instrument) -> Iterator[Fault]:
    """A clause about custodies whose condition only acts can meet, or the other way round, never applies."""
    for clause in instrument.clauses:
        kind, other = ("custody", "act") if clause.kind in ("limits", "permits") else ("act", "custody")
        for key, choice in ((clause.kind, clause.condition), ("after", clause.after), ("before", clause.before)):
            if choice is not None and never(choice, instrument.terms, kind):
                things, others = ("custodies", "acts") if kind == "custody" else ("acts", "custodies")
                yield Fault(
                    "condition-of-the-other-kind",
                    f'the clause "{clause.id}": `{key}` is asked of {things}, and its condition speaks of {others} '
                    f"(`{other}.`), so that it holds of none.",
                    f"Write it with `{kind}.` properties, or with `person.` and `place.`, which both have.",
                    instrument.file, line=clause.line or instrument.line
                )  # fmt: skip


def _binding_nobody(instrument: Instrument) -> Iterator[Fault]:
    for clause in instrument.clauses:
        kind = subject_of(instrument, clause.id)
        if kind and never(instrument.protects, instrument.terms, kind):
            one, other = ("a custody", "acts") if kind == "custody" else ("an act", "custodies")
            yield Fault(
                "protects-nobody",
                f'the clause "{clause.id}" is about {one}, and `protects` holds of {other} alone: '
                "it is `not_bound` whatever happens.",
                "Say who is protected by `person.`, which is asked of acts and of custodies: "
                "person.member_of = 'group:...'; or put the clause into an instrument of its own.",
                instrument.file, line=clause.line or instrument.line
            )  # fmt: skip


def _unspoken(instrument: Instrument, spoken: set[str]) -> Iterator[Fault]:
    """An act may be named before anybody speaks of it; or its id is written otherwise in the claims."""
    own = {name for example in instrument.examples for told in example.claims for name in told}
    seen: set[str] = set()
    for line, act in _named(instrument):
        if act not in spoken and act not in own and act not in seen:
            seen.add(act)
            near = nearest(act, spoken)
            near = f" {near}" if near.startswith("Nearest") else ""
            yield Fault(
                "act-unspoken", f'no claim speaks of the act "{act}", which the instrument "{instrument.id}" names.',
                f"If it is in the claims under another id, write that.{near}",
                instrument.file, line=line
            )  # fmt: skip


def _named(instrument: Instrument) -> Iterator[tuple[int, str]]:
    """The acts that begin, end or interrupt a time in force, or by which something is due, each with its line."""
    forces: list[tuple[int, InForce]] = [(instrument.line, instrument.in_force)]
    ends: list[tuple[int, Choice[Edge] | None]] = []
    for clause in instrument.clauses:
        line = clause.line or instrument.line
        ends.append((line, clause.by))
        forces += [(line, clause.in_force)] if clause.in_force is not None else []
    for line, force in forces:
        ends += [(line, one) for one in (force.start, force.end, *(end for pair in force.excepted for end in pair))]
    for line, choice in sorted(ends, key=lambda end: end[0]):
        for edge in choice.options.values() if choice is not None else ():
            if edge.act is not None:
                yield line, edge.act
