"""Where each mark of the chart stands: lanes down, acts within a lane, one line for each claimed time of an act."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from habeas.core.instant import Interval
from habeas.report.model import Figure, Mark

HEAD = 24  # above the first lane, for the words of the band
TITLE = 22
LINE = 13
GAP = 5
LANE_GAP = 14
BAR = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """One span of one mark, clipped to the window; ``y`` is the middle of its line."""

    mark: Mark
    act: str
    lane: str
    words: str
    span: Interval
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    y: float
    lane: bool
    act: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A line between two rival marks, where they come nearest to each other."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    height: float
    placed: tuple[Placed, ...]
    labels: tuple[Label, ...]
    joins: tuple[Join, ...]
    rules: tuple[float, ...]


def lay_out(figure: Figure) -> Layout:
    """Places for everything that falls within the window; an act with no such time takes no line."""
    placed: list[Placed] = []
    labels: list[Label] = []
    joins: list[Join] = []
    rules: list[float] = []
    y = float(HEAD)
    for lane in figure.lanes:
        rules.append(y)
        labels.append(Label(lane.title, y + TITLE / 2 + 2, lane=True))
        y += TITLE
        for act in lane.acts:
            shown = [(mark, spans) for mark in act.marks if (spans := _clipped(mark, figure.window))]
            if not shown:
                continue
            labels.append(Label(act.words, y + LINE / 2, lane=False, act=act.id))
            middles: list[tuple[int, int, float]] = []
            for mark, spans in shown:
                middle = y + LINE / 2
                placed += [Placed(mark, act.id, lane.title, act.words, span, middle) for span in spans]
                middles.append((spans[0][0], spans[-1][1], middle))
                y += LINE
            if act.rivals:
                joins += [_joined(one, other) for one, other in pairwise(middles)]
            y += GAP
        y += LANE_GAP - GAP
    return Layout(y, tuple(placed), tuple(labels), tuple(joins), tuple(rules))


def _joined(one: tuple[int, int, float], other: tuple[int, int, float]) -> Join:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low <= high:  # both hold these moments; a third mark is the one that they do not share
        return Join(((low + high) / 2, one[2]), ((low + high) / 2, other[2]))
    ends = (one[1], other[0]) if one[1] < other[0] else (one[0], other[1])
    return Join((ends[0], one[2]), (ends[1], other[2]))


def _clipped(mark: Mark, window: Interval) -> list[Interval]:
    cut = [(max(low, window[0]), min(high, window[1])) for low, high in mark.spans]
    return [(low, high) for low, high in cut if low <= high]
