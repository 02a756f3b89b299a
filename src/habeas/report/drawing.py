"""The chart as SVG that a page can hold: no browser drew it, every mark can be reached and says its words.

The drawing comes from vl-convert, without a network. What is changed: colours become variables of the page (so that
a dark page is dark), marks get a title and a place in the order of the keyboard, and what only a program would
read is dropped. No id is left in it, so that several drawings can stand in one page.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from xml.etree import ElementTree as ET

from habeas.report.model import Figure

_NAMESPACE = "http://www.w3.org/2000/svg"
_VEGA_LITE = "6.4"


def drawn(figure: Figure, band: int, zone: str, counts: Collection[str] = (), label: str = "") -> str:
    """The SVG of the figure under one band, in one zone. ``label`` says what the drawing as a whole shows."""
    import vl_convert  # 80 MB of library: loaded only when a page is written

    from habeas.report.chart import night_chart

    spec = night_chart(figure, band, zone).to_dict(validate=False)
    text = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    root = ET.fromstring(text)  # noqa: S314 (our own drawing)
    _cleaned(root)
    _reachable(root, frozenset(counts))
    root.attrib.update({"role": "group", "aria-label": label, "focusable": "false"})
    for unneeded in ("version", "width", "height"):
        root.attrib.pop(unneeded, None)
    ET.register_namespace("", _NAMESPACE)
    return ET.tostring(root, encoding="unicode").replace(f' xmlns="{_NAMESPACE}"', "", 1)


@cache
def _classes() -> dict[str, str]:
    """The colours of the chart, and the names by which the page knows them."""
    from habeas.report import chart

    return {chart.INK: "ink", chart.QUIET: "quiet", chart.FAINT: "faint", chart.ACCENT: "accent"}


def _cleaned(root: ET.Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            empty = child.get("class") in ("background", "foreground")
            if empty:
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


def _reachable(root: ET.Element, counts: frozenset[str]) -> None:
    from habeas.report.chart import parts

    for element in root.iter():
        told = element.get("aria-label")
        if told is None:
            continue
        mark, act, words = parts(told)
        del element.attrib["aria-label"]  # the title says it, and a reader of the screen reads the title
        title = ET.SubElement(element, f"{{{_NAMESPACE}}}title")
        title.text = words
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
