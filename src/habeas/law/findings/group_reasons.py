"""Why the acts of one group come out together as they do. Semantics 25, 26, 28 and 30.

A group has the outcome of its gravest line. So it rests on whatever one of the lines that have this outcome rests on.
It changes where all of these change, or one of the others becomes graver; and an act is of the group only as long as
somebody says so. Where one act alone can have a line, the group is as firm as that line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from habeas.core.claim import Content
from habeas.core.errors import UseError
from habeas.core.finding import Finding, OpenFact, Outcome, Support
from habeas.law.findings.examination import Examination, Line
from habeas.law.findings.group_settling import settling
from habeas.law.findings.joined import JoinedExamination
from habeas.law.instruments.resolve import Duty
from habeas.law.kernel.kernel import Kernel
from habeas.law.why.reasons import Reasons
from habeas.law.why.standing import Contradicts
from habeas.law.why.strength import WORK, Answer, Answers, Strength, asked_about, without_origins
from habeas.law.why.supports import LIMIT
from habeas.law.why.turns import Turned
from habeas.law.worlds.facts import Entry, Facts

GROUPINGS = ("act.carrier", "act.person")
JUDGED = 10 * WORK  # lines judged anew for the strength of one group
_GRAVITY: tuple[Outcome, ...] = ("breach", "undetermined", "kept", "not_bound")


def groups(examination: Examination, by: str) -> dict[str, tuple[str, ...]]:
    """The acts of each carrier (or person or group), by the claims. An act without any is a group by itself."""
    if by not in GROUPINGS:
        raise UseError(f'findings are grouped by {" or ".join(GROUPINGS)}, not by "{by}".')
    found: dict[str, list[str]] = {}
    for act in examination.acts:
        for name in sorted(set(examination.facts.claimed(act, by))) or [act]:
            found.setdefault(name, []).append(act)
    return {name: tuple(acts) for name, acts in sorted(found.items())}


def gravest(outcomes: Sequence[Outcome | None]) -> Outcome | None:
    """``breach`` if one line is, else ``undetermined``, else ``kept``, else ``not_bound``; None without a line."""
    return next((outcome for outcome in _GRAVITY if outcome in outcomes), None)


class _Why(NamedTuple):
    rests_on: tuple[Support, ...]
    strength: int | None
    would_settle: tuple[OpenFact, ...]
    bounded: tuple[str, ...]


class _Line(NamedTuple):
    """What the line of one act becomes when origins are disbelieved. ``placing``: what puts it in the group."""

    kernel: Kernel
    duty: Duty
    act: str
    placing: tuple[Entry, ...]
    facts: Facts
    answers: Answers
    place: dict[Entry, int]

    def without(self, disbelieved: frozenset[str]) -> tuple[Outcome | None, set[str]]:
        """Its outcome (None: there is no line), and who said what that turns on, or that it is of the group."""
        entries, known = self.answers.entries, self.answers.known
        at = without_origins(self.place, disbelieved)
        if at not in known:
            less = self.facts.without(frozenset([entries[number] for number in at]))
            now = self.kernel.judge(less, self.duty, self.act)
            asked = asked_about(self.kernel, less, self.duty, self.act)
            known[at] = now, tuple([self.place[entry] for entry in asked])
        now, places = known[at]
        asked_of = (*(entries[number] for number in places), *self.placing)
        return now, {origin for entry in asked_of for origin in entry.origins}


class GroupReasons:
    """The groups of an examination (``acts_of``), and the reasons of each."""

    def __init__(self, examination: Examination, by: str) -> None:
        self.examination, self.by = examination, by
        self.acts_of = groups(examination, by)
        self._facts = examination.facts
        self._known: dict[tuple[Duty, str], _Why] = {}
        self._possible: dict[tuple[Duty, frozenset[str]], bool] = {}
        self._left: defaultdict[int, dict[frozenset[int], Answer]] = defaultdict(dict)  # by the number of a pattern
        self._others: list[tuple[Examination, dict[str, tuple[str, ...]]]] | None = None

    def finding(self, line: Line, turned: Turned | None, name: str, outcomes: Mapping[str, Outcome]) -> Finding:
        """The finding of the group of that name: of ``line``, the first that has its outcome, with the reasons of all.
        ``outcomes``: of each of its acts that has a line.
        """
        found = self.examination.finding(line, turned)
        if self.examination.impossible is not None:
            return found
        duty = self.examination.duties.duty(line.instrument, line.clause, line.reading.choices)
        if (duty, name) not in self._known:
            self._known[duty, name] = self._why(line, duty, name, found, outcomes)
        why = self._known[duty, name]
        bounded = tuple(dict.fromkeys([*why.bounded, *(one for one in found.bounded if one == "turns_on")]))
        return found._replace(**{**why._asdict(), "bounded": bounded})

    def _why(self, line: Line, duty: Duty, name: str, first: Finding, outcomes: Mapping[str, Outcome]) -> _Why:
        acts = [act for act in self.acts_of[name] if act in outcomes or self._may_have_line(duty, act)]
        bounded = set(first.bounded) - {"turns_on"}
        if acts == [line.subject]:
            lost = [len(entry.origins) for entry in self._placing(acts[0], name)]
            firm = Strength(first.strength, "strength" not in bounded)
            if lost and (firm.origins is None or lost[0] <= firm.origins):
                firm = Strength(lost[0], exact=True)
            rests_on, settles = first.rests_on, first.would_settle
        else:
            lines = [first] + [
                self.examination.finding(line._replace(subject=act), ((), True))
                for act, outcome in outcomes.items()
                if act != line.subject and outcome == first.outcome
            ]
            rests_on = _least([support for one in lines for support in one.rests_on])
            settles, whole = self._settling(duty, lines, outcomes)
            bounded = {word for one in lines for word in one.bounded if word == "rests_on"}
            bounded |= ({"rests_on"} if len(rests_on) > LIMIT else set()) | (set() if whole else {"would_settle"})
            firm = self._firm(line, duty, name, acts, first.outcome)
        bounded = bounded - {"strength"} | (set() if firm.exact else {"strength"})
        return _Why(rests_on[:LIMIT], firm.origins, settles, tuple(sorted(bounded)))

    def _settling(
        self, duty: Duty, lines: Sequence[Finding], outcomes: Mapping[str, Outcome]
    ) -> tuple[tuple[OpenFact, ...], bool]:
        if lines[0].outcome != "undetermined":
            return (), True
        kept = [act for act, outcome in outcomes.items() if outcome == "kept"]
        kernel = self.examination.kernel
        firmly = any(all(way.label.verdict != "out" for way in kernel.scope(self._facts, duty, act)) for act in kept)
        return settling([one.would_settle for one in lines], kept=bool(kept), firmly=firmly)

    def _may_have_line(self, duty: Duty, act: str) -> bool:
        """Whether the act could have a line if some claims were left out: only its kind is known for sure."""
        said = self._facts.of(act, "act.kind")
        if any(entry.content.against for entry in said):
            return True  # of another kind than all that are claimed
        key = (duty, frozenset(entry.content.key for entry in said))
        if key not in self._possible:
            kernel = self.examination.kernel
            self._possible[key] = any(kernel.has_line(Facts(some), duty, act) for some in (said, ()))
        return self._possible[key]

    def _placing(self, act: str, name: str) -> tuple[Entry, ...]:
        """The content by which the act is of the group; none where it is a group by itself."""
        said = self._facts.of(act, self.by)
        return tuple(entry for entry in said if entry.content.key == name and not entry.content.against)

    # ---- how firm -----------------------------------------------------------------------------------------------

    def _firm(self, line: Line, duty: Duty, name: str, acts: Sequence[str], outcome: Outcome) -> Strength:
        found = self._fewest(duty, name, acts, outcome, lambda disbelieved: False)
        bounded = () if found.exact else ("strength",)
        made = self.examination.standing.of(
            Reasons(outcome, "", (), found.origins, (), "", bounded),
            lambda contradicts: self._fewest(duty, name, acts, outcome, contradicts),
        )
        if made.strength != 1 and self._hangs_on_joining(line, name, outcome):
            return Strength(1, exact=True)
        return Strength(made.strength, "strength" not in made.bounded)

    def _fewest(
        self, duty: Duty, name: str, acts: Sequence[str], outcome: Outcome, contradicts: Contradicts
    ) -> Strength:
        """As ``why.strength``, of a group. Whatever changes the outcome of a breach changes each of its broken lines:
        so one that is still broken says which origins to try next. Else any line may become graver.
        """
        lines = [self._of_act(duty, act, name) for act in acts]
        seen: set[frozenset[str]] = {frozenset()}
        level = [frozenset[str]()]
        tried = judged = 0
        while level:
            following: list[frozenset[str]] = []
            for disbelieved in level:
                left: list[Outcome | None] = []
                origins: set[str] = set()
                for line in lines:
                    if any(entry.origins <= disbelieved for entry in line.placing):
                        continue
                    judged += 1
                    now, asked = line.without(disbelieved)
                    left.append(now)
                    if now == outcome == "breach":
                        origins = asked
                        break
                    origins |= asked
                now = gravest(left)
                if now != outcome and (now is None or outcome != "undetermined" or not contradicts(disbelieved)):
                    return Strength(len(disbelieved), exact=True)
                tried += 1
                if tried >= WORK or judged >= JUDGED:
                    return Strength(len(disbelieved), exact=False)
                more = {disbelieved | {origin} for origin in origins - disbelieved} - seen
                seen |= more
                following += more
            level = sorted(following, key=sorted)
        return Strength(None, exact=True)

    def _of_act(self, duty: Duty, act: str, name: str) -> _Line:
        """What is asked of one act, of the contents near it where those are known: of one pattern once."""
        alike = self.examination.alike
        question = alike.question(duty, act)
        known: dict[frozenset[int], Answer] = {}
        if question is not None and question.key is not None and not question.out:
            known = self._left[question.key]
        entries = self._facts.entries if question is None else question.entries
        facts = self._facts if question is None else alike.facts_of(question)
        answers = Answers(entries, known)
        return _Line(self.examination.kernel, duty, act, self._placing(act, name), facts, answers, answers.places())

    def _hangs_on_joining(self, line: Line, name: str, outcome: Outcome) -> bool:
        """Whether one origin of those who join descriptions of acts is enough to lose the outcome."""
        if not isinstance(self.examination, JoinedExamination):
            return False
        if self._others is None:
            self._others = [(other, groups(other, self.by)) for other in self.examination.others()]
        return any(
            gravest([other.outcome(line._replace(subject=act)) for act in acts_of.get(name, ())]) != outcome
            for other, acts_of in self._others
        )


def _least(supports: Sequence[Support]) -> tuple[Support, ...]:
    """Those that contain no other, smallest first."""
    unique = sorted(set(supports), key=lambda support: (len(support), [_order(one.content) for one in support]))
    sets = [{one.content for one in support} for support in unique]
    return tuple(support for support, mine in zip(unique, sets, strict=True) if not any(other < mine for other in sets))


def _order(content: Content) -> tuple[str, str, str, bool]:
    return (content.subject, content.property, content.key, content.against)
