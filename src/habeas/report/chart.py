"""The night as a Vega-Lite chart: acts as wide as their times are known, against the time in force.

One chart for page, notebook and PDF: ``night_chart(figure).save("night.pdf")`` works as it stands. Every mark
carries its words as its description, so that a reader of the drawing can be told what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection

import altair as alt

from habeas.core.instant import MAX, MIN, Interval
from habeas.report.layout import BAR, Layout, Placed, lay_out
from habeas.report.model import Band, Figure, Mark
from habeas.report.ticks import clock_words, ticks
from habeas.report.words import counted

WIDTH = 800
LEFT = 240  # room for the names of acts
FONT = "serif"
# The light scheme; the page maps each of these to a variable of its own, so that the dark scheme follows.
INK, QUIET, FAINT, ACCENT = "#1f1f23", "#5f5f66", "#d6d4ce", "#00696b"
_FULL = 0.16  # the band where the instrument is in force for certain
_SOFT = 18  # the most steps in which an edge of the band fades
_SEPARATOR = "|"
_UNDRAWN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # would stop the drawing


def night_chart(figure: Figure, band: int = 0, zone: str = "", counts: Collection[str] = ()) -> alt.LayerChart:
    """The chart under one band and in one zone; ``counts`` are the acts that the duties speak of, drawn in accent."""
    layout = lay_out(figure)
    layers = [_ground(figure, layout, zone or figure.zones[0])]
    layers += _band(figure, layout, figure.bands[band]) if figure.bands else []
    layers += _names(figure, layout, counts)
    if layout.joins:
        layers.append(_joins(figure, layout))
    layers += _marks(figure, layout, counts)
    made: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=WIDTH,
            height=layout.height,
            padding={"left": LEFT, "right": 24, "top": 4, "bottom": 58},
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(font=FONT, background="transparent", view=alt.ViewConfig(stroke=None))
    )
    return made


def description(mark: Mark, lane: str, words: str) -> str:
    """What a mark says of itself: the act, its time, the words, the speakers and the sources."""
    who = [f"{witness.speaker} ({witness.stance}; {witness.source})" for witness in mark.statement.witnesses]
    quotes = [f"“{witness.quote}”" for witness in mark.statement.witnesses if witness.quote]
    count = counted(len(who), "statement")
    return f"{lane}: {words}, {mark.shown}. {count}: {'; '.join(who)}." + (f" {' '.join(quotes)}" if quotes else "")


def mark_id(text: str) -> str:
    """The id of a mark, from the description that the drawing carries."""
    return text.partition(_SEPARATOR)[0]


def _x(figure: Figure, axis: alt.Axis | None = None) -> alt.X:
    low, high = figure.window
    # Vega counts milliseconds; the ticks are labelled by us, since Vega knows the browser's zone and UTC only.
    scale = alt.Scale(type="utc", domain=[low / 1000, high / 1000], nice=False)
    # An axis that is not given is left to the layer that gives one; None would take it from all of them.
    return alt.X("x:T", scale=scale, axis=axis or alt.Undefined)


def _y(layout: Layout, field: str = "y:Q") -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=[0, layout.height], range=[0, layout.height], nice=False), axis=None)


def _data(rows: list[dict[str, object]]) -> alt.InlineData:
    return alt.InlineData(values=rows)


def _axis(figure: Figure, zone: str) -> alt.Axis:
    shown = ticks(figure.window, zone)
    words = {str(tick.at // 1000): [tick.clock, tick.day] for tick in shown}
    return alt.Axis(
        values=[tick.at / 1000 for tick in shown],
        labelExpr=f"({json.dumps(words)})[toString(+datum.value)]",
        labelFont=FONT, labelFontSize=12, labelColor=QUIET, labelPadding=4, labelLineHeight=14, labelAlign="center",
        title=f"Time in {clock_words(figure.window, zone)}",
        titleFont=FONT, titleFontSize=13, titleFontWeight="normal", titleColor=INK,
        titleY=52, titleBaseline="alphabetic",
        grid=True, gridColor=FAINT, tickColor=QUIET, domainColor=QUIET, ticks=True, aria=False,
    )  # fmt: skip


def _ground(figure: Figure, layout: Layout, zone: str) -> alt.Chart:
    """The axis, and a hairline above each lane."""
    low, high = (end / 1000 for end in figure.window)
    rows: list[dict[str, object]] = [{"x": low, "x2": high, "y": y} for y in layout.rules]
    rule: alt.Chart = alt.Chart(_data(rows)).mark_rule(color=FAINT, aria=False)
    made: alt.Chart = rule.encode(x=_x(figure, _axis(figure, zone)), x2="x2:T", y=_y(layout))
    return made


def _band(figure: Figure, layout: Layout, band: Band) -> list[alt.Chart]:
    """The time in force: steps that grow where its beginning is unknown, and fade where its end is."""
    low, high = figure.window
    start, end = band.start or (low, low), band.end or (high, high)
    steps = [*_edge(start, rising=True), (start[1], end[0], _FULL), *_edge(end, rising=False)]
    rows: list[dict[str, object]] = [
        {"x": max(one, low) / 1000, "x2": min(other, high) / 1000, "y": 0, "y2": layout.height, "o": strength}
        for one, other, strength in steps
        if min(other, high) > max(one, low)
    ]
    if not rows:
        return []
    opacity = alt.Opacity("o:Q", scale=None, legend=None)
    shade = alt.Chart(_data(rows)).mark_rect(color=ACCENT, aria=False)
    at = max(start[0], low)
    words: list[dict[str, object]] = [{"x": at / 1000, "y": 9, "t": _drawable(band.words)}]
    late = at - low > (high - low) * 0.7  # near the right edge the words run to the left
    text = alt.Chart(_data(words)).mark_text(
        align="right" if late else "left", dx=-4 if late else 4, font=FONT, fontSize=12, color=ACCENT, aria=False
    )
    return [
        shade.encode(x=_x(figure), x2="x2:T", y=_y(layout), y2="y2:Q", opacity=opacity),
        text.encode(x=_x(figure), y=_y(layout), text="t:N"),
    ]


def _edge(edge: Interval, rising: bool) -> list[tuple[int, int, float]]:
    low, high = edge
    if low in (high, MIN) or high == MAX:  # known to the microsecond, or open to that side
        return []
    count = _SOFT
    cuts = [low + (high - low) * step // count for step in range(count + 1)]
    share = [(step + 0.5) / count for step in range(count)]
    return [
        (cuts[step], cuts[step + 1], round(_FULL * (share[step] if rising else 1 - share[step]), 4))
        for step in range(count)
    ]


def _names(figure: Figure, layout: Layout, counts: Collection[str]) -> list[alt.Chart]:
    out = []
    for lane in (True, False):
        for counted_too in (False, True):
            rows: list[dict[str, object]] = [
                {"x": figure.window[0] / 1000, "y": label.y, "t": _drawable(label.text)}
                for label in layout.labels
                if label.lane is lane and (label.act in counts) is counted_too
            ]
            if rows:
                text = alt.Chart(_data(rows)).mark_text(
                    align="right", baseline="middle", dx=-10, font=FONT, limit=LEFT - 14, aria=False,
                    fontSize=13, fontWeight="bold" if lane else "normal",
                    color=INK if lane else ACCENT if counted_too else QUIET,
                )  # fmt: skip
                out.append(text.encode(x=_x(figure), y=_y(layout), text="t:N"))
    return out


def _joins(figure: Figure, layout: Layout) -> alt.Chart:
    rows: list[dict[str, object]] = [
        {"x": join.start[0] / 1000, "x2": join.end[0] / 1000, "y": join.start[1], "y2": join.end[1]}
        for join in layout.joins
    ]
    rule = alt.Chart(_data(rows)).mark_rule(color=INK, strokeWidth=0.75, aria=False)
    made: alt.Chart = rule.encode(x=_x(figure), x2="x2:T", y=_y(layout), y2="y2:Q")
    return made


def _marks(figure: Figure, layout: Layout, counts: Collection[str]) -> list[alt.Chart]:
    out = []
    for point in (False, True):
        for counted_too in (False, True):
            chosen = [
                placed
                for placed in layout.placed
                if placed.mark.point is point and (placed.act in counts) is counted_too
            ]
            if chosen:
                colour = ACCENT if counted_too else INK
                draw = _points if point else _bars
                out.append(draw(figure, layout, chosen, colour))
    return out


def _row(placed: Placed) -> dict[str, object]:
    words = description(placed.mark, placed.lane, placed.words)
    return {"d": f"{placed.mark.id}{_SEPARATOR}{_drawable(words)}"}


def _drawable(text: str) -> str:
    return _UNDRAWN.sub("\ufffd", text)


def _bars(figure: Figure, layout: Layout, chosen: list[Placed], colour: str) -> alt.Chart:
    rows: list[dict[str, object]] = [
        {"x": placed.span[0] / 1000, "x2": placed.span[1] / 1000, "y": placed.y - BAR / 2, "y2": placed.y + BAR / 2}
        | _row(placed)
        for placed in chosen
    ]
    # The outline keeps a bar of a few minutes visible in a window of many hours.
    bar = alt.Chart(_data(rows)).mark_rect(color=colour, stroke=colour, strokeWidth=1, fillOpacity=0.45)
    made: alt.Chart = bar.encode(x=_x(figure), x2="x2:T", y=_y(layout), y2="y2:Q", description="d:N")
    return made


def _points(figure: Figure, layout: Layout, chosen: list[Placed], colour: str) -> alt.Chart:
    rows: list[dict[str, object]] = [
        {"x": (placed.span[0] + placed.span[1]) / 2000, "y": placed.y} | _row(placed) for placed in chosen
    ]
    point = alt.Chart(_data(rows)).mark_point(shape="diamond", filled=True, size=64, color=colour, opacity=1)
    made: alt.Chart = point.encode(x=_x(figure), y=_y(layout), description="d:N")
    return made
