"""The one kernel: a duty, a subject and facts -> the outcome over all worlds. Semantics 13, 18 to 23.

Everything else (supports, strength, what it turns on, what would settle it) calls ``Kernel.judge`` or
``Kernel.paths`` on other facts or another duty: there is one definition of each rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from habeas.core.finding import Outcome
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.duties import Court, Label
from habeas.law.kernel.holds import Tester, possible
from habeas.law.kernel.required import Required, elsewhere, without_kind
from habeas.law.worlds.facts import Facts
from habeas.law.worlds.moments import joined
from habeas.law.worlds.order import settle_order
from habeas.law.worlds.shift import Domain
from habeas.law.worlds.world import World, explore


@dataclass(frozen=True)
class Path:
    """One group of worlds that nothing asked tells apart, and what it says."""

    label: Label
    world: World


class Kernel:
    """Judges duties. Stateless but for what the facts themselves keep."""

    def __init__(self, court: Court, required: Required, tester: Tester) -> None:
        self.court, self.required, self.tester = court, required, tester

    def has_line(self, facts: Facts, duty: Duty, subject: str | None) -> bool:
        """Whether the subject is, in some world, of the kind that the clause speaks of (semantics 23)."""
        if duty.kind == "any_of":
            return any(self.has_line(facts, part, subject) for part in duty.any_of)
        if duty.failing is not None:
            return self.has_line(facts, duty.failing, subject)
        if subject is None:
            return True
        custody = subject.startswith("custody:")
        kind = duty.condition if duty.kind in ("forbids", "limits", "permits") else duty.before or duty.after
        if (custody or (kind is not None and without_kind(kind))) and not facts.about(subject):
            return False  # nobody speaks of it
        if duty.kind == "permits":
            return custody
        if custody != (duty.kind == "limits"):
            return False
        return kind is not None and possible(facts, self.tester, kind, subject)

    def paths(self, facts: Facts, duty: Duty, subject: str | None) -> list[Path]:
        """Every kind of world there is for this question; empty when the claims about it allow none."""
        return list(self._walk(facts, duty, subject))

    def scope(self, facts: Facts, duty: Duty, subject: str | None) -> list[Path]:
        """As ``paths``, but only as far as scope goes: ``out``, or ``kept`` for whatever is within it."""
        return [Path(label, world) for label, world in explore(facts, lambda w: self.court.scope(w, duty, subject))]

    def out_of_scope(self, facts: Facts, duty: Duty, subject: str) -> bool:
        """Whether there is a line, and the subject is out of scope in every world."""
        paths = self.scope(facts, duty, subject) if self.has_line(facts, duty, subject) else []
        return bool(paths) and all(path.label.verdict == "out" for path in paths)

    def judge(self, facts: Facts, duty: Duty, subject: str | None) -> Outcome | None:
        """The outcome; None where there is no line."""

        def work() -> Outcome | None:
            if not self.has_line(facts, duty, subject):
                return None
            verdicts: set[str] = set()
            for path in self._walk(facts, duty, subject):
                verdicts.add(path.label.verdict)
                if "broken" in verdicts and len(verdicts) > 1:
                    break  # no further world can settle it
            return outcome_of(verdicts)

        return facts.memo(("judge", duty, subject), work)

    def broken_when(self, facts: Facts, duty: Duty, subject: str | None) -> Domain:
        """The moments at which the duty can be broken; empty where it is in no world."""
        paths = [path for path in self._walk(facts, duty, subject, dated=True) if path.label.verdict == "broken"]
        return joined(
            [path.world.moments.range_of(path.label.broken_at) for path in paths if path.label.broken_at is not None]
        )

    def _walk(self, facts: Facts, duty: Duty, subject: str | None, *, dated: bool = False) -> Iterator[Path]:
        def run(world: World) -> Label:
            label = self.court.label(world, duty, subject, dated=dated)
            settle_order(world, _touched(world))
            return label

        for label, world in explore(facts, run):
            yield Path(label, world)

    def elsewhere(self, facts: Facts, duty: Duty, subject: str | None) -> frozenset[str]:
        """Acts that could satisfy a duty, but are surely for other people than the subject's."""
        parts = [*duty.any_of, *([duty.failing] if duty.failing else [])]
        if parts:
            return frozenset()
        return elsewhere(facts, self.required, duty, subject)


def outcome_of(verdicts: AbstractSet[str]) -> Outcome:
    """The table of ``design.md``, over the verdicts of all worlds. No world at all leaves it undetermined."""
    if verdicts == {"out"}:
        return "not_bound"
    if verdicts == {"broken"}:
        return "breach"
    if verdicts and "broken" not in verdicts:
        return "kept"
    return "undetermined"


def _touched(world: World) -> list[str]:
    """The acts and custodies whose moments this world asked for."""
    found = []
    for var in world.moments.domains:
        subject, _, name = var.partition(" ")
        if name in ("act.time", "custody.start", "custody.end") and subject not in found:
            found.append(subject)
    return found
