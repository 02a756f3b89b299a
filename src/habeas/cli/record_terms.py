"""The terms of a record that can be renewed: the next date of renewal, and who claims that they were renewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from habeas.cli.due_json import renewal_json, term_json
from habeas.cli.due_words import due_words, renewed_words, until_words
from habeas.cli.shown import show_table
from habeas.law import chosen_readings
from habeas.law.findings.renewals import Renewable, Renewal, Term, renewables, terms
from habeas.law.findings.run import examine

if TYPE_CHECKING:
    from habeas.cli.asked import Asked
    from habeas.custody import Record

HEADER = ("to be renewed", "on that day", "term", "of", "given by", "renewed")


@dataclass(frozen=True)
class Terms:
    """The terms that somebody gives a custody, and those that clauses give it; ``day`` is the day asked."""

    own: tuple[Term, ...]
    by_clause: tuple[Renewable, ...]
    zone: str
    day: int

    def show(self) -> None:
        """A table, where there are any."""
        rows = [*self._own_rows(), *self._clause_rows()]
        if rows:
            print(f"\nTerms that can be renewed, as of {due_words(self.day, self.day, self.zone)}:")
            show_table(HEADER, rows)

    def _own_rows(self) -> Iterator[tuple[str, ...]]:
        for term in self.own:
            yield self._row(term.renewal, term.custody, " ".join(term.rows))

    def _clause_rows(self) -> Iterator[tuple[str, ...]]:
        for one in self.by_clause:
            given_by = f"{one.instrument}/{one.clause} ({', '.join(one.readings)})"
            yield self._row(one.renewal, one.subject, given_by)

    def _row(self, renewal: Renewal, of: str, given_by: str) -> tuple[str, ...]:
        date, on_day = due_words(renewal.low, renewal.high, self.zone), until_words(renewal, self.zone, self.day)
        return date, on_day, renewal.term.text, of, given_by, renewed_words(renewal)

    def objects(self) -> Iterator[dict[str, object]]:
        """One object for each term: of a custody by claims (``term``) or by a clause (``clause_term``)."""
        for term in self.own:
            yield term_json(term, self.zone, self.day)
        for one in self.by_clause:
            yield {
                "is": "clause_term",
                "instrument": one.instrument,
                "clause": one.clause,
                "custody": one.subject,
                "readings": list(one.readings),
                **renewal_json(one.renewal, self.zone, self.day),
            }


def terms_of(asked: Asked, record: Record) -> Terms:
    """The renewable terms of the custodies in a record."""
    from habeas.custody import Custody

    custodies, zone = {row.id for row in record.rows if isinstance(row, Custody)}, asked.matter.zone
    by_claims = any(claim.property == "custody.renewable" for claim in asked.claims)
    if not custodies or not (by_claims or any(clause.renewable for one in asked.instruments for clause in one.clauses)):
        return Terms((), (), zone, asked.day)
    examination = examine(asked.matter, asked.claims, asked.day)
    own = tuple(term for term in terms(examination, zone, asked.day) if term.custody in custodies)
    by_clause = tuple(
        one
        for one in renewables(examination, chosen_readings(asked.instruments, None, every=False), asked.day)
        if one.subject in custodies
    )
    return Terms(own, by_clause, zone, asked.day)
