"""The sentence of answer, made from the findings and nothing else.

It looks at the meanings that a holder has given a source for; with none such, at all of them. A term matters to a
row when changing its meaning alone, among those, changes the row's outcome.
"""

from __future__ import annotations

from habeas.core.finding import Outcome
from habeas.report.model import Answer, Cell, Combination, Panel, Term
from habeas.report.words import OUTCOME_WORD, called, listed, lower_first, number, numbered_titles

Choice = tuple[str | None, ...]  # a meaning for each term that matters; None: any
_ORDER: tuple[Outcome | None, ...] = ("kept", "breach", "not_bound", None, "undetermined")  # as they are told
_DISPUTE = 2  # it takes two to disagree on a word
_MANY = 4  # more branches than this are named, not told: a sentence that lists eight cases answers nobody


def answers(panel: Panel) -> tuple[Answer, ...]:
    """One for each duty, in the order shown."""
    considered = _held(panel)
    out: list[Answer] = []
    place = 0
    for duty in panel.duties:
        told: dict[str, list[str]] = {}
        for row in duty.rows:
            told.setdefault(_told(panel, considered, place), []).append(called(row.id, row.title))
            place += 1
        parts = [f"For {numbered_titles(titles)} {sentence}." for sentence, titles in told.items()]
        if parts:
            out.append(Answer(duty.title, tuple(parts)))
    return tuple(out)


def _held(panel: Panel) -> tuple[Combination, ...]:
    """The combinations in which each meaning is one that a sourced reading gives its term.

    One holder with a source is no dispute: then the meanings of every named reading count.
    """
    sourced = [panel.combinations[reading.combination] for reading in panel.readings if reading.source]
    if len(sourced) < _DISPUTE:
        sourced = [panel.combinations[reading.combination] for reading in panel.readings]
    allowed = [{combination.meanings[at] for combination in sourced} for at in range(len(panel.terms))]
    return tuple(
        combination
        for combination in panel.combinations
        if all(meaning in allowed[at] for at, meaning in enumerate(combination.meanings))
    )


def _told(panel: Panel, considered: tuple[Combination, ...], place: int) -> str:
    cells = {combination.meanings: panel.cells[combination.cells[place]] for combination in considered}
    if len({cell.outcome for cell in cells.values()}) == 1:
        return _same(panel, tuple(cells.values()), place)
    matter = [at for at in range(len(panel.terms)) if _matters(cells, at)]
    terms = [panel.terms[at] for at in matter]
    branches: dict[Choice, Cell] = {}
    for meanings, cell in cells.items():
        branches.setdefault(tuple(meanings[at] for at in matter), cell)
    told = [
        f"{OUTCOME_WORD[outcome]} if {', or if '.join(_condition(terms, one) for one in chosen)}{_why_open(cell)}"
        for outcome, chosen, cell in _short(branches)
    ]
    head = f"it depends on {_named(terms)}"
    return f"{head}: {'; '.join(told)}" if len(told) <= _MANY else head


def _short(branches: dict[Choice, Cell]) -> list[tuple[Outcome | None, list[Choice], Cell]]:
    """For each outcome the fewest conditions: a term is left out where its meaning changes nothing any more."""
    out: dict[Outcome | None, tuple[list[Choice], Cell]] = {}
    covered: set[Choice] = set()
    general = sorted({_general(chosen, branches) for chosen in branches}, key=lambda one: (-one.count(None), str(one)))
    for condition in general:
        fresh = {chosen for chosen in branches if _fits(chosen, condition)} - covered
        if fresh:
            covered |= fresh
            cell = branches[min(fresh, key=str)]
            out.setdefault(cell.outcome, ([], cell))[0].append(condition)
    ranked = sorted(out.items(), key=lambda pair: _ORDER.index(pair[0]))
    return [(outcome, conditions, cell) for outcome, (conditions, cell) in ranked]


def _general(chosen: Choice, branches: dict[Choice, Cell]) -> Choice:
    """The choice with every term left open that can be, the first ones kept longest."""
    outcome = branches[chosen].outcome
    for at in reversed(range(len(chosen))):
        wider = (*chosen[:at], None, *chosen[at + 1 :])
        if all(cell.outcome == outcome for other, cell in branches.items() if _fits(other, wider)):
            chosen = wider
    return chosen


def _fits(chosen: Choice, condition: Choice) -> bool:
    return all(wanted is None or wanted == meaning for meaning, wanted in zip(chosen, condition, strict=True))


def _matters(cells: dict[tuple[str, ...], Cell], at: int) -> bool:
    outcomes: dict[tuple[str, ...], str | None] = {}
    for meanings, cell in cells.items():
        rest = meanings[:at] + meanings[at + 1 :]
        if outcomes.setdefault(rest, cell.outcome) != cell.outcome:
            return True
    return False


def _same(panel: Panel, cells: tuple[Cell, ...], place: int) -> str:
    """The words where no meaning matters."""
    shown = [panel.combinations[reading.combination].cells[place] for reading in panel.readings]
    every = all(panel.cells[cell].outcome == cells[0].outcome for cell in shown)
    head = "every reading gives the same answer:" if every else "every reading with a source gives the same answer:"
    if len(panel.readings) < _DISPUTE:
        head = "the answer is"
    return f"{head} {OUTCOME_WORD[cells[0].outcome]}{_why_open(*cells)}"


def _why_open(*cells: Cell) -> str:
    """What is not known, where the findings name it: the most decisive open point."""
    points = [point for cell in cells if cell.outcome == "undetermined" for point in cell.reasons.settle]
    decisive = [point for point in points if point.decisive] or points
    return f", as {lower_first(decisive[0].sentence).rstrip('.')}" if decisive else ""


def _named(terms: list[Term]) -> str:
    """``one word, “removal”``; a term of more than one word is a point."""
    kind = "word" if all(" " not in term.word for term in terms) else "point"
    count = number(len(terms))
    return f"{count} {kind if len(terms) == 1 else kind + 's'}, {listed(f'“{term.word}”' for term in terms)}"


def _condition(terms: list[Term], chosen: Choice) -> str:
    return listed(
        next(known.words for known in term.meanings if known.id == meaning)
        for term, meaning in zip(terms, chosen, strict=True)
        if meaning is not None
    )
