"""The page in Chromium: no complaint, switches that say what they change, no sideways scrolling on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from habeas.report.render import render
from tests.report.browser import FOUND, Browser, browser
from tests.report.pages import empty, page

pytestmark = pytest.mark.skipif(not FOUND, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render(page()), encoding="utf-8")
    return path


def opened(chromium: Browser, file: Path, width: int = 1280, **how: Any) -> Browser:
    chromium.errors.clear()
    chromium.asked_for.clear()
    chromium.size(width, 900, **how)
    chromium.open(file)
    return chromium


def chosen(chromium: Browser) -> list[str]:
    """The words of the column that follows the switches."""
    found: list[str] = chromium.run(
        "[...document.querySelectorAll('td[data-line] .word')].map(word => word.textContent)"
    )
    return found


def test_it_opens_without_a_complaint_and_asks_for_nothing_else(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    assert chromium.asked_for == [file.as_uri()]
    assert chromium.errors == []


def test_a_switch_changes_the_cells_at_once_and_says_so_in_words(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    rows = "document.querySelectorAll('table.matrix tbody tr').length"
    before = chromium.run(rows)
    assert chosen(chromium) == ["broken", "broken", "undetermined"] * 2
    chromium.run("document.querySelector('input[name=term-0][value=airspace]').click()")
    assert chosen(chromium) == ["kept", "kept", "undetermined", "broken", "broken", "undetermined"]
    assert chromium.run("document.querySelector('.told').textContent") == (
        "“removal” is read so: removal is complete on leaving the airspace. Flight 1, No removal: was broken, is now "
        "kept. Flight 2, No removal: was broken, is now kept. Nobody in these sources holds this combination."
    )
    assert chromium.run("document.querySelector('[data-held]').textContent") == "nobody in these sources"
    assert chromium.run(rows) == before
    assert chromium.errors == []


def test_every_combination_shows_its_own_cells(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    panel = page().panels[0]
    for one in panel.combinations:
        for at, meaning in enumerate(one.meanings):
            chromium.run(f"document.querySelector('input[name=term-{at}][value={meaning}]').click()")
        expected = [{"breach": "broken", "not_bound": "not bound"}.get(outcome, outcome)
                    for outcome in (str(panel.cells[cell].outcome) for cell in one.cells)]  # fmt: skip
        assert chosen(chromium) == expected
        shown = chromium.run(
            "[...document.querySelectorAll('figure [data-band]')].filter(d => !d.hidden).map(d => d.dataset.band)"
        )
        assert shown == [str(one.band)]
        counts = chromium.run(
            "[...new Set([...document.querySelectorAll('figure div:not([hidden]) .mark.counts')]"
            ".map(mark => mark.dataset.act))]"
        )
        assert sorted(counts) == sorted(one.counts)
    assert chromium.errors == []


def test_a_reading_sets_all_switches(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    place = page().panels[0].readings[1].combination
    chromium.run(
        f"(s => {{s.value = '{place}'; s.dispatchEvent(new Event('change', {{bubbles: true}}))}})"
        "(document.querySelector('form [data-readings]'))"
    )
    assert chosen(chromium) == ["kept", "kept", "not bound", "not bound", "not bound", "not bound"]
    assert chromium.run("document.querySelector('figure [data-readings]').value") == str(place)
    told = chromium.run("document.querySelector('.told').textContent")
    assert told.endswith("This is the reading “government”.")


def test_the_clock_of_the_drawing_can_be_changed(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    title = "[...document.querySelectorAll('figure div:not([hidden]) svg text')].map(t => t.textContent).join(' ')"
    assert "Time in America/New_York (EDT, UTC-04:00)" in chromium.run(title)
    chromium.run("(s => {s.value = '1'; s.dispatchEvent(new Event('change'))})(document.querySelector('[data-zones]'))")
    assert "Time in UTC" in chromium.run(title)


def test_focusing_a_mark_names_it(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    chromium.run("document.querySelector('figure div:not([hidden]) .mark[data-mark=m1a]').focus()")
    words = chromium.run("document.querySelector('[data-mark-words]').textContent")
    assert words.startswith("Flight 1: departs, 17:27 EDT. 2 statements: New York Times (asserts; nyt)")


def test_all_is_reached_by_the_keyboard(chromium: Browser, file: Path) -> None:
    """Tab comes to the skip link, every switch, every answer and every mark of the drawing that is shown."""
    opened(chromium, file)
    reached: set[str] = set()
    for _ in range(250):
        chromium.key("Tab", 9)
        reached.add(
            chromium.run(
                "(e => e.dataset?.mark || e.name || e.getAttribute?.('href') || e.tagName)(document.activeElement)"
            )
        )
    figure = page().panels[0].figure
    assert figure is not None
    assert {mark.id for lane in figure.lanes for act in lane.acts for mark in act.marks} <= reached
    assert {"#matrix", "term-0", "term-3", "SUMMARY"} <= reached


def test_why_opens_the_reasons(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    chromium.run("document.querySelector('td a.to-why').click()")
    chromium.run("new Promise(done => setTimeout(done, 50))")
    assert chromium.run("document.getElementById(location.hash.slice(1)).parentElement.open") is True


@pytest.mark.parametrize("width", [320, 360, 414, 600, 768, 1024, 1280, 1920])
@pytest.mark.parametrize("opened_up", [False, True])
def test_nothing_sticks_out_sideways(chromium: Browser, file: Path, width: int, opened_up: bool) -> None:
    opened(chromium, file, width)
    if opened_up:
        chromium.run("document.querySelectorAll('details').forEach(box => { box.open = true; })")
    wide = chromium.run("document.documentElement.scrollWidth")
    assert wide <= width


def test_on_a_phone_the_matrix_is_cards_with_the_reading_beside_each_answer(chromium: Browser, file: Path) -> None:
    opened(chromium, file, 360)
    cell = "document.querySelector('table.matrix td[data-reading]')"
    assert chromium.run(f"getComputedStyle({cell}).display") == "grid"
    assert chromium.run(f"getComputedStyle({cell}, '::before').content") == '"plaintiffs"'


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page under seven readings: the matrix takes the whole width."""
    made = page()
    first = made.panels[0]
    readings = tuple(replace(first.readings[at % 3], id=f"r-{at}", title=f"Reading {at}") for at in range(7))
    path = tmp_path_factory.mktemp("many") / "report.html"
    path.write_text(render(replace(made, panels=(replace(first, readings=readings),))), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_outcome_sticks_out_of_its_cell(chromium: Browser, many: Path, width: int) -> None:
    opened(chromium, many, width)
    assert chromium.run(
        "[...document.querySelectorAll('.matrix td .outcome')].filter(one => "
        "one.getBoundingClientRect().right > one.closest('td').getBoundingClientRect().right).length"
    ) == 0  # fmt: skip


def test_on_a_phone_a_wide_matrix_stands_in_line_with_the_text(chromium: Browser, many: Path) -> None:
    opened(chromium, many, 390)
    left = "document.querySelector('{}').getBoundingClientRect().left"
    assert chromium.run(left.format("table.matrix.full")) == chromium.run(left.format("#matrix > h2"))


def test_a_mark_in_colour_shows_that_it_has_the_focus(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    mark = "document.querySelector('figure div:not([hidden]) .mark.counts')"
    chromium.call("Emulation.setFocusEmulationEnabled", enabled=True)
    chromium.run(f"{mark}.focus()")
    assert chromium.run(f"getComputedStyle({mark}).stroke") == chromium.run("getComputedStyle(document.body).color")


def test_the_words_of_the_drawing_can_be_read_on_a_phone_and_on_paper(chromium: Browser, file: Path) -> None:
    opened(chromium, file, 360)
    text = "document.querySelector('figure div:not([hidden]) svg text')"
    drawing = f"{text}.ownerSVGElement"
    scale = f"{drawing}.getBoundingClientRect().width / {drawing}.viewBox.baseVal.width"
    size = f"parseFloat(getComputedStyle({text}).fontSize)"
    assert chromium.run(f"{size} * {scale}") > 10
    opened(chromium, file, 700, media="print")  # as wide as A4 between its margins
    assert chromium.run(f"{size} * {scale}") > 8.5  # 6.5 points


def test_text_runs_at_most_seventy_characters_wide(chromium: Browser, file: Path) -> None:
    opened(chromium, file, 1920)
    assert chromium.run(
        "(p => { const s = document.createElement('span'); s.style.cssText = 'position:absolute;width:70ch';"
        "p.append(s); const w = s.getBoundingClientRect().width; s.remove();"
        "return [...document.querySelectorAll('section > p')].every(q => q.getBoundingClientRect().width <= w + 1) })"
        "(document.querySelector('section > p'))"
    )


def test_without_scripts_the_first_view_is_whole(chromium: Browser, file: Path) -> None:
    opened(chromium, file, scripts=False)
    html = chromium.call("DOM.getDocument", depth=-1)
    assert html["root"]["children"][-1]["attributes"][3] == "still"
    drawings = chromium.call("DOM.performSearch", query="figure div[data-band]:not([hidden])")
    assert drawings["resultCount"] == 1
    chromium.size(1280, 900)


def test_the_page_is_dark_where_the_reader_wants_it_dark(chromium: Browser, file: Path) -> None:
    opened(chromium, file)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = chromium.run(colour)
    opened(chromium, file, dark=True)
    assert chromium.run(colour) != light


@pytest.mark.parametrize(("width", "height"), [(8.27, 11.69), (8.5, 11)])
def test_it_prints(chromium: Browser, file: Path, tmp_path: Path, width: float, height: float) -> None:
    opened(chromium, file)
    chromium.paper(tmp_path / "page.pdf", width, height)
    from pypdf import PdfReader

    pages = [one.extract_text() for one in PdfReader(tmp_path / "page.pdf").pages]
    text = " ".join(" ".join(pages).split())
    assert 2 <= len(pages) <= 8
    assert "Was the order kept" in pages[0]
    for words in ("The answer under each reading", "What happened when", "Who says what", "About this page"):
        assert words in text
    assert "Of each answer whose box was open on the screen, the reasons are printed." in text
    assert re.search(r"The same as a table: \d+ claimed times \(closed on the screen: not printed\)", text)


def test_an_empty_page_opens_too(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text(render(empty()), encoding="utf-8")
    opened(chromium, path, 360)
    assert chromium.errors == []
    assert chromium.run("document.documentElement.scrollWidth") <= 360
