"""The page of a matter that is larger than a page: everything counted, the gravest shown, what is left out said."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from bench.large_matter import INSTRUMENTS, make
from habeas.cli.main import main
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.law import load_instruments
from habeas.law.findings.examination import own_clauses
from habeas.law.findings.run import test as every_finding
from habeas.report.bounds import DRAWN, EVENTS, LANES, LINES
from habeas.report.choosing import Outcomes, chosen_lines
from habeas.report.lines import Key
from habeas.view import Filters, select
from tests.report.browser import FOUND, browser
from tests.report.reading import Element, read

MOST_BYTES = 5_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("matter") / "large"
    make(made, 1_000)
    return made


@pytest.fixture(scope="module")
def file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    assert main(["report", str(folder), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def tree(file: Path) -> Element:
    return read(file.read_text(encoding="utf-8"))


def counted(tree: Element) -> list[list[str]]:
    """The numbers of the table of all answers, the whole first."""
    rows = next(next(tree.all("table", class_="summary")).all("tbody")).all("tr")
    return [[cell.text.replace(",", "") for cell in row.all("td")] for row in rows]


def section(tree: Element, name: str) -> Element:
    return next(tree.all("section", id=name))


def notes(tree: Element, name: str) -> list[str]:
    return [" ".join(note.text.split()) for note in section(tree, name).all("p", class_="left-out")]


def test_it_is_of_a_size_that_a_phone_opens(file: Path) -> None:
    assert file.stat().st_size < MOST_BYTES


def test_every_answer_is_counted_as_the_law_part_gives_it(folder: Path, tree: Element) -> None:
    matter = read_matter(folder)
    instruments = load_instruments(folder / "instruments", load_schema(matter.codes), matter.zone, matter.about)
    claims = select(matter, Filters())
    outcomes: dict[tuple[str, str, str], list[str]] = {}
    grouped = every_finding(matter, claims, instruments, by="act.person")
    custodies = [one for one in every_finding(matter, claims, instruments) if one.custody is not None]
    for one in (*grouped, *custodies):
        key = (one.instrument, one.clause, one.group or one.custody or one.act or "")
        outcomes.setdefault(key, []).append(one.outcome)
    readings = {one.id: len(one.readings) for one in instruments}
    same = [set(told) if len(told) == readings[key[0]] else {*told, ""} for key, told in outcomes.items()]
    agreed = [sum(told == {outcome} for told in same) for outcome in ("breach", "undetermined", "kept", "not_bound")]
    broken = sum(len(told) > 1 and "breach" in told for told in same)
    whole, *rows = counted(tree)
    expected = [len(same), *agreed, broken, len(same) - sum(agreed) - broken, LINES]
    assert [int(number) for number in whole] == expected
    assert [sum(int(row[at]) for row in rows) for at in range(len(whole))] == expected
    assert len(rows) == sum(len(own_clauses(one)) for one in instruments)


def test_what_is_left_out_is_said_with_the_command_that_prints_it(
    folder: Path, tree: Element, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"{LINES} of " in section(tree, "matrix").text
    told = notes(tree, "matrix")
    assert len(told) == INSTRUMENTS
    assert told[0] == (
        "Shown here: 3 of 31 answers. The others are counted in the table above, and habeas test large --on "
        "2025-12-01T23:59-05:00 --instrument limit-4 prints the findings of each act and custody."
    )
    command = next(next(section(tree, "matrix").all("p", class_="left-out")).all("code")).text
    monkeypatch.chdir(folder.parent)
    assert main(shlex.split(command)[1:]) == 0
    assert "limit-4/hold" in capsys.readouterr().out


def test_open_facts_are_said_to_be_of_the_answers_shown(tree: Element) -> None:
    (told,) = notes(tree, "ask")
    assert told == (
        f"These are the open facts of the {LINES} answers explained here, and of no other. habeas test large --on "
        "2025-12-01T23:59-05:00 --json prints, for every finding, what would settle it."
    )


def test_each_folded_instrument_says_how_many_of_its_answers_it_shows(tree: Element) -> None:
    first = next(section(tree, "matrix").all("details", class_="fold"))
    assert " ".join(next(first.all("summary")).text.split()) == "Limit 4 3 of 31 answers"


def test_drawings_are_few_and_the_rest_is_named(
    folder: Path, tree: Element, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list(tree.all("figure"))) == DRAWN
    told = notes(tree, "night")[0]
    assert told.startswith(f"Drawn here: {DRAWN} of {INSTRUMENTS} instruments, the first ones. Not drawn: Limit 24, ")
    command = next(next(section(tree, "night").all("p", class_="left-out")).all("code")).text
    assert command == "habeas report large --instrument limit-24 -o limit-24.html"
    monkeypatch.chdir(folder.parent)
    assert main([*shlex.split(command)[1:-1], str(tmp_path / "one.html")]) == 0
    one = read((tmp_path / "one.html").read_text(encoding="utf-8"))
    assert len(list(one.all("figure"))) == 1
    assert not list(one.all("table", class_="summary"))  # all of it has room
    assert notes(one, "matrix") == []


def test_of_every_drawing_it_is_said_what_is_not_drawn(tree: Element) -> None:
    assert any("acts of others within these hours" in told for told in notes(tree, "night"))


def test_lanes_beyond_the_bound_and_events_beyond_theirs_are_counted(tmp_path: Path) -> None:
    make(tmp_path / "larger", 3_000)
    path = tmp_path / "report.html"
    assert main(["report", str(tmp_path / "larger"), "--instrument", "limit-4", "-o", str(path)]) == 0
    tree = read(path.read_text(encoding="utf-8"))
    assert f"Drawn: {LANES} of 93 lanes, the first by name." in " ".join(notes(tree, "night"))
    said = notes(tree, "said")[0]
    assert said.startswith(f"Shown here: {EVENTS} of ")
    assert said.endswith("habeas claims larger prints every claim.")
    shown = next(section(tree, "said").all("table", class_="said"))
    assert len(list(shown.all("tbody"))) == EVENTS


def test_each_clause_shows_its_gravest_answers_and_what_binds_nobody_comes_last() -> None:
    found: list[dict[Key, Outcomes]] = [
        {("a", "person:2"): ("kept",), ("a", "person:10"): ("breach",), ("a", "person:1"): ("not_bound",)},
        {("b", "x"): ("not_bound",), ("c", "x"): ("undetermined",), ("c", "y"): ("kept",)},
    ]

    def shown(most: int) -> list[str]:
        return [" ".join(key) for keys in chosen_lines(found, most) or () for key in sorted(keys)]

    assert chosen_lines(found, 6) is None
    assert shown(2) == ["a person:10", "c x"]
    assert shown(4) == ["a person:10", "a person:2", "c x", "c y"]
    assert shown(5) == ["a person:10", "a person:2", "b x", "c x", "c y"]


@pytest.mark.skipif(not FOUND, reason="no Chromium on this machine")
def test_it_reads_on_a_phone_and_a_link_opens_what_is_folded(file: Path) -> None:
    with browser() as chromium:
        chromium.size(360, 800)
        chromium.open(file)
        assert chromium.errors == []
        assert chromium.run("document.documentElement.scrollWidth") <= 360
        place = "document.querySelector('#matrix .fold .to-why')"
        chromium.run(f"{place}.click()")
        chromium.run("new Promise(done => setTimeout(done, 200))")
        assert chromium.run(f"document.getElementById({place}.hash.slice(1)).checkVisibility()")
        chromium.size(1280, 900)
        chromium.open(file)
        assert chromium.run(
            "[...document.querySelectorAll('.summary .outcome')].filter(one => "
            "one.getBoundingClientRect().right > one.closest('th').getBoundingClientRect().right + 1).length"
        ) == 0  # fmt: skip


@pytest.mark.skipif(not FOUND, reason="no Chromium on this machine")
def test_paper_says_what_is_left_out_too(file: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    with browser() as chromium:
        chromium.size(1280, 900)
        chromium.open(file)
        chromium.paper(tmp_path / "page.pdf")
    pages = PdfReader(tmp_path / "page.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        f"This page explains {LINES} of 2,470 answers",
        "On paper stand the instruments that are open here.",
        f"Drawn here: {DRAWN} of {INSTRUMENTS} instruments",
        f"of the {LINES} answers explained here, and of no other",
    ):
        assert words in text
    assert len(pages) < 50
