"""Two descriptions of one act are one act: what is said of either is said of it (``act.same_as``).

Claims are put under one id before anything is asked, the first of the ids in the order of the alphabet. A claim of
sameness that somebody denies joins nothing, and neither does one among several that one speaker gives at once: "it was
this one or that one" widens, it does not pick. Whoever leaves the claim out takes the acts apart again.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from habeas.core.claim import Claim, Value
from habeas.law.instruments.model import Choice, Clause, Condition, Edge, InForce, Instrument, Meaning, with_literals

SAME = "act.same_as"


class OneAct:
    """Which descriptions are of one act. ``names``: description -> the id of the act, where it is another one.

    ``joining`` are the claims that say so.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        said = [claim for claim in claims if claim.property == SAME]
        denied = {frozenset((claim.subject, claim.value.key)) for claim in said if claim.against}
        at_once: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        for claim in said:
            if not claim.against:
                at_once[_breath(claim)].add(claim.value.key)
        self.joining = tuple(
            claim
            for claim in said
            if not claim.against
            and claim.subject != claim.value.key
            and frozenset((claim.subject, claim.value.key)) not in denied
            and len(at_once[_breath(claim)]) == 1
        )
        self._near: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.joining:
            self._near[claim.subject].append(claim)
            self._near[claim.value.key].append(claim)
        self.names: dict[str, str] = {}
        for act in sorted(self._near):
            if act not in self.names:
                self.names.update(dict.fromkeys(self._reached(act), act))
        self.names = {one: act for one, act in self.names.items() if one != act}

    def _reached(self, act: str) -> list[str]:
        found = [act]
        for one in found:
            for claim in self._near[one]:
                found += [other for other in (claim.subject, claim.value.key) if other not in found]
        return found

    def name(self, act: str) -> str:
        """The id under which what is said of this description stands."""
        return self.names.get(act, act)

    def shown(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """As ``claims``, with what joined the descriptions: every statement that a reason can name."""
        return (*self.claims(claims), *self.joining) if self.names else tuple(claims)

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims, each of the act that it is about. What joined the descriptions is left out: it is done."""
        if not self.names:
            return tuple(claims)
        joining = set(map(id, self.joining))
        return tuple(self._of_one(claim) for claim in claims if id(claim) not in joining)

    def _of_one(self, claim: Claim) -> Claim:
        subject, key = self.name(claim.subject), self.name(claim.value.key)
        if subject == claim.subject and key == claim.value.key:
            return claim
        value = claim.value if key == claim.value.key else Value(claim.value.kind, claim.value.text, key, key)
        return replace(claim, subject=subject, value=value)

    def chain(self, description: str) -> tuple[Claim, ...]:
        """The claims by which a description is joined to the id of its act, as few as do it; none if it is that id."""
        goal = self.name(description)
        came: dict[str, tuple[Claim, ...]] = {description: ()}
        waiting = deque([description])
        while waiting and goal not in came:
            one = waiting.popleft()
            for claim in self._near[one]:
                other = claim.value.key if claim.subject == one else claim.subject
                if other not in came:
                    came[other] = (*came[one], claim)
                    waiting.append(other)
        return came[goal]

    def instruments(self, instruments: Sequence[Instrument]) -> tuple[Instrument, ...]:
        """The instruments, with the acts that they name, in their conditions too, under the ids of those acts."""
        return tuple(_renamed(one, self.names) for one in instruments) if self.names else tuple(instruments)


def _breath(claim: Claim) -> tuple[str, str, str, str]:
    """What one speaker says of one act at one time in one source."""
    return claim.subject, claim.speaker, claim.source, "" if claim.said is None else claim.said.text


# ---- the acts that instruments name -------------------------------------------------------------------------------


def _renamed(instrument: Instrument, names: Mapping[str, str]) -> Instrument:
    def edge(choice: Choice[Edge] | None) -> Choice[Edge] | None:
        if choice is None:
            return None
        options = {
            meaning: replace(one, act=names.get(one.act, one.act)) if one.act else one
            for meaning, one in choice.options.items()
        }
        return Choice(choice.term, options)

    def force(given: InForce) -> InForce:
        return InForce(edge(given.start), edge(given.end), tuple((edge(a), edge(b)) for a, b in given.excepted))

    def condition(choice: Choice[Condition] | None) -> Choice[Condition] | None:
        if choice is None:
            return None
        return Choice(choice.term, {meaning: with_literals(one, names) for meaning, one in choice.options.items()})

    def clause(one: Clause) -> Clause:
        return replace(
            one,
            condition=condition(one.condition), after=condition(one.after), before=condition(one.before),
            by=edge(one.by), in_force=None if one.in_force is None else force(one.in_force),
        )  # fmt: skip

    def meaning(one: Meaning) -> Meaning:
        return one if one.condition is None else replace(one, condition=with_literals(one.condition, names))

    protects = condition(instrument.protects)
    assert protects is not None
    return replace(
        instrument,
        in_force=force(instrument.in_force),
        protects=protects,
        terms={
            name: replace(term, meanings={key: meaning(one) for key, one in term.meanings.items()})
            for name, term in instrument.terms.items()
        },
        clauses=tuple(clause(one) for one in instrument.clauses),
        examples=tuple(
            replace(one, act=names.get(one.act, one.act) if one.act else None) for one in instrument.examples
        ),
    )
