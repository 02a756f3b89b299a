"""``habeas test --release`` and ``habeas why --release`` from a mapping to findings, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from habeas.cli.release.asked import left_out_lines
from habeas.cli.why_release import located, places
from habeas.core.errors import Fault
from tests.cli.asking import ask

HEADER = "id,in,out,facility,country\n"
ROWS = """\
p1,2025-03-01 10:00,2025-03-01 23:30,TUCHOLD,MEXICO
p2,2025-03-01 10:00,2025-03-01 22:00,TUCHOLD,VENEZUELA
p3,2025-03-01 10:00,2025-03-01 12:00,TUCHOLD,MEXICO
p4,2025-03-02 10:00,,TUCHOLD,
"""
MAPPING = """\
release: small
files: {path: stays.csv}
row: stint
zone: America/Phoenix
cutoff: 2025-12-31
properties:
  custody.person: {column: id}
  custody.start: {column: in, format: "%Y-%m-%d %H:%M", precision: minute}
  custody.end: {column: out, format: "%Y-%m-%d %H:%M", precision: minute}
  custody.place: {column: facility, codes: facilities}
  person.citizenship: {column: country, codes: countries}
"""
TWELVE = """\
instrument: twelve
title: Twelve hours in a hold room
in_force: {from: act:memo}
clauses:
  - {id: hours, limits: custody.place.kind = 'hold_room', to: PT12H}
"""
OTHER = """\
instrument: other
title: By authority
clauses:
  - {id: hours, limits: custody.ground = 'x', to: PT12H}
"""


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    folder = tmp_path / "m"
    for name in ("releases", "instruments", "claims"):
        (folder / name).mkdir(parents=True)
    (folder / "matter.yaml").write_text("id: m\ntitle: M\nzone: America/Phoenix\n", encoding="utf-8")
    (folder / "sources.csv").write_text("id,kind,publisher,date\nmemo,official,ICE,2025-02-01\n", encoding="utf-8")
    (folder / "claims" / "c.csv").write_text(
        "subject,property,value,source,locator,speaker,stance\nact:memo,act.time,2025-02-01,memo,,ICE,asserts\n",
        encoding="utf-8",
    )
    (folder / "releases" / "small.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "instruments" / "twelve.yaml").write_text(TWELVE, encoding="utf-8")
    (folder / "stays.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return folder


def test_the_table_tells_what_is_open_and_what_would_settle_it(matter: Path) -> None:
    status, out, _ = ask("test", matter, "--release", "small")
    assert status == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["twelve/hours", "as_written", "1", "2", "1", "0"] in lines
    assert ["twelve/hours", "as_written", "1", "custody.end"] in lines
    assert ["twelve/hours", "as_written", "1", "custody.start;", "custody.end"] in lines
    assert out.endswith("4 rows tested.\n")


def test_findings_are_written_whole_with_where_each_row_stands(matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.parquet"
    assert ask("test", matter, "--release", "small", "-o", out)[0] == 0
    found = pq.read_table(out).to_pylist()
    assert [(one["file"], one["row"], one["outcome"], one["because"]) for one in found] == [
        ("stays.csv", 2, "breach", "done_late"),
        ("stays.csv", 3, "undetermined", "imprecise"),
        ("stays.csv", 5, "undetermined", "gap"),
    ]
    assert ask("test", matter, "--release", "small", "-o", out, "--all")[0] == 0
    assert pq.read_table(out).column("outcome").to_pylist() == ["breach", "undetermined", "kept", "undetermined"]


def test_an_open_stint_lasted_until_the_cut_off_day_began_at_its_facility(matter: Path) -> None:
    """In Guam that day began 17 hours before it did in Phoenix; of a facility without a known zone it may."""
    rows = "p1,2025-12-30 13:00,,AGAHOLD,\np2,2025-12-30 11:59,,AGAHOLD,\np3,2025-12-30 11:59,,ZZZZ,\n"
    anywhere = TWELVE.replace("custody.place.kind = 'hold_room'", "custody.kind = 'stint'")
    mapping = MAPPING.replace("zone: America/Phoenix", "zone: facility") + "rules: [open-ends]\n"
    (matter / "instruments" / "twelve.yaml").write_text(anywhere, encoding="utf-8")
    (matter / "releases" / "small.yaml").write_text(mapping, encoding="utf-8")
    (matter / "stays.csv").write_text(HEADER + rows, encoding="utf-8")
    assert ask("test", matter, "--release", "small", "-o", matter / "found.parquet", "--all")[0] == 0
    found = [(one["row"], one["outcome"]) for one in pq.read_table(matter / "found.parquet").to_pylist()]
    assert found == [(2, "undetermined"), (3, "breach"), (4, "undetermined")]


def test_counts_by_a_column_as_json(matter: Path) -> None:
    _, out, _ = ask("test", matter, "--release", "small", "--by", "person.citizenship", "--json")
    assert [json.loads(line) for line in out.splitlines()] == [
        {"instrument": "twelve", "clause": "hours", "reading": "as_written", "person.citizenship": country,
         "breach": breach, "undetermined": open_, "kept": kept, "not_bound": 0}
        for country, breach, open_, kept in (("MEX", 1, 0, 1), ("VEN", 0, 1, 0), (None, 0, 1, 0))
    ]  # fmt: skip


def test_json_has_what_would_settle_with_how_many(matter: Path) -> None:
    _, out, _ = ask("test", matter, "--release", "small", "--json")
    assert json.loads(out)["would_settle"] == {"custody.end": 1, "custody.start; custody.end": 1}


def test_a_column_that_is_not_there_is_refused(matter: Path) -> None:
    status, _, err = ask("test", matter, "--release", "small", "--by", "custody.plac")
    assert status == 2
    assert 'the release has no column of words "custody.plac". Nearest: "custody.place".' in err


def test_an_instrument_that_asks_for_what_the_release_lacks_is_left_out_and_named(matter: Path) -> None:
    _, alone, _ = ask("test", matter, "--release", "small")
    (matter / "instruments" / "other.yaml").write_text(OTHER, encoding="utf-8")
    said = (
        "not tested: instruments/other.yaml asks for custody.ground, which neither the release nor the matter says "
        "(1 clause).\n"
    )
    assert ask("test", matter, "--release", "small")[:2] == (0, alone + said)
    status, out, err = ask("test", matter, "--release", "small", "--json")
    assert status == 0
    assert err.endswith(said)
    assert [json.loads(line)["instrument"] for line in out.splitlines()] == ["twelve"]


@pytest.mark.parametrize("named", [True, False])
def test_it_is_refused_where_it_is_named_or_nothing_else_is_left(matter: Path, named: bool) -> None:
    (matter / "instruments" / "other.yaml").write_text(OTHER, encoding="utf-8")
    if not named:
        (matter / "instruments" / "twelve.yaml").unlink()
    status, _, err = ask("test", matter, "--release", "small", *(["--instrument", "other"] if named else []))
    assert status == 1
    assert (
        'instruments/other.yaml, line 4: the clause "hours" of "other" asks for custody.ground, which neither the '
        'release "small" nor the matter says of anything.'
    ) in err
    assert "[release-lacks-property]" in err
    assert ask("test", matter, "--release", "small", "--instrument", "twelve")[0] == (0 if named else 2)


def test_what_is_not_tested_is_told_by_the_property_and_not_by_the_words_of_a_fault() -> None:
    fault = Fault("release-lacks-property", "in other words.", file="instruments/a.yaml", property="custody.ground")
    (line,) = left_out_lines([fault, fault])
    assert line.startswith("not tested: instruments/a.yaml asks for custody.ground, which")
    assert line.endswith("(2 clauses).")


def test_of_one_file_with_several_instruments_only_those_that_lack_something_are_left_out(matter: Path) -> None:
    (matter / "instruments" / "twelve.yaml").write_text(f"{TWELVE}---\n{OTHER}", encoding="utf-8")
    status, out, _ = ask("test", matter, "--release", "small")
    assert status == 0
    assert "twelve/hours" in out
    assert "not tested: instruments/twelve.yaml asks for custody.ground" in out


def test_findings_are_parquet_and_no_other_ending_is_taken(matter: Path, tmp_path: Path) -> None:
    status, _, err = ask("test", matter, "--release", "small", "-o", tmp_path / "x.csv")
    assert status == 2
    assert '"x.csv": the ending says what is written. Expected one of: .parquet.' in err
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_replaced(matter: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "x.parquet"
    if kind == "pipe":
        os.mkfifo(out)
    else:
        out.mkdir()
    status, _, err = ask("test", matter, "--release", "small", "-o", out)
    assert status == 2
    assert "x.parquet is no file, and is not replaced." in err
    assert out.is_fifo() if kind == "pipe" else out.is_dir()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".x")] == []


def test_a_release_in_which_no_clause_speaks_of_a_row(matter: Path) -> None:
    (matter / "instruments" / "twelve.yaml").write_text(TWELVE.replace("'hold_room'", "'airport'"), encoding="utf-8")
    _, out, _ = ask("test", matter, "--release", "small")
    assert out.startswith("no findings: no clause speaks of any of the 4 rows.")


def test_a_row_is_explained_from_the_claims_that_it_is(matter: Path) -> None:
    status, out, _ = ask("why", matter, "twelve/hours", "--release", "small", "--row", "2")
    assert status == 0
    assert "as_written: breach, because done_late" in out
    assert "custody.end 2025-03-01 23:30 MST" in out
    assert "[stays.csv:2]" in out
    assert "ICE asserts, memo" in out
    assert "place.kind hold_room" in out


def test_without_a_row_those_that_are_open_or_broken_are_listed(matter: Path) -> None:
    status, out, _ = ask("why", matter, "twelve/hours", "--release", "small")
    assert status == 0
    lines = [line.split() for line in out.splitlines()[2:5]]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("stays.csv:3", "undetermined", "imprecise"),
        ("stays.csv:5", "undetermined", "gap"),
        ("stays.csv:2", "breach", "done_late"),
    ]
    assert out.endswith(f"habeas why {matter} twelve/hours --release small --row 3\n")
    listed = [
        json.loads(line) for line in ask("why", matter, "twelve/hours", "--release", "small", "--json")[1].splitlines()
    ]
    assert [one["row"] for one in listed] == [3, 5, 2]


def test_no_row_to_list(matter: Path) -> None:
    (matter / "instruments" / "twelve.yaml").write_text(TWELVE.replace("'hold_room'", "'airport'"), encoding="utf-8")
    _, out, _ = ask("why", matter, "twelve/hours", "--release", "small")
    assert out == "No row is undetermined or a breach of twelve/hours under any reading that was asked for.\n"


def test_a_matter_without_an_instrument_says_where_there_are_some(matter: Path) -> None:
    (matter / "instruments" / "twelve.yaml").unlink()
    status, _, err = ask("test", matter, "--release", "small")
    assert status == 1
    assert "the matter has no instrument to test rows by." in err
    assert "begin with those of `habeas demo --matter standing-limits`. [no-instrument]" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--row", "77"], 'no row 77 in the release "small"'),
        (["--row", "x"], '--row: "x" is not the number of a row. Write N, FILE#row=N or "FILE (SHEET)#row=N".'),
    ],
)
def test_a_row_that_is_not_there(matter: Path, words: list[str], said: str) -> None:
    status, _, err = ask("why", matter, "twelve/hours", "--release", "small", *words)
    assert status == 2
    assert said in err


def test_a_number_that_several_rows_have(matter: Path) -> None:
    (matter / "more.csv").write_text(HEADER + ROWS.replace("p", "q"), encoding="utf-8")
    (matter / "releases" / "small.yaml").write_text(
        MAPPING.replace("files: {path: stays.csv}", "files: [{path: stays.csv}, {path: more.csv}]"), encoding="utf-8"
    )
    _, _, err = ask("why", matter, "twelve/hours", "--release", "small", "--row", "2")
    assert "--row 2 is the number of several rows. Name one of them: " in err
    for place in ("more.csv:2", "more.csv#row=2"):
        assert ask("why", matter, "twelve/hours", "--release", "small", "--row", place)[0] == 0


@pytest.mark.parametrize(
    ("text", "file", "sheet"),
    [
        ("32", "d.csv", ""), ("row=32", "d.csv", ""), ("d.csv:32", "d.csv", ""), ("d.csv#row=32", "d.csv", ""),
        ("x.xlsx#One:32", "x.xlsx", "One"), ("x.xlsx (One)#row=32", "x.xlsx", "One"),
        ("x.xlsx#row=32", "x.xlsx", "One"),
        ("a (2).xlsx (A (b) #1)#row=32", "a (2).xlsx", "A (b) #1"), ("x.xlsx (One):32", "x.xlsx", "One"),
    ],
)  # fmt: skip
def test_the_place_of_a_row_as_it_is_printed(text: str, file: str, sheet: str) -> None:
    where, number = located(text)
    assert number == "32"
    assert where in places({"file": file, "sheet": sheet})
    assert where not in places({"file": "y.csv", "sheet": "Two"}) or not where


def test_the_file_of_tucson_from_its_mapping_to_five(matter: Path, shared: Path) -> None:
    """The reference numbers of the file's README, by the whole path: 5 before the memorandum, and none over 72."""
    data = shared / "data" / "tucson-hold" / "stays.csv"
    if not data.exists():
        pytest.skip("the shared data has no Tucson file")
    (matter / "releases" / "tucson.yaml").write_text(TUCSON.format(path=data), encoding="utf-8")
    (matter / "claims" / "c.csv").write_text(
        "subject,property,value,source,locator,speaker,stance\n"
        "act:hold-room-waiver,act.time,2025-06-24,memo,,ICE,asserts\n"
        'act:hold-room-vacatur,act.time,"[2026-06-23,2026-06-24]",memo,,ICE,asserts\n',
        encoding="utf-8",
    )
    shipped = Path(__file__).parents[2] / "src" / "habeas" / "matters" / "standing-limits" / "instruments"
    (matter / "instruments" / "twelve.yaml").write_text(
        (shipped / "ice-hold-room.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    _, out, _ = ask("test", matter, "--release", "tucson", "--json")
    found = {(line["clause"], line["reading"]): line for line in map(json.loads, out.splitlines())}
    for reading in ("each-room", "rooms-together"):
        assert found["twelve-hours-before", reading]["breach"] == 5
        assert found["seventy-two-hours", reading]["breach"] == 0
        assert found["twelve-hours-before", reading]["undetermined"] == 2


TUCSON = """\
release: tucson
files: {{path: {path}}}
row: stint
zone: America/Phoenix
cutoff: 2026-03-10
properties:
  custody.person: {{column: unique_identifier}}
  custody.start: {{column: stay_book_in_date_time, format: "%Y-%m-%d %H:%M:%S", precision: minute}}
  custody.end: {{column: first_stint_book_out, format: "%Y-%m-%d %H:%M:%S", precision: minute}}
  custody.place: {{value: place:tuchold}}
keep: [stay_ID, holdHours, totalHours, facility_codes, n_facility_steps, departure_country, release_reason,
       stay_book_out_date_time, final_charge, msc_charge, sentence_days, gender, birth_year, birth_country, felon]
drop: [race, ethnicity]
"""


def test_a_release_of_the_matter_comes_before_a_folder_of_its_name(
    matter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a folder that holds a built release serves where the matter has no mapping of that name."""
    (tmp_path / "small").mkdir()
    monkeypatch.chdir(tmp_path)
    assert ask("count", matter, "--release", "small")[0] == 0
    status, out, _ = ask("count", matter, "--release", matter / ".habeas" / "releases" / "small", "--json")
    assert (status, json.loads(out)["certain"]) == (0, 4)


NATION = """\
instrument: nation
title: Nobody of one nationality held over twelve hours
protects: person.citizenship = 'VEN'
clauses:
  - {id: hours, limits: custody.place.kind = 'hold_room', to: PT12H}
"""


@pytest.mark.parametrize(("only", "mexicans"), [("", "undetermined"), (", only: yes", "not_bound")])
def test_what_a_column_says_may_be_all_there_is(matter: Path, only: str, mexicans: str) -> None:
    """A person of one nationality may have another, unless the mapping says that the column has them all."""
    (matter / "instruments" / "nation.yaml").write_text(NATION, encoding="utf-8")
    mapping = MAPPING.replace("codes: countries}", f"codes: countries{only}}}")
    (matter / "releases" / "small.yaml").write_text(mapping, encoding="utf-8")
    _, out, _ = ask(
        "test", matter, "--release", "small", "--instrument", "nation", "--by", "person.citizenship", "--json"
    )
    found = {each["person.citizenship"]: each for each in map(json.loads, out.splitlines())}
    assert found["MEX"][mexicans] >= 1
    assert found["MEX"]["breach"] == 0
    assert found[None]["undetermined"] == 1  # nobody says
    for row in (2, 3, 4, 5):
        status, told, _ = ask("why", matter, "nation/hours", "--release", "small", "--row", str(row), "--json")
        assert status == 0
        exact = json.loads(told.splitlines()[0])["outcome"]
        assert found[{2: "MEX", 3: "VEN", 4: "MEX", 5: None}[row]][exact] >= 1
