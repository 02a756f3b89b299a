"""An examination in which some descriptions were joined to one act: its reasons name the claims that joined them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habeas.core.claim import Claim
from habeas.core.finding import Finding, Support, Witnessed
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.law.findings.examination import Examination, Line
from habeas.law.instruments.model import Clause, Instrument, Reading
from habeas.law.why.turns import Turned
from habeas.law.worlds.facts import row_order
from habeas.law.worlds.one_act import OneAct


class JoinedExamination(Examination):
    """As ``Examination``. A support that uses what is said of another description of an act has the claims, too, by
    which that description is one of the act; and the strength counts whoever says that they are one.
    """

    def __init__(self, matter: Matter, claims: Sequence[Claim], asked: int | None) -> None:
        self.one_act = OneAct(claims)
        self.claims = self.one_act.claims(claims)
        super().__init__(self.claims, matter.origin_of, load_schema(matter.codes), matter.zone, asked)
        self._matter, self._all, self._day = matter, claims, asked
        self._without: dict[str, Examination] = {}
        self._descriptions: dict[str, str] = {}  # row: the description that it is about
        for claim in claims:
            if claim.subject in self.one_act.names:
                self._descriptions[claim.row] = claim.subject

    def finding(self, line: Line, turned: Turned | None = None) -> Finding:
        """A line with its reasons."""
        return self._joined(line, super().finding(line, turned))

    def findings(
        self, instrument: Instrument, clause: Clause, subject: str | None, readings: Sequence[Reading]
    ) -> list[Finding]:
        """The lines of a clause on one subject under the readings, each as ``finding``."""
        found = super().findings(instrument, clause, subject, readings)
        return [
            self._joined(Line(instrument, clause, subject, reading), one)
            for reading, one in zip(readings, found, strict=True)
        ]

    def _joined(self, line: Line, found: Finding) -> Finding:
        if not self.one_act.names:
            return found
        supports = sorted({self._with_joining(one) for one in found.rests_on}, key=lambda one: (len(one), _rows(one)))
        conflict = self._with_joining(found.conflict) if found.conflict else ()
        return found._replace(rests_on=tuple(supports), conflict=conflict, strength=self._strength(line, found))

    def _with_joining(self, support: Support) -> Support:
        needed: dict[Claim, None] = {}
        for one in support:
            others = [self._descriptions[row] for row in one.rows if row in self._descriptions]
            if len(others) == len(one.rows):  # nobody says it of the description whose id the act has
                chains = sorted((self.one_act.chain(other) for other in others), key=len)
                needed.update(dict.fromkeys(chains[0]))
        said = (self._witnessed(claim) for claim in needed)
        return (*support, *dict.fromkeys(said))

    def _witnessed(self, claim: Claim) -> Witnessed:
        rows = {other.row for other in self.one_act.joining if other.content == claim.content}
        return Witnessed(claim.content, tuple(sorted(rows, key=row_order)))

    def _strength(self, line: Line, found: Finding) -> int | None:
        """1 where one origin of those who join descriptions is enough to lose the outcome; else as found."""
        if found.strength == 1:
            return 1
        return 1 if any(other.outcome(line) != found.outcome for other in self.others()) else found.strength

    def others(self) -> Iterator[Examination]:
        """What is left without each single origin of those who join descriptions."""
        for origin in sorted({self._matter.origin_of(claim.source) for claim in self.one_act.joining}):
            if origin not in self._without:
                rest = [claim for claim in self._all if self._matter.origin_of(claim.source) != origin]
                self._without[origin] = JoinedExamination(self._matter, rest, self._day)
            yield self._without[origin]


def _rows(support: Support) -> list[tuple[str, ...]]:
    return [one.rows for one in support]
