"""The chart as SVG that a page can hold: no browser drew it, every mark can be reached and says its words.

The drawing comes from vl-convert, without a network. No text of the matter goes through it: a control character in
a name aborts it, and the process with it. It draws names that we gave, and the true words are put in their places
afterwards. Colours become variables of the page (so that a dark page is dark), marks get a title and a place in
the order of the keyboard, and what only a program would read is dropped. No id is left in it, so that several
drawings can stand in one page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

from habeas.report.model import Figure, Lane, Mark, Statement

_NAMESPACE = "http://www.w3.org/2000/svg"
_VEGA_LITE = "6.4"
_WIDEST = 30  # characters of a name beside a lane; the whole of it stands in the table of marks


def drawn(figure: Figure, band: int, zone: str, counts: Collection[str] = (), label: str = "") -> str:
    """The SVG of the figure under one band, in one zone. ``label`` says what the drawing as a whole shows."""
    import vl_convert  # 80 MB of library: loaded only when a page is written
    from altair.utils.schemapi import debug_mode

    from habeas.report.chart import night_chart

    stand_in = StandIn(figure)
    with debug_mode(False):  # our charts are held to the schema by their tests
        spec = night_chart(stand_in.figure, band, zone).to_dict(validate=False)
    text = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    root = ET.fromstring(text)  # noqa: S314 (drawn from names of our own)
    _cleaned(root)
    _worded(root, stand_in, frozenset(counts))
    root.attrib.update({"role": "group", "aria-label": label, "focusable": "false"})
    for unneeded in ("version", "width", "height"):
        root.attrib.pop(unneeded, None)
    ET.register_namespace("", _NAMESPACE)
    return ET.tostring(root, encoding="unicode").replace(f' xmlns="{_NAMESPACE}"', "", 1)


class StandIn:
    """The figure with a name of ours for every text in it, and what each of them stands for."""

    def __init__(self, figure: Figure) -> None:
        self.words: dict[str, str] = {}
        self.marks: dict[str, tuple[str, str]] = {}  # mark: its act and what it says of itself
        lanes = tuple(self._lane(lane) for lane in figure.lanes)
        bands = tuple(replace(band, words=self._named(band.words)) for band in figure.bands)
        self.figure = replace(figure, lanes=lanes, bands=bands)

    def _named(self, words: str) -> str:
        name = f"name {len(self.words)}"
        self.words[name] = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…"
        return name

    def _lane(self, lane: Lane) -> Lane:
        from habeas.report.chart import description

        acts = []
        for act in lane.acts:
            for mark in act.marks:
                self.marks[mark.id] = (act.id, description(mark, lane.title, act.words))
            acts.append(replace(act, id="", words=self._named(act.words), marks=tuple(map(_silent, act.marks))))
        return Lane(self._named(lane.title), tuple(acts))


def _silent(mark: Mark) -> Mark:
    return replace(mark, shown="", written="", statement=Statement("", "", ()))


@cache
def _classes() -> dict[str, str]:
    """The colours of the chart, and the names by which the page knows them."""
    from habeas.report import chart

    return {chart.INK: "ink", chart.QUIET: "quiet", chart.FAINT: "faint", chart.ACCENT: "accent"}


def _cleaned(root: ET.Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            if child.get("class") in ("background", "foreground"):  # they are empty
                parent.remove(child)
    for element in root.iter():
        names = []
        for attribute, prefix in (("fill", "f"), ("stroke", "s")):
            colour = element.get(attribute, "").lower()
            if colour in _classes():
                names.append(f"{prefix}-{_classes()[colour]}")
                del element.attrib[attribute]
        for unneeded in ("font-family", "pointer-events", "role", "aria-roledescription", "class", "aria-hidden"):
            element.attrib.pop(unneeded, None)
        if names:
            element.set("class", " ".join(names))
        if element.get("opacity") == "1":
            del element.attrib["opacity"]


def _worded(root: ET.Element, stand_in: StandIn, counts: frozenset[str]) -> None:
    for element in list(root.iter()):
        if element.text in stand_in.words:
            element.text = stand_in.words[element.text]
        for mark in _mark_of(element):
            act, words = stand_in.marks[mark]
            ET.SubElement(element, f"{{{_NAMESPACE}}}title").text = words
            counted = " counts" if act in counts else ""
            element.attrib.update(
                {
                    "role": "img",
                    "tabindex": "0",
                    "class": f"{element.get('class', '')} mark{counted}".strip(),
                    "data-mark": mark,
                    "data-act": act,
                }
            )


def _mark_of(element: ET.Element) -> Iterator[str]:
    """The id of the mark that the element draws, if it draws one; the title says more than the label did."""
    from habeas.report.chart import mark_id

    told = element.attrib.pop("aria-label", None)
    if told is not None:
        yield mark_id(told)
