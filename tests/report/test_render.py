"""The page as bytes: the same each time, loading nothing, with every word of every cell, and inert."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from habeas.report.model import Conclusion, Panel
from habeas.report.render import is_address, render
from habeas.report.words import BECAUSE_WORD, OUTCOME_SIGN, OUTCOME_WORD
from tests.report.pages import NYT, empty, page, statement
from tests.report.reading import Element, read

ROOT = Path(__file__).parents[2]
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&\u202e\x0b"


@pytest.fixture(scope="module")
def html() -> str:
    return render(page())


@pytest.fixture(scope="module")
def tree(html: str) -> Element:
    return read(html)


def panel() -> Panel:
    return page().panels[0]


# ---- the same bytes -----------------------------------------------------------------------------------


def test_the_same_page_gives_the_same_bytes(html: str) -> None:
    script = (
        "from tests.report.pages import page; from habeas.report.render import render; print(render(page()), end='')"
    )
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TZ": "Asia/Tokyo"}
        made = subprocess.run(
            [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, check=True
        )
        assert made.stdout.decode() == html


# ---- nothing is loaded --------------------------------------------------------------------------------


def test_nothing_is_loaded(tree: Element) -> None:
    loading = (
        "src",
        "srcset",
        "data",
        "poster",
        "background",
        "action",
        "formaction",
        "xlink:href",
        "ping",
        "manifest",
    )
    for element in tree.all():
        assert element.tag not in {"link", "iframe", "object", "embed", "base", "img", "image", "use"}, element
        assert not set(loading) & set(element.attributes), element
        assert "href" not in element.attributes or element.tag == "a", element
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element
    style = next(tree.all("style")).text
    assert "url(" not in style
    assert "@import" not in style


def test_its_own_policy_lets_nothing_else_run_or_load(tree: Element) -> None:
    policy = next(tree.all("meta", http_equiv="Content-Security-Policy")).attributes["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    parts = [(one, "script") for one in tree.all("script") if "type" not in one.attributes]
    for element, kind in [*parts, (next(tree.all("style")), "style")]:
        text = "".join(child for child in element.children if isinstance(child, str))
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in re.search(rf"{kind}-src ([^;]*)", policy)[1]  # type: ignore[index]


def test_what_a_source_says_stays_text() -> None:
    word = replace(NYT, speaker=HOSTILE, quote=HOSTILE, url="javascript:alert(3)", publisher=HOSTILE, pin=HOSTILE)
    made = page()
    said = statement(HOSTILE, word)
    event = replace(made.chronology[0], title=HOSTILE, rows=(replace(made.chronology[0].rows[0], statement=said),))
    first = made.panels[0]
    assert first.figure is not None
    act = first.figure.lanes[0].acts[0]
    mark = replace(act.marks[0], statement=said)
    lane = replace(first.figure.lanes[0], title=HOSTILE, acts=(replace(act, words=HOSTILE, marks=(mark,)),))
    figure = replace(first.figure, lanes=(lane,))
    beside = (Conclusion(HOSTILE, HOSTILE, url="data:text/html,x"),)
    cells = (replace(first.cells[0], because=HOSTILE, conclusions=beside), *first.cells[1:])
    terms = (replace(first.terms[0], word=HOSTILE), *first.terms[1:])
    changed = replace(first, title=HOSTILE, cells=cells, terms=terms, figure=figure)
    tree = read(render(replace(made, title=HOSTILE, question=HOSTILE, panels=(changed,), chronology=(event,))))
    assert len(list(tree.all("script"))) == 3
    assert not list(tree.all("img"))
    links = [one.attributes["href"] for one in tree.all("a")]
    assert all(link.startswith(("#", "https://")) for link in links)
    assert HOSTILE.split("\u202e", maxsplit=1)[0] in next(tree.all("h1")).text
    data = json.loads(next(tree.all("script", id="data")).text)
    assert data["panels"][0]["terms"][0]["word"] == HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://supreme.justia.com/cases/federal/us/604/24a931", True),
        ("http://example.org/?p=78286", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("https://", False),
        ("https://[", False),
        ("https://example.org/a b", False),
        ("https://example.org/\n", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_a_web_address_becomes_a_link(text: str, expected: bool) -> None:
    assert is_address(text) is expected


# ---- every cell's words -------------------------------------------------------------------------------


def test_every_cell_says_sign_word_because_and_strength(tree: Element) -> None:
    shown = list(next(tree.all("table", class_="matrix")).all("td"))
    cells = [cell for cell in shown if "data-reading" in cell.attributes and "data-line" not in cell.attributes]
    of = panel()
    expected = [
        of.cells[of.combinations[reading.combination].cells[at]]
        for at in range(len(of.lines))
        for reading in of.readings
    ]
    assert len(cells) == len(expected) == 18
    for shown_cell, cell in zip(cells, expected, strict=True):
        sign = next(shown_cell.all("span", class_="sign"))
        assert sign.text == OUTCOME_SIGN[cell.outcome]
        assert sign.attributes["aria-label"] == OUTCOME_WORD[cell.outcome]
        assert next(shown_cell.all("span", class_="word")).text == OUTCOME_WORD[cell.outcome]
        assert next(shown_cell.all("span", class_="because")).text == BECAUSE_WORD[cell.because]
        strength = "" if cell.strength is None else f"{cell.strength} origins"
        assert next(shown_cell.all("span", class_="strength")).text == f"{strength} why".strip()
        said = [one.text for one in shown_cell.all("ul", class_="others")]
        vacated = "District Court: finds: broken, 16 April 2025 (vacated by D.C. Circuit, 8 August 2025)"
        assert said == ([vacated] if cell.outcome == "breach" else [])


def test_every_choice_of_meanings_has_its_cells_and_every_cell_its_reasons(tree: Element) -> None:
    of = panel()
    pool = {
        (int(one.attributes["data-line"]), int(one.attributes["data-cell"]))
        for one in next(tree.all("template")).all("div")
    }
    assert pool == {pair for one in of.combinations for pair in enumerate(one.cells)}
    ids = [one.attributes["id"] for one in tree.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for link in tree.all("a"):
        if link.attributes["href"].startswith("#"):
            assert link.attributes["href"][1:] in ids


def test_reasons_give_sets_witnesses_turns_settling_and_what_speaks_against(tree: Element) -> None:
    broken = next(one for one in tree.all("details", class_="why") if "broken" in one.text)
    assert "Any one of these sets of statements is enough: 1, and with them 2; or 3." in broken.text
    assert "ICE (Cerna) (admits, 18 March 2025): all aboard had final orders" in broken.text
    assert "¶ 7, char=120,188; groups.csv:10" in broken.text
    assert "goes back to nyt" in broken.text
    assert "inference) inferred" in broken.text
    assert "Another meaning of “removal”, or of “class” and “return duty” would change it." in broken.text
    assert "What speaks against it Not so: removed after 19:25" in broken.text
    open_one = next(one for one in tree.all("details", class_="why") if "undetermined" in one.text)
    assert "Any answer to this settles it, toward broken or not bound." in open_one.text


def test_the_chronology_puts_rivals_beside_one_bracket_and_marks_what_is_inferred(tree: Element) -> None:
    table = next(tree.all("table", class_="said"))
    rivals = list(table.all("tr", class_="rival"))
    assert [next(row.all("td")).text for row in rivals] == [
        "2025-03-15 18:45 EDT (sources disagree)",
        "2025-03-15 18:48 EDT",
    ]
    assert [one.text for one in table.all("strong", class_="marked")] == ["inferred"]


def test_the_sections_stand_in_the_order_in_which_they_are_read(tree: Element) -> None:
    assert [one.attributes["id"] for one in tree.all("section")] == ["matrix", "night", "why", "said", "ask", "about"]


def test_an_empty_view_says_what_would_fill_it() -> None:
    tree = read(render(empty()))
    for section in ("matrix", "night", "why", "said", "ask"):
        none = next(next(tree.all("section", id=section)).all("p", class_="none"))
        assert re.search(r"would (fill|give|be drawn|bring)", none.text), none.text
    assert "There is no answer yet" in next(tree.all("header")).text
    assert next(tree.all("h1")).text == "A v. B, No. 1 (D.D.C.)"


# ---- for those who do not see it, or do not use a mouse -----------------------------------------------


def test_headings_descend_by_one_and_the_language_is_named(tree: Element) -> None:
    assert next(tree.all("html")).attributes["lang"] == "en"
    levels = [int(one.tag[1]) for one in tree.all() if re.fullmatch(r"h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - level <= 1 for level, later in pairwise(levels))


def test_every_control_has_a_name(tree: Element) -> None:
    labelled = {id(control) for label in tree.all("label") for control in (*label.all("input"), *label.all("select"))}
    controls = [*tree.all("input"), *tree.all("select")]
    assert controls
    assert {id(control) for control in controls} == labelled
    assert all(next(one.all("legend")).text for one in tree.all("fieldset"))
    assert all(one.text for one in tree.all("summary"))
    assert all(one.text for one in tree.all("a"))
    assert all(one.text for one in tree.all("button"))
    for table in tree.all("table"):
        assert next(table.all("caption")).text
        assert all(head.attributes.get("scope") for head in table.all("th"))
    assert next(tree.all("p", class_="told")).attributes["aria-live"] == "polite"


def test_every_mark_of_a_drawing_can_be_reached_is_named_and_stands_in_the_table(tree: Element) -> None:
    figure = panel().figure
    assert figure is not None
    marks = {mark.id: mark for lane in figure.lanes for act in lane.acts for mark in act.marks}
    drawings = list(next(tree.all("figure")).all("svg"))
    assert len(drawings) == len(figure.bands) * len(figure.zones)
    for drawing in drawings:
        drawn = {one.attributes["data-mark"]: one for one in drawing.all(class_="mark")}
        assert drawn.keys() == marks.keys()
        for identity, one in drawn.items():
            assert one.attributes["tabindex"] == "0"
            title = next(one.all("title")).text
            assert marks[identity].shown in title
            for witness in marks[identity].statement.witnesses:
                assert f"{witness.speaker} ({witness.stance}; {witness.source})" in title
    rows = [row.text for row in next(tree.all("details", class_="marks")).all("tr")][1:]
    assert len(rows) == len(marks)


def test_only_one_drawing_is_seen_before_any_script_runs(tree: Element) -> None:
    shown = [one for one in next(tree.all("figure")).all("div") if "data-band" in one.attributes]
    assert [("hidden" in one.attributes) for one in shown] == [False] + [True] * (len(shown) - 1)
    assert next(tree.all("html")).attributes["class"] == "still"


def test_one_time_is_counted_as_one() -> None:
    made = page()
    first = made.panels[0]
    assert first.figure is not None
    lane = first.figure.lanes[0]
    act = replace(lane.acts[0], marks=lane.acts[0].marks[:1], rivals=False)
    figure = replace(first.figure, lanes=(replace(lane, acts=(act,)),))
    tree = read(render(replace(made, panels=(replace(first, figure=figure),))))
    assert next(next(tree.all("details", class_="marks")).all("summary")).text == "The same as a table: 1 claimed time"


def test_many_clocks_leave_fewer_instruments_with_a_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page()
    panels = tuple(replace(made.panels[0], id=f"order-{at}", title=f"Order {at}") for at in range(4))
    monkeypatch.setattr("habeas.report.shown.DRAWINGS", 13)  # each takes six: two bands by three clocks
    tree = read(render(replace(made, panels=panels)))
    assert len(list(tree.all("figure"))) == 2
    told = next(next(tree.all("section", id="night")).all("p", class_="left-out")).text
    assert told == (
        "Drawn here: 2 of 4 instruments, the first ones. Not drawn: Order 2 and Order 3. habeas report night "
        "--instrument order-2 -o order-2.html draws that of Order 2, and so for each of them by its id."
    )
    monkeypatch.setattr("habeas.report.shown.DRAWINGS", 1)
    assert len(list(read(render(replace(made, panels=panels))).all("figure"))) == 1
