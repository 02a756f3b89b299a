"""Counts as a chart: bars as long as what is certain, and a thin line on to what is possible. Many units of time stand
side by side, few of them, and anything else, one below the other.

In comes a ``Shown`` table of counts; out goes SVG, or a PNG of the same drawing. No text of the release goes through
the drawing library, which a control character would stop: it draws names that we gave, and the true words are put in
their places afterwards. What was withheld is a gap with a mark, never a bar of no length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import altair as alt

from habeas.measure.suppress import PublicLine
from habeas.report.chart import ACCENT, FAINT, FONT, INK, QUIET
from habeas.report.release.table import Shown
from habeas.report.release.time import in_time, thinned
from habeas.report.words import OUTCOME_WORD

_VEGA_LITE = "6.4"
_WIDTH = 640
_STEP = 22
_HEIGHT = 260  # of a chart of columns
_MOST = 40  # lines of a chart: more are for the table
_MOST_IN_TIME = 640  # units of time side by side
_LETTERS = 70  # of the names below the chart, together
_WIDEST = 80
_UNDRAWN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg_of(shown: Shown) -> str:
    """The chart as one SVG that loads nothing. The same counts give the same bytes."""
    import vl_convert  # 80 MB of library: loaded only where something is drawn

    stand_in: dict[str, str] = {}
    spec = _chart(shown, stand_in).to_dict(validate=False)
    root = ET.fromstring(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE))  # noqa: S314 (names of our own)
    for element in root.iter():
        if element.text in stand_in:
            element.text = stand_in[element.text]
        for attribute in ("aria-label", "aria-roledescription"):
            element.attrib.pop(attribute, None)
    root.set("role", "img")
    root.set("aria-label", _plain(shown.sentence))
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode") + "\n"


def png_of(shown: Shown) -> bytes:
    """The same drawing as pixels, two for each unit."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg_of(shown), scale=2)
    return drawn


def _chart(shown: Shown, stand_in: dict[str, str]) -> alt.LayerChart:
    lines = in_time(shown) or tuple(shown.lines)
    beside = len(lines) > _MOST and bool(in_time(shown))
    drawn = lines[-_MOST_IN_TIME:] if beside else _largest(lines)
    rows, left = _rows(shown, drawn, stand_in)
    told = [*_shared(shown), *shown.notes, *_left_out(len(lines), len(drawn), beside, shown)]
    notes = [_named(stand_in, line) for line in _wrapped(told, 0 if beside else left)]
    base = alt.Chart(alt.InlineData(values=rows))
    layers = _columns(base, rows) if beside else _bars(base, rows)
    room: dict[str, object] = {"height": _HEIGHT} if beside else {"height": alt.Step(_STEP)}
    made: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=_WIDTH, background="#fffefb", padding=18, **room,
            title=alt.TitleParams(
                _named(stand_in, _plain(shown.title)), subtitle=notes, anchor="start", frame="group", fontSize=15,
                fontWeight=600, color=INK,
                subtitleColor=QUIET, subtitleFontSize=11, subtitleLineHeight=15, offset=12, subtitlePadding=6,
            ),
        )
        .configure(font=FONT, view=alt.ViewConfig(stroke=None))
        .configure_axis(labelFontSize=11.5)
    )  # fmt: skip
    return made


def _columns(base: alt.Chart, rows: Sequence[dict[str, object]]) -> list[alt.Chart]:
    """Units of time from left to right."""
    labels = [str(row["name"]) for row in rows]
    x = alt.X(
        "name:N",
        sort=labels,
        title=None,
        axis=alt.Axis(
            domain=False,
            ticks=False,
            labelAngle=0,
            labelColor=INK,
            labelPadding=8,
            values=thinned(labels, _LETTERS // max(map(len, labels))),
        ),
        scale=alt.Scale(paddingInner=0.15 if len(rows) < 150 else 0),
    )
    axis = alt.Axis(domain=False, gridColor=FAINT, labelColor=QUIET, tickCount=5, format=",d")
    bars = base.mark_bar(color=ACCENT).encode(x=x, y=alt.Y("certain:Q", title=None, axis=axis))
    reach = base.transform_filter("datum.possible > datum.certain").mark_rule(color=INK, strokeWidth=1).encode(
        x=x, y="certain:Q", y2="possible:Q"
    )  # fmt: skip
    hidden = base.transform_filter("datum.hidden").mark_text(color=INK, dy=-5).encode(
        x=x, y=alt.datum(0), text=alt.value("×")
    )  # fmt: skip
    return [bars, reach, hidden]


def _bars(base: alt.Chart, rows: Sequence[dict[str, object]]) -> list[alt.Chart]:
    """Lines one below the other, each with its number."""
    labels = [str(row["name"]) for row in rows]
    y = alt.Y(
        "name:N",
        sort=labels,
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=0, labelColor=INK, labelPadding=8),
    )
    x = alt.X(
        "certain:Q",
        title=None,
        axis=alt.Axis(domain=False, gridColor=FAINT, labelColor=QUIET, tickCount=5, format=",d"),
    )
    bars = base.mark_bar(color=ACCENT, size=12).encode(x=x, y=y)
    reach = base.transform_filter("datum.possible > datum.certain").mark_rule(color=INK, strokeWidth=1).encode(
        x="certain:Q", x2="possible:Q", y=y
    )  # fmt: skip
    ends = base.transform_filter("datum.possible > datum.certain").mark_tick(color=INK, thickness=1, size=8).encode(
        x="possible:Q", y=y
    )  # fmt: skip
    words = base.mark_text(align="left", dx=6, color=INK).encode(x="possible:Q", y=y, text="words:N")
    return [bars, reach, ends, words]


def _rows(shown: Shown, lines: Sequence[PublicLine], stand_in: dict[str, str]) -> tuple[list[dict[str, object]], int]:
    names = [_cut(_plain(" · ".join(_varying(shown, line.key)) or "all")) for line in lines]
    widest = max(map(len, names), default=0)
    rows: list[dict[str, object]] = []
    for line, name in zip(lines, names, strict=True):
        # the stand-in is about as wide as the name, so that the drawing leaves it room
        own = _named(stand_in, name)
        hidden = line.certain is None
        possible = line.possible if line.possible is not None else line.certain
        words = "withheld" if hidden else _bounds(line.certain or 0, possible or 0)
        words += " or more" if line.possible is None and not hidden else ""
        rows.append(
            {
                "name": own,
                "certain": line.certain or 0,
                "possible": possible or 0,
                "words": words,
                "hidden": hidden,
            }
        )
    return rows, widest


def _largest(lines: Sequence[PublicLine]) -> Sequence[PublicLine]:
    """As many lines as are drawn, those of the largest numbers, in the order of the table."""
    by_size = sorted(range(len(lines)), key=lambda at: (-(lines[at].certain or 0), -(lines[at].possible or 0), at))
    return [lines[at] for at in sorted(by_size[:_MOST])]


def _left_out(lines: int, drawn: int, beside: bool, shown: Shown) -> list[str]:
    left = [f"The {'last' if beside else 'largest'} {drawn} of {lines:,} lines are drawn."] if lines > drawn else []
    hidden = beside and any(line.certain is None for line in shown.lines)
    return [*left, "×: withheld."] if hidden else left


def _varying(shown: Shown, key: Sequence[str]) -> list[str]:
    """The words of a key that tell its line from the others; what all lines share stands in the notes."""
    named = [
        OUTCOME_WORD.get(word, word) if name == "outcome" else word for name, word in zip(shown.by, key, strict=True)
    ]
    return [word for at, word in enumerate(named) if len(shown.lines) == 1 or _varies(shown, at)]


def _varies(shown: Shown, at: int) -> bool:
    return len({line.key[at] for line in shown.lines}) > 1


def _shared(shown: Shown) -> list[str]:
    if len(shown.lines) < 2:
        return []
    same = [f"{name}: {shown.lines[0].key[at]}" for at, name in enumerate(shown.by) if not _varies(shown, at)]
    return [", ".join(same)] if same else []


def _bounds(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _named(stand_in: dict[str, str], words: str) -> str:
    """A name of ours about as wide as the words."""
    name = f"n{len(stand_in)}".ljust(len(words), "a")
    stand_in[name] = words
    return name


def _wrapped(notes: Sequence[str], left: int) -> list[str]:
    width = (_WIDTH + left * 6) // 6
    lines: list[str] = []
    for note in notes:
        line = ""
        for word in _plain(note).split():
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1].rstrip()}…"


def _plain(text: str) -> str:
    return _UNDRAWN.sub(" ", text)
