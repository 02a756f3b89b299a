"""What one question can ask about: of the contents of a matter, those near an act or custody and a duty.

Whatever a world of the question, or of any part of the claims, asks lies in here: what is said of the subject and of
the acts that an order of things ties to it, of its people and whatever they belong to, of the places that the clause
names, of the acts that start or end the time in force, and of the acts that could satisfy the duty. So a question has
the same answer on these few contents as on all, and costs the same in a large matter as in a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from habeas.law.instruments.model import Compare, Within, atoms_of
from habeas.law.instruments.resolve import Duty, edges_of
from habeas.law.kernel.chain import stints_of_same_person
from habeas.law.kernel.required import Required, candidates, read_log, without_kind
from habeas.law.why.against import tied
from habeas.law.worlds.facts import BELONGING, Entry, Facts

_ALWAYS = (
    "act.kind", "act.happened", "act.time", "act.person", "act.carrier", "act.before", "act.during",
    "custody.person", "custody.start", "custody.end", *BELONGING,
)  # fmt: skip
# to what a path of a condition can lead
_LED_TO = ("person:", "group:", "place:", "org:", "instrument:", "carrier:")


@dataclass(frozen=True)
class Reach:
    """What a duty can ask: properties, the acts and ids that it names, itself and its parts."""

    properties: frozenset[str]
    named: tuple[str, ...]
    acts: tuple[str, ...]
    parts: tuple[Duty, ...]
    any_kind: bool  # whether an act of no kind can be meant, so that it counts that anything is said of it


def reach_of(duty: Duty) -> Reach:
    """Everything that the words of a duty name."""
    parts = tuple(_parts(duty))
    conditions = [
        condition
        for part in parts
        for condition in (part.protects, part.condition, part.after, part.before)
        if condition is not None
    ]
    atoms = [atom for condition in conditions for atom in atoms_of(condition)]
    named = [atom.literal if isinstance(atom, Compare) else atom.place for atom in atoms]
    acts = [edge.act for part in parts for edge in edges_of(part) if edge.act is not None]
    properties = {name for atom in atoms for name in _properties(atom)}
    return Reach(
        frozenset({*_ALWAYS, *properties}),
        tuple(dict.fromkeys(name for name in named if ":" in name)),
        tuple(dict.fromkeys(acts)),
        parts,
        any(
            without_kind(one) for part in parts for one in (part.condition, part.after, part.before) if one is not None
        ),
    )


def _parts(duty: Duty) -> Iterator[Duty]:
    yield duty
    for part in (*duty.any_of, *([duty.failing] if duty.failing else [])):
        yield from _parts(part)


def _properties(atom: Compare | Within) -> Iterator[str]:
    """Each property that a path could go through: the word before a step says what it is a property of, or not."""
    kinds = ("act", "custody", "person", "group", "place", "org", "instrument", "carrier")
    for step in atom.path:
        yield from (f"{kind}.{step}" for kind in kinds)
    if isinstance(atom, Within) or "place" in atom.path:
        yield "place.in"
        yield from ("act.place", "custody.place")


class Near:
    """Finds what is near, and keeps it."""

    def __init__(self, facts: Facts, required: Required) -> None:
        self.facts, self.required = facts, required

    def of_subject(self, subject: str, reach: Reach) -> tuple[Entry, ...] | None:
        """What is near an act or custody: None where nobody says whose it is, so that anything may be near."""
        if not self.facts.claimed(subject, f"{subject.partition(':')[0]}.person"):
            return None
        starts = [subject]
        for part in reach.parts:
            if part.per != "stint":
                starts += stints_of_same_person(self.facts, subject)
            if part.kind == "requires" and part.condition is not None:
                whom = None if self.facts.named("log.covers") else subject
                starts += candidates(self.facts, self.required, part, whom)
        return self._closed(starts, reach, below=True)

    def of_duty(self, reach: Reach) -> tuple[Entry, ...]:
        """What is near the ids that a duty names."""
        logs = self.facts.named("log.covers") if any(part.kind == "requires" for part in reach.parts) else ()
        zone = self.required.zone
        people = [who for log in logs for who in sorted(read_log(log.content.subject, log.value.text, zone).people)]
        entries = self._closed([*reach.acts, *reach.named, *people], reach, below=False)
        return tuple({entry.index: entry for entry in (*entries, *logs)}.values())

    def _closed(self, starts: Iterable[str], reach: Reach, *, below: bool) -> tuple[Entry, ...]:
        """Everything said of these ids and of what lies above them; ``below``: and of who belongs to their people."""
        facts = self.facts
        found: dict[int, Entry] = {}
        nodes = dict.fromkeys((start, False) for start in starts)
        waiting = list(nodes)

        def visit(node: str, *, down: bool) -> None:
            if (node, down) not in nodes:
                nodes[node, down] = None
                waiting.append((node, down))

        while waiting:
            node, down = waiting.pop(0)
            if node.startswith("act:"):
                for other in tied(facts, node):
                    visit(other, down=False)
                for other in _inside(facts, node):
                    visit(other, down=False)
            # Whatever is said of a custody makes it one that somebody speaks of; of an act, where it needs no kind.
            every = node.startswith("custody:") or (reach.any_kind and node.startswith("act:"))
            entries = [entry for entry in facts.about(node) if every or entry.content.property in reach.properties]
            if node.startswith(("person:", "group:")):
                entries += facts.saying("person.same_as", node)
                if down:
                    entries += [entry for name in BELONGING[:2] for entry in facts.saying(name, node)]
            for entry in entries:
                found[entry.index] = entry
                whose = below and entry.content.property in ("act.person", "custody.person")
                for other in (entry.content.subject, entry.content.key):
                    if other != node and other.startswith(_LED_TO):
                        visit(other, down=whose or (down and other == entry.content.subject))
                if entry.content.property == "person.same_as":
                    visit(entry.content.key if entry.content.subject == node else entry.content.subject, down=down)
        return tuple(found[index] for index in sorted(found))


def _inside(facts: Facts, act: str) -> set[str]:
    """The acts during which somebody says that it was done, and what could have ended them."""
    out = {entry.content.key for entry in facts.of(act, "act.during")}
    return out | {entry.content.subject for entry in facts.saying("act.during", act)}
