"""The sentence of answer, made from the findings and nothing else.

It looks at the meanings that a holder has given a source for; with none such, at all of them. A term matters to a
row when changing its meaning alone, among those, changes the row's outcome.
"""

from __future__ import annotations

from collections.abc import Iterable

from habeas.report.model import Answer, Cell, Combination, Panel, Term
from habeas.report.words import OUTCOME_WORD, listed, lower_first, number, numbered_titles

_MANY = 4  # more branches than this are named, not told: a sentence that lists eight cases answers nobody


def answers(panel: Panel) -> tuple[Answer, ...]:
    """One for each duty, in the order shown."""
    considered = _held(panel)
    out: list[Answer] = []
    place = 0
    for duty in panel.duties:
        told: dict[str, list[str]] = {}
        for row in duty.rows:
            told.setdefault(_told(panel, considered, place), []).append(row.title)
            place += 1
        parts = [f"For {numbered_titles(titles)} {sentence}." for sentence, titles in told.items()]
        if parts:
            out.append(Answer(duty.title, " ".join(parts)))
    return tuple(out)


def _held(panel: Panel) -> tuple[Combination, ...]:
    """The combinations in which each meaning is one that a sourced reading gives its term."""
    sourced = [panel.combinations[reading.combination] for reading in panel.readings if reading.source]
    if not sourced:
        return panel.combinations
    allowed = [{combination.meanings[at] for combination in sourced} for at in range(len(panel.terms))]
    return tuple(
        combination
        for combination in panel.combinations
        if all(meaning in allowed[at] for at, meaning in enumerate(combination.meanings))
    )


def _told(panel: Panel, considered: tuple[Combination, ...], place: int) -> str:
    cells = {combination.meanings: panel.cells[combination.cells[place]] for combination in considered}
    if len({cell.outcome for cell in cells.values()}) == 1:
        return _same(tuple(cells.values()), single=len(panel.readings) < 2)
    matter = [at for at in range(len(panel.terms)) if _matters(cells, at)]
    terms = [panel.terms[at] for at in matter]
    branches: dict[tuple[str, ...], Cell] = {}
    for meanings, cell in cells.items():
        branches.setdefault(tuple(meanings[at] for at in matter), cell)
    head = f"it depends on {_named(terms)}"
    if len(branches) > _MANY:
        return head
    told = [f"{_outcome(cell)} if {_condition(terms, chosen)}" for chosen, cell in branches.items()]
    return f"{head}: {listed(told)}" if len(told) > 2 else f"{head}: {', '.join(told)}"


def _matters(cells: dict[tuple[str, ...], Cell], at: int) -> bool:
    outcomes: dict[tuple[str, ...], str | None] = {}
    for meanings, cell in cells.items():
        rest = meanings[:at] + meanings[at + 1 :]
        if outcomes.setdefault(rest, cell.outcome) != cell.outcome:
            return True
    return False


def _same(cells: tuple[Cell, ...], single: bool) -> str:
    first = cells[0]
    head = "the answer is" if single else "every reading gives the same answer:"
    if first.outcome == "undetermined":
        return _open(cells)
    return f"{head} {_outcome(first)}"


def _outcome(cell: Cell) -> str:
    return _open((cell,)) if cell.outcome == "undetermined" else OUTCOME_WORD[cell.outcome]


def _open(cells: Iterable[Cell]) -> str:
    """What is not known, where the findings name it: the most decisive open point."""
    points = [point for cell in cells for point in cell.reasons.settle]
    decisive = [point for point in points if point.decisive] or points
    return f"undetermined, as {lower_first(decisive[0].sentence).rstrip('.')}" if decisive else "undetermined"


def _named(terms: list[Term]) -> str:
    """``one word, “removal”``; a term of more than one word is a point."""
    kind = "word" if all(" " not in term.word for term in terms) else "point"
    count = number(len(terms))
    return f"{count} {kind if len(terms) == 1 else kind + 's'}, {listed(f'“{term.word}”' for term in terms)}"


def _condition(terms: list[Term], chosen: tuple[str, ...]) -> str:
    return listed(
        next(known.words for known in term.meanings if known.id == meaning)
        for term, meaning in zip(terms, chosen, strict=True)
    )
