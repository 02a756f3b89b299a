from xml.etree import ElementTree as ET

from habeas.measure.count import Counted
from habeas.measure.lines import Line
from habeas.measure.suppress import suppress
from habeas.report.release_chart import png_of, svg_of
from habeas.report.release_table import Shown


def shown(lines: tuple[Line, ...], public: bool = False, title: str = "rows by place") -> Shown:
    total = sum(line.certain for line in lines)
    counted = Counted(("place",), "rows", lines, (total, total), total, "custody.start", "stay")
    return Shown.of(counted, suppress(counted) if public else None, title, "A sentence.", ("A note.",))


def words(svg: str) -> list[str]:
    return [element.text for element in ET.fromstring(svg).iter() if element.text and element.text.strip()]  # noqa: S314


def test_each_line_has_its_name_and_its_bounds() -> None:
    found = words(svg_of(shown((Line(("place:a",), 12, 12), Line(("place:b",), 3, 5)))))
    assert {"place:a", "place:b", "12", "3 to 5", "rows by place", "A note."} <= set(found)


def test_what_is_withheld_is_said_and_not_drawn() -> None:
    found = words(svg_of(shown((Line(("a",), 12, 12), Line(("b",), 3, 3), Line(("c",), 50, 50)), public=True)))
    assert found.count("below 10") == 2
    assert "12" not in found


def test_no_text_of_a_release_stops_the_drawing_or_becomes_markup() -> None:
    svg = svg_of(shown((Line(("\x01<b>&\ud800",), 12, 12), Line(("",), 1, 1)), title="\x00</title>"))
    assert any("<b>&" in word for word in words(svg))
    assert "</title>" not in svg


def test_a_picture() -> None:
    assert png_of(shown((Line(("a",), 12, 12),))).startswith(b"\x89PNG")


def test_many_lines_are_cut_and_it_is_said() -> None:
    found = words(svg_of(shown(tuple(Line((f"place {n}",), 20, 20) for n in range(60)))))
    assert "The first 40 of 60 lines are drawn." in " ".join(found)
    assert "place 59" not in found
