"""A panel as the templates read it: which cells are explained where, which drawings stand in the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from habeas.report.bounds import DRAWINGS, DRAWN
from habeas.report.drawing import drawn
from habeas.report.model import Answer, Cell, Combination, Duty, Figure, LeftOut, Mark, Page, Panel, Row
from habeas.report.words import OUTCOME_WORD, counted, listed

_NAMED = 10  # instruments without a drawing that are named


@dataclass(frozen=True, slots=True)
class Explained:
    """The reasons of one cell of one line; ``under`` names the readings that give it."""

    anchor: str
    duty: Duty
    row: Row
    cell: Cell
    under: str
    held: bool
    said_by: str

    @property
    def common(self) -> tuple[int, ...]:
        """The statements that every support needs."""
        supports = self.cell.reasons.supports
        shared = set(supports[0]).intersection(*supports[1:]) if supports else set[int]()
        return tuple(sorted(shared))

    @property
    def rest(self) -> tuple[tuple[int, ...], ...]:
        """What each support needs beside them."""
        return tuple(
            tuple(place for place in support if place not in self.common) for support in self.cell.reasons.supports
        )


@dataclass(frozen=True, slots=True)
class ShownMark:
    lane: str
    words: str
    of: Mark
    rivals: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    band: int
    zone: int
    svg: object


@dataclass(frozen=True)
class ShownPanel:
    """One instrument's part of the page, with its place in it."""

    at: int
    of: Panel
    drawings: tuple[Drawing, ...]
    leads: bool

    @property
    def lead(self) -> tuple[Answer, ...]:
        """The answer that opens the page, if this is the panel that gives it."""
        return self.of.answers[:1] if self.leads else ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.of.answers[1:] if self.leads else self.of.answers

    @property
    def switches(self) -> bool:
        """Whether there is anything to switch, and something that a switch could change."""
        return bool(self.of.terms) and len(self.of.combinations) > 1 and bool(self.of.duties)

    @property
    def chosen(self) -> Combination:
        return self.of.combinations[self.of.readings[0].combination]

    def anchor(self, line: int, cell: int) -> str:
        return f"why-{self.at}-{line}-{cell}"

    @cached_property
    def pool(self) -> tuple[tuple[int, int], ...]:
        """Every (line, cell) that a choice of meanings can show."""
        return tuple(sorted({pair for one in self.of.combinations for pair in enumerate(one.cells)}))

    @cached_property
    def explained(self) -> tuple[Explained, ...]:
        out = []
        for line, (duty, row) in enumerate(self.of.lines):
            for place in dict.fromkeys(one.cells[line] for one in self._readings_first()):
                cell = self.of.cells[place]
                readings = [
                    reading.title
                    for reading in self.of.readings
                    if self.of.combinations[reading.combination].cells[line] == place
                ]
                held = bool(readings)
                others = sum(1 for one in self.of.combinations if one.cells[line] == place)
                under = f"under {listed(readings)}" if held else f"in {counted(others, 'combination')}"
                said_by = _said_by(cell)
                out.append(Explained(self.anchor(line, place), duty, row, cell, under, held, said_by))
        return tuple(out)

    def _readings_first(self) -> list[Combination]:
        named = [self.of.combinations[reading.combination] for reading in self.of.readings]
        return [*named, *self.of.combinations]

    @property
    def marks(self) -> tuple[ShownMark, ...]:
        figure = self.of.figure
        if figure is None:
            return ()
        return tuple(
            ShownMark(lane.title, act.words, mark, act.rivals, _inside(mark, figure))
            for lane in figure.lanes
            for act in lane.acts
            for mark in act.marks
        )

    @property
    def data(self) -> dict[str, object]:
        """What the switches need: places and words, no answer that the page does not hold already."""
        if not self.switches and not self.drawings:
            return {"combinations": [_combination(self.chosen)], "chosen": 0, "readings": [], "terms": []}
        return {
            "chosen": self.of.readings[0].combination,
            "combinations": [_combination(one) for one in self.of.combinations],
            "readings": [{"title": one.title, "combination": one.combination} for one in self.of.readings],
            "terms": [
                {"word": term.word, "meanings": {meaning.id: meaning.words for meaning in term.meanings}}
                for term in self.of.terms
            ],
            "lines": [f"{row.title}, {duty.title}" for duty, row in self.of.lines],
            "words": [OUTCOME_WORD[cell.outcome] for cell in self.of.cells],
        }


def shown_panels(page: Page, told: Callable[[str], None]) -> list[ShownPanel]:
    leading = enumerate(page.panels if page.overview is None else ())  # else the counts open the page
    first = next((at for at, panel in leading if panel.answers), None)
    with_drawing = _with_drawing(page)
    return [
        ShownPanel(at, panel, _drawings(panel, told) if panel in with_drawing else (), at == first)
        for at, panel in enumerate(page.panels)
    ]


def _with_drawing(page: Page) -> list[Panel]:
    """The first instruments that have something to draw: one of them whatever it takes, then as many as have room."""
    out: list[Panel] = []
    room = DRAWINGS
    for panel in page.panels:
        if drawable(panel):
            room -= _views(panel)
            if out and (room < 0 or len(out) == DRAWN):
                break
            out.append(panel)
    return out


def _views(panel: Panel) -> int:
    """How many drawings show the panel: one for each time in force and each clock."""
    return 0 if panel.figure is None else max(len(panel.figure.bands), 1) * len(panel.figure.zones)


def drawable(panel: Panel) -> bool:
    """Whether anything that the panel speaks of falls within the hours that its drawing would show."""
    figure = panel.figure
    return figure is not None and any(
        _inside(mark, figure) for lane in figure.lanes for act in lane.acts for mark in act.marks
    )


def undrawn(page: Page) -> LeftOut | None:
    """The instruments that would have a drawing, and have none here."""
    able = [panel for panel in page.panels if drawable(panel)]
    left = able[len(_with_drawing(page)) :]
    if not left:
        return None
    titles = [panel.title for panel in left]
    named = listed(titles[:_NAMED]) + (f" … and {len(left) - _NAMED:,} more" if len(left) > _NAMED else "")
    return LeftOut(
        f"Drawn here: {len(able) - len(left)} of {len(able)} instruments, the first ones. Not drawn: {named}.",
        f"{page.about.command} --instrument {left[0].id} -o {left[0].id}.html",
        f"draws that of {left[0].title}, and so for each of them by its id.",
    )


def _drawings(panel: Panel, told: Callable[[str], None]) -> tuple[Drawing, ...]:
    """One for each time in force and each clock; the first is the one that the page opens with."""
    from markupsafe import Markup

    figure = panel.figure
    assert figure is not None, panel.id
    first = panel.combinations[panel.readings[0].combination]
    bands = list(range(len(figure.bands))) or [0]
    bands.sort(key=lambda band: band != first.band)
    out = []
    for band in bands:
        for zone, name in enumerate(figure.zones):
            told(f"drawing {panel.title}, clock of {name}")
            label = f"Acts in time, and the time in force: {panel.title}"
            svg = drawn(figure, band, name, first.counts, label)
            out.append(Drawing(band, zone, Markup(svg)))  # noqa: S704 (serialised from a parsed tree)
    return tuple(out)


def _inside(mark: Mark, figure: Figure) -> bool:
    return any(low <= figure.window[1] and high >= figure.window[0] for low, high in mark.spans)


def _combination(one: Combination) -> dict[str, object]:
    return {"meanings": list(one.meanings), "cells": list(one.cells), "band": one.band, "counts": list(one.counts)}


def _said_by(cell: Cell) -> str:
    """``9 sources, 2 origins`` of everything that the cell rests on."""
    witnesses = [witness for statement in cell.reasons.statements for witness in statement.witnesses]
    sources = {witness.source for witness in witnesses}
    origins = {witness.origin or witness.source for witness in witnesses}
    return f"{counted(len(sources), 'source')}, {counted(len(origins), 'origin')}"
