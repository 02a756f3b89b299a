"""A finding's reasons as the page tells them."""

from __future__ import annotations

from habeas.core.claim import Content
from habeas.core.finding import Finding, OpenFact, Witnessed
from habeas.core.instant import Instant
from habeas.core.schema import Schema
from habeas.report.dates import written_out
from habeas.report.model import OpenPoint, Reasons, Statement
from habeas.report.sayings import Sayings
from habeas.report.words import BECAUSE_MEANS, OUTCOME_WORD, plain, upper_first

_BOUNDED = {
    "conflict": "Fewer claims may contradict each other than the page lists.",
    "rests_on": "There are more sets of statements that would be enough than the page lists.",
    "strength": "The strength is a bound: fewer origins may be enough.",
    "would_settle": "More facts may settle this than the page lists.",
    "turns_on": "More choices of meanings may change the answer than the page lists.",
}
_OPEN = {
    "gap": "Nobody in these sources has said {question}.",
    "conflict": "Sources disagree on {question}.",
    "imprecise": "It is known too widely {question}.",
}


class Explainer:
    """Makes ``Reasons``. ``words`` gives each term the name by which sentences call it."""

    def __init__(self, sayings: Sayings, schema: Schema, words: dict[str, str]) -> None:
        self._sayings = sayings
        self._schema = schema
        self._words = words
        self._made: dict[Content, Statement] = {}

    def reasons(self, finding: Finding) -> Reasons:
        """The reasons of one finding. Each content stands once, however many supports use it."""
        contents: dict[Content, Witnessed] = {}
        for support in finding.rests_on:
            for witnessed in support:
                contents.setdefault(witnessed.content, witnessed)
        places = {content: place for place, content in enumerate(contents)}
        return Reasons(
            sentence=self._sentence(finding),
            statements=tuple(self._sayings.statement(one.content, one.rows) for one in contents.values()),
            supports=tuple(tuple(sorted(places[one.content] for one in support)) for support in finding.rests_on),
            turns_on=tuple(tuple(self._words.get(term, plain(term)) for term in terms) for terms in finding.turns_on),
            settle=tuple(self.open_point(fact) for fact in finding.would_settle),
            against=(*self._against(contents), *(self._statement(one.content) for one in finding.conflict)),
            notes=self._notes(finding),
        )

    def open_point(self, fact: OpenFact) -> OpenPoint:
        question = self._sayings.names.question(fact.fact)
        subject, name, key = [*fact.fact.split(" "), "", ""][:3]
        return OpenPoint(
            fact=fact.fact,
            sentence=_OPEN[fact.open_because].replace("{question}", question),
            request=f"Please state {question}.",
            decisive=fact.decisive,
            toward=fact.toward,
            said=tuple(
                self._statement(content) for content in self._sayings.of(subject, name) if not key or key == content.key
            ),
        )

    def _sentence(self, finding: Finding) -> str:
        means = BECAUSE_MEANS.get(finding.because, plain(finding.because))
        return f"{upper_first(OUTCOME_WORD[finding.outcome])}: {means}."

    def _notes(self, finding: Finding) -> tuple[str, ...]:
        notes = []
        if finding.says:
            notes.append(f"The clause’s own words for this: {finding.says}.")
        if finding.mended:
            notes.append(f"Made good later: {finding.mended}.")
        if finding.last_checked is not None:
            day = written_out(finding.last_checked, self._sayings.names.zone)
            notes.append(f"The law was last checked on {day}; this is, or may be, of a later time.")
        if finding.conflict:
            notes.append("The claims allow no course of events at all: those listed below cannot all be true.")
        if finding.outcome != "undetermined" and not finding.rests_on:
            notes.append("The sets of statements that this rests on are not listed here; `habeas why` looks for them.")
        else:
            notes += [_BOUNDED[word] for word in finding.bounded if word in _BOUNDED]
        return tuple(notes)

    def _against(self, contents: dict[Content, Witnessed]) -> list[Statement]:
        """What cannot be true beside a content that the finding rests on, each once."""
        found: dict[Content, None] = {}
        for content in contents:
            for other in self._sayings.of(content.subject, content.property):
                if other not in contents and self.rivals(content, other):
                    found[other] = None
        return [self._statement(content) for content in found]

    def rivals(self, one: Content, other: Content) -> bool:
        """Whether the two cannot both be true (semantics 4, 7 and 9)."""
        if one == other:
            return False
        if one.key == other.key:
            return one.against != other.against
        known = self._schema.properties.get(one.property)
        if one.against or other.against or known is None or known.many:
            return False
        first, second = (self._sayings.claims(content)[0].value.data for content in (one, other))
        if isinstance(first, Instant) and isinstance(second, Instant):
            return not any(
                low <= end and start <= high for low, high in first.intervals for start, end in second.intervals
            )
        return True

    def _statement(self, content: Content) -> Statement:
        if content not in self._made:
            self._made[content] = self._sayings.statement(content)
        return self._made[content]
