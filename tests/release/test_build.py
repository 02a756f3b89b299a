"""Whole builds: what comes out of small files, what is said of bad ones, and that every row is accounted for."""

# ruff: noqa: E501 (a message stands on one line, as it is printed)
import errno
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.release import built
from habeas.release.build import build, check
from habeas.release.cleaning.account import check_every_row
from tests.release.matters import MAPPING, STAYS, make


def rows(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pa.Table.from_batches(list(build(folder, "r").batches())).to_pylist()
    return found


def faults(folder: Path) -> str:
    with pytest.raises(InputError) as raised:
        check(folder, "r")
    with pytest.raises(InputError) as again:
        build(folder, "r")
    assert str(raised.value) == str(again.value)
    assert not (folder / ".habeas" / "releases" / "r").exists()
    return str(raised.value)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_rows_are_typed_and_keep_their_place(tmp_path: Path) -> None:
    first, second = rows(make(tmp_path))
    assert (first["file"], first["sheet"], first["row"]) == ("stays.csv", "", 2)
    assert (first["custody.person"], first["custody.place"], first["custody.kind"]) == (
        "person:a1", "place:tuchold", "stay",
    )  # fmt: skip
    assert first["custody.start.earliest"] == utc(2025, 1, 1, 17, 0)
    assert first["custody.start.latest"] == utc(2025, 1, 1, 17, 0, 59, 999_999)
    assert first["person.birth.earliest"] == utc(1990, 1, 1, 7)
    assert first["person.birth.latest"] == utc(1991, 1, 1, 6, 59, 59, 999_999)
    assert second["row"] == 3


def test_the_release_says_what_it_was_made_from(tmp_path: Path) -> None:
    made = build(make(tmp_path), "r")
    assert made.meta["mapping"] == MAPPING
    assert made.meta["inputs"] == [
        {"file": "stays.csv", "sha256": hashlib.sha256((tmp_path / "data" / "stays.csv").read_bytes()).hexdigest()}
    ]
    assert made.meta["counts"] == {"read": 2, "kept": 2, "set_aside": {}, "blank_rows": 0}
    assert made.meta["places"]["place:tuchold"]["kind"] == "hold_room"
    assert made.meta["places"]["place:tuchold"]["in"] in made.meta["places"]
    assert made.meta["columns"]["custody.start"] == "instant"
    assert made.report()["counts"] == made.meta["counts"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = build(make(tmp_path / "a"), "r")
    second = build(make(tmp_path / "b"), "r")
    for name in ("part-00000.parquet", "set-aside.parquet", "report.json"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_rows_are_sorted_by_person_and_time(tmp_path: Path) -> None:
    text = "id,in,out,code,born\nb,2025-01-03,,X1,\na,2025-01-02,,X1,\n,2025-01-01,,X1,\na,2025-01-01,,X1,\n"
    assert [(row["custody.person"], row["row"]) for row in rows(make(tmp_path, stays=text))] == [
        ("person:a", 5), ("person:a", 3), ("person:b", 2), (None, 4),
    ]  # fmt: skip


def test_withheld_is_not_blank(tmp_path: Path) -> None:
    mapping = MAPPING.replace("rules", 'withheld: ["b(6)"]\nblank: [NA]\nrules')
    text = "id,in,out,code,born\na,2025-01-01,b(6),TUC,NA\nb(6),2025-01-01,,TUC,1990\n"
    first, second = rows(make(tmp_path, mapping, stays=text))
    assert (first["custody.end.withheld"], first["custody.end.earliest"], first["custody.person.withheld"]) == (
        True, None, False,
    )  # fmt: skip
    assert (second["custody.person"], second["custody.person.withheld"], second["custody.end.withheld"]) == (
        None, True, False,
    )  # fmt: skip
    assert "person.birth.withheld" not in first


def test_a_doubled_hour_is_both(tmp_path: Path) -> None:
    mapping = MAPPING.replace("America/Phoenix", "America/New_York")
    (row,) = rows(make(tmp_path, mapping, stays="id,in,out,code,born\na,2025-11-02 01:30,,X1,\n"))
    assert row["custody.start.earliest"] == utc(2025, 11, 2, 5, 30)
    assert row["custody.start.latest"] == utc(2025, 11, 2, 6, 30, 59, 999_999)


def test_the_zone_of_each_row_s_facility(tmp_path: Path) -> None:
    mapping = MAPPING.replace("America/Phoenix", "facility")
    text = "id,in,out,code,born\na,2025-07-01 10:00,,TUCHOLD,\nb,2025-07-01 10:00,,NOSUCHCODE,\n"
    first, second = rows(make(tmp_path, mapping, stays=text))
    assert first["custody.start.earliest"] == utc(2025, 7, 1, 17)
    # a facility that nobody knows may lie anywhere from Guam to Hawaii
    assert second["custody.start.earliest"] == utc(2025, 7, 1, 0)
    assert second["custody.start.latest"] == utc(2025, 7, 1, 20, 0, 59, 999_999)
    (notice,) = check(tmp_path, "r").notices
    assert '1 cell of "code" name no facility of the shipped table: "NOSUCHCODE" (1, first stays.csv:3)' in str(notice)


def test_two_columns_that_bound_one_time(tmp_path: Path) -> None:
    mapping = MAPPING.replace("{column: out}", "{earliest: out, latest: code}").replace(
        "  custody.place: {column: code, codes: facilities}\n", ""
    )
    text = "id,in,out,code,born\na,2025-01-01,2025-01-02,2025-01-04,\nb,2025-01-01,,2025-01-04,\n"
    first, second = rows(make(tmp_path, mapping, stays=text))
    assert (first["custody.end.earliest"], first["custody.end.latest"]) == (
        utc(2025, 1, 2, 7), utc(2025, 1, 5, 6, 59, 59, 999_999),
    )  # fmt: skip
    assert (second["custody.end.earliest"], second["custody.end.latest"]) == (None, utc(2025, 1, 5, 6, 59, 59, 999_999))
    wrong = faults(make(tmp_path / "w", mapping, stays="id,in,out,code,born\na,2025-01-01,2025-01-05,2025-01-04,\n"))
    assert "[backwards-bounds]" in wrong
    assert "stays.csv:2" in wrong


def test_edtf_where_no_format_is_given(tmp_path: Path) -> None:
    text = "id,in,out,code,born\na,2025-03-15T18:48-04:00,[2025-03-16..2025-03-17],X1,\n"
    (row,) = rows(make(tmp_path, stays=text))
    assert row["custody.start.earliest"] == utc(2025, 3, 15, 22, 48)
    assert row["custody.end.latest"] == utc(2025, 3, 18, 6, 59, 59, 999_999)


# ---- bad input: what is said -----------------------------------------------------------------------------


def test_a_missing_column(tmp_path: Path) -> None:
    said = faults(make(tmp_path, MAPPING.replace("column: in", "column: ins")))
    assert 'releases/r.yaml, line 7: stays.csv has no column "ins". Nearest: "in". [missing-column]' in said
    assert 'the column "in" of stays.csv is neither used, kept nor dropped. Add it to keep: or to drop:.' in said


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    text = STAYS.replace("id,in,out,code,born", "id,in,in,code,born")
    mapping = MAPPING.replace("column: out", "column: in")
    said = faults(make(tmp_path, mapping, stays=text))
    assert 'line 7: stays.csv has several columns named "in". Write which: "in [1]" is the first, "in [2]"' in said
    fixed = MAPPING.replace("column: in}", 'column: "in [1]"}').replace("column: out", 'column: "in [2]"')
    assert build(make(tmp_path / "b", fixed, stays=text), "r").rows == 2


def test_an_unknown_code_with_its_count(tmp_path: Path) -> None:
    mapping = MAPPING.replace("codes: facilities", "codes: {TUCHOLD: place:tuchold}")
    text = STAYS + "a3,2025-01-02 10:00,,FSF,1991\na4,2025-01-02 10:00,,FSF,1991\na5,2025-01-02 10:00,,EAZ,1991\n"
    assert (
        'releases/r.yaml, line 9: custody.place: 3 cells of "code" are not known: "FSF" (2, first stays.csv:4), '
        '"EAZ" (1, first stays.csv:6). Give each its value under codes:, or list it under blank: or withheld:. '
        "[unknown-codes-in-column]"
    ) in faults(make(tmp_path, mapping, stays=text))


def test_a_date_that_cannot_be_read_with_its_row(tmp_path: Path) -> None:
    text = STAYS.replace("2025-01-02 10:00", "2025-02-30 10:00")
    said = faults(make(tmp_path, stays=text))
    assert (
        'custody.start: 1 cell of "in" cannot be read by ISO 8601 or EDTF: "2025-02-30 10:00" (1, first stays.csv:3)'
        in said
    )
    mapping = MAPPING.replace("column: in", 'column: in, format: "%d.%m.%Y"')
    assert '2 cells of "in" cannot be read by the format %d.%m.%Y' in faults(make(tmp_path / "b", mapping))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    said = faults(make(tmp_path, MAPPING.replace("stays.csv", "stay.csv")))
    assert (
        'line 2: no file matches "data/stay.csv" (from the matter\'s folder). Nearest: "stays.csv". [no-files]' in said
    )


def test_a_file_named_twice(tmp_path: Path) -> None:
    said = faults(make(tmp_path, MAPPING.replace("data/stays.csv", "[data/stays.csv, 'data/*.csv']")))
    assert 'the file "stays.csv" is named twice. Its rows would count twice. [doubled-file]' in said


def test_a_file_that_changed_since_it_was_added(tmp_path: Path) -> None:
    folder = make(tmp_path, MAPPING.replace("release: r", "release: r\nsource: stays"))
    sha = hashlib.sha256(STAYS.encode()).hexdigest()
    (folder / "sources.csv").write_text(f"id,kind,sha256\nstays,data_release,{sha}\n")
    assert build(folder, "r").rows == 2
    (folder / "data" / "stays.csv").write_text(STAYS.replace("1990", "1992"))
    with pytest.raises(InputError, match=r'line 2: "stays.csv" has changed since it was added as "stays": its SHA-256 '
                       rf"begins with .*, and {sha[:12]} was written. Put the file back .*\[changed-source\]"):  # fmt: skip
        build(folder, "r")


def test_a_source_that_nobody_added(tmp_path: Path) -> None:
    folder = make(tmp_path, MAPPING.replace("release: r", "release: r\nsource: stay"))
    (folder / "sources.csv").write_text("id,kind\nstays,data_release\n")
    assert 'line 2: there is no source "stay". Nearest: "stays". [unknown-source]' in faults(folder)


def test_files_without_a_row(tmp_path: Path) -> None:
    assert "the files hold no row under their headers" in faults(make(tmp_path, stays="id,in,out,code,born\n"))


@pytest.mark.parametrize("when", ["staging", "writing"])
def test_no_disk_space_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    folder = make(tmp_path)
    before = build(folder, "r").files[0].read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if when == "staging":
        monkeypatch.setattr(pq.ParquetWriter, "write_batch", full)
    else:
        monkeypatch.setattr(built, "_write_parts", full)
    with pytest.raises(InputError, match=r"the disk is full: .*Make room, and try again. \[no-space\]"):
        build(folder, "r")
    releases = folder / ".habeas" / "releases"
    assert [path.name for path in releases.iterdir()] == ["r"]
    assert (releases / "r" / "part-00000.parquet").read_bytes() == before


def test_rows_that_are_not_accounted_for_are_a_mistake_of_ours() -> None:
    check_every_row(5, 3, {"a": 1, "b": 1})
    with pytest.raises(AssertionError, match="5 rows were read, 3 kept"):
        check_every_row(5, 3, {"a": 1})


def test_the_report_is_plain_and_sorted_by_the_mapping(tmp_path: Path) -> None:
    mapping = MAPPING.replace("rules: []", "cutoff: 2026-01-01\nrules: [end-before-start, open-ends, footnotes]")
    report = json.loads((build(make(tmp_path, mapping), "r").folder / "report.json").read_text())
    assert [rule["rule"] for rule in report["rules"]] == ["end-before-start", "open-ends", "footnotes"]


def test_times_of_iso_8601_under_another_format_say_what_to_leave_out(tmp_path: Path) -> None:
    mapping = MAPPING.replace("{column: in}", '{column: in, format: "%d/%m/%Y"}')
    assert "They are written as ISO 8601: leave format: out. [unreadable-time]" in faults(make(tmp_path, mapping))
    mixed = STAYS.replace("2025-01-01 10:00", "1 January")
    assert "Correct format:, or list marks" in faults(make(tmp_path, mapping, stays=mixed))


def test_an_unknown_facility_is_named_without_those_that_follow_it(tmp_path: Path) -> None:
    mapping = MAPPING.replace("codes: facilities}", "codes: facilities, part: first}")
    (notice,) = check(make(tmp_path, mapping, stays=STAYS.replace("TUCHOLD", "NOWHERE; FSF", 1)), "r").notices
    assert 'name no facility of the shipped table: "NOWHERE" (1, first stays.csv:2)' in notice.what


def test_an_open_interval_is_unbounded_on_that_side(tmp_path: Path) -> None:
    text = "id,in,out,code,born\na,[..2025-03-05],[2025-03-05..],X1,\nb,[2025-03-05..2025-03-06],2025-03-07,X1,\n"
    first, second = rows(make(tmp_path, stays=text))
    assert (first["custody.start.earliest"], first["custody.start.latest"]) == (
        None,
        utc(2025, 3, 6, 6, 59, 59, 999_999),
    )
    assert (first["custody.end.earliest"], first["custody.end.latest"]) == (utc(2025, 3, 5, 7), None)
    assert second["custody.start.earliest"] == utc(2025, 3, 5, 7)
    assert None not in (second["custody.start.latest"], second["custody.end.latest"])


def test_countries_that_are_none_are_listed_with_their_counts(tmp_path: Path) -> None:
    names = ["KOREA", "USSR", "KOREA", "UNKNOWN", "MEXICO"]
    text = "id,in,out,code,born,from\n" + "".join(f"p{at},2025-01-01,,X1,,{one}\n" for at, one in enumerate(names))
    mapping = MAPPING.replace("rules", "  person.citizenship: {column: from, codes: countries}\nrules")
    proved = check(make(tmp_path, mapping, stays=text), "r")
    found = [one for one in proved.account["unmatched"] if one["property"] == "person.citizenship"]
    assert found == [
        {"property": "person.citizenship", "text": "KOREA", "rows": 2, "first": "stays.csv:2"},
        {"property": "person.citizenship", "text": "USSR", "rows": 1, "first": "stays.csv:3"},
    ]
    assert '3 cells of "from" name no one country of ISO 3166-1: "KOREA" (2, first' in str(proved.notices[-1])
    assert [row["person.citizenship"] for row in rows(tmp_path)] == [None, None, None, None, "MEX"]


def test_a_column_of_bonds_that_is_not_there(tmp_path: Path) -> None:
    mapping = MAPPING.replace("row: stay", "row: stint").replace(
        "[]", "[{stint-duplicates-exact: {bond: [bond amuont]}}]"
    )
    text = "id,in,out,code,born,bond amount\na,2025-01-01,,X1,,5\n"
    found = faults(make(tmp_path, mapping + "keep: [bond amount]\n", stays=text))
    assert found == (
        'releases/r.yaml, line 11: the release has no column "bond amuont". Nearest: "bond amount". [missing-column]'
    )


def test_the_delimiter_and_the_encoding_of_a_file_may_be_stated(tmp_path: Path) -> None:
    text = STAYS.replace(",", "||").replace("a1", "josé")
    folder = make(tmp_path, MAPPING.replace("files: data/stays.csv", "files: {path: data/stays.csv, delimiter: '||'}"))
    (folder / "data" / "stays.csv").write_text(text, encoding="cp1252")
    (notice,) = check(folder, "r").notices
    assert str(notice).startswith("stays.csv: signs beyond ASCII are not UTF-8, so the file is read as Windows-1252")
    stated = (folder / "releases" / "r.yaml").read_text().replace("'||'}", "'||', encoding: cp1252}")
    (folder / "releases" / "r.yaml").write_text(stated)
    assert check(folder, "r").notices == []
    assert [row["custody.person"] for row in rows(folder)] == ["person:a2", "person:josé"]


def test_what_no_world_allows_is_listed_by_row(tmp_path: Path) -> None:
    mapping = MAPPING.replace("row: stay", "row: stint\ncutoff: 2025-06-30").replace(
        "rules: []", "  stay.start: stay_in\n  stay.end: stay_out\nrules: [open-ends]"
    )
    text = (
        "id,in,out,code,born,stay_in,stay_out\n"
        "a,2025-06-01,2025-07-03,X1,1990,2025-06-01,2025-07-04\n"
        "b,2025-06-01,2025-06-30,X1,1900,2025-06-01,2025-06-30\n"
        "c,2025-06-01,2025-06-02,X1,1899,2025-06-03,2025-06-02\n"
        "d,2025-08-01,,X1,2026,2025-06-01,\n"
        "e,2025-06-01,[2025-06-02..],X1,,2025-06-01,\n"
    )
    account = check(make(tmp_path, mapping, stays=text), "r").account
    assert {one["what"]: [each["locator"] for each in one["examples"]] for one in account["impossible"]} == {
        "the stay ends before it starts": ["row=4"],
        "birth after the event": ["row=5"],
        "born before 1900": ["row=4"],
        "later than the cut-off day": ["row=5"],
        "ends after the cut-off day": ["row=2"],
        "the stay ends after the cut-off day": ["row=2"],
        "born after the cut-off day": ["row=5"],
    }


def test_a_workbook_has_no_delimiter(tmp_path: Path) -> None:
    folder = make(tmp_path, MAPPING.replace("files: data/stays.csv", "files: {path: data/s.parquet, encoding: utf-8}"))
    pq.write_table(pa.table({"id": ["a"]}), folder / "data" / "s.parquet")
    assert "s.parquet: the file is no delimited text, and has no delimiter and no encoding of its own." in faults(
        folder
    )


def test_identifiers_that_a_spreadsheet_shortened_get_no_id(tmp_path: Path) -> None:
    said = faults(make(tmp_path, stays=STAYS.replace("a1", "1.23456789012346e+17")))
    assert '"1.23456789012346e+17" (1, first stays.csv:2). A spreadsheet keeps 15 digits of a number' in said
    assert "Write person:" not in said
