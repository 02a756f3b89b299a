"""The commands that make, fill and check a matter, as a person types them."""
# ruff: noqa: E501 - what is printed stands as it is printed

import io
import json
from pathlib import Path

import pytest

from habeas.cli.main import main
from habeas.intake import read_matter
from tests.intake.folder import GOOD, claims_csv, events_csv, write_matter

Printed = pytest.CaptureFixture[str]


def habeas(printed: Printed, *words: str | Path) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    out, err = printed.readouterr()
    return status, out, err


# ---- init ------------------------------------------------------------------------------------------------


def test_a_new_matter_is_valid_and_empty(tmp_path: Path, capsys: Printed) -> None:
    folder = tmp_path / "García v. Warden"
    status, out, _ = habeas(capsys, "init", folder, "--zone", "America/Chicago", "--title", 'A "b": c')
    assert status == 0
    assert "events/events.csv" in out
    matter = read_matter(folder)
    assert (matter.id, matter.title, matter.zone, matter.claims) == (
        "garcia-v.-warden",
        'A "b": c',
        "America/Chicago",
        (),
    )
    assert habeas(capsys, "check", folder)[:2] == (
        0,
        "garcia-v.-warden: 0 claims in 0 rows, 0 sources, 0 origins, 0 instruments, 0 examples as expected. No errors.\n",
    )


def test_nothing_is_written_over(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path / "m")
    assert habeas(capsys, "init", folder)[::2] == (
        2, f"habeas init: {folder} is there already and is not an empty folder. Give another name.\n",
    )  # fmt: skip


def test_a_zone_that_is_none(tmp_path: Path, capsys: Printed) -> None:
    status, _, err = habeas(capsys, "init", tmp_path / "m", "--zone", "America/Newyork")
    assert (status, err) == (
        2, 'habeas init: --zone: "America/Newyork" is not the name of a time zone. Nearest: "America/New_York".\n',
    )  # fmt: skip
    assert not (tmp_path / "m").exists()


# ---- add -------------------------------------------------------------------------------------------------


def test_rows_are_recorded(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path)
    assert habeas(capsys, "add", folder)[:2] == (0, "small: 7 claims recorded, 0 retracted, 0 unchanged.\n")
    write_matter(folder, {"claims/claims.csv": GOOD["claims/claims.csv"].replace("17:26", "17:25")})
    assert habeas(capsys, "add", folder)[1] == "small: 1 claim recorded, 1 retracted, 6 unchanged.\n"
    write_matter(
        folder,
        {
            "claims/claims.csv": "subject,property,value,source,speaker,stance\n\nact:f1,act.kind,departs,ap,AP,asserts\n"
        },
    )
    assert habeas(capsys, "add", folder)[1] == "small: 1 claim recorded, 2 retracted, 5 unchanged.\n"


def test_nothing_of_a_matter_with_errors_is_recorded(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path, {"claims/claims.csv": GOOD["claims/claims.csv"].replace("departs", "depart")})
    status, out, err = habeas(capsys, "add", folder)
    assert (status, out) == (1, "")
    assert '"depart" is not a code of act.kind' in err
    assert not (folder / ".habeas").exists()


def test_documents_are_taken_in(tmp_path: Path, capsys: Printed) -> None:
    folder = tmp_path / "m"
    habeas(capsys, "init", folder)
    (tmp_path / "Smith Decl.txt").write_bytes(b"sworn\n")
    status, out, _ = habeas(
        capsys, "add", folder, tmp_path / "Smith Decl.txt", "--kind", "declaration", "--date", "2025-03-17"
    )
    assert status == 0
    assert out == (
        "source      file            bytes  sha256        date        known from\n"
        "----------  --------------  -----  ------------  ----------  ----------\n"
        "smith-decl  Smith Decl.txt  6      7d49ee9d817c  2025-03-17\n"
        f"1 document stored in {folder / 'sources'} and listed in sources.csv.\n"
    )
    assert (folder / "sources.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "smith-decl,declaration,,2025-03-17,,,Smith Decl.txt,7d49ee9d817ca1c8f24f1b45eff4397b7065b843e05e7f047358ef27a9d98425,,6,"
    )
    again = habeas(capsys, "add", folder, tmp_path / "Smith Decl.txt")[1]
    assert again == f"{tmp_path / 'Smith Decl.txt'}: is there already, byte for byte, as source smith-decl.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "filling"], 'habeas add: --kind: unknown kind of source "filling". Nearest: "filing".\n'),
        (["--label", "seald"], 'habeas add: --label: unknown label "seald". Nearest: "sealed".\n'),
        (
            ["--date", "2025-02-30"],
            'habeas add: --date: "2025-02-30": February 2025 has 28 days. Write a day from 01 to 28.\n',
        ),
    ],
)
def test_a_word_that_the_matter_does_not_know(tmp_path: Path, capsys: Printed, words: list[str], said: str) -> None:
    folder = write_matter(tmp_path / "m")
    (tmp_path / "x.txt").write_bytes(b"x")
    assert habeas(capsys, "add", folder, tmp_path / "x.txt", *words)[::2] == (2, said)
    assert not (folder / "sources" / "x.txt").exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: Printed) -> None:
    assert habeas(capsys, "add", write_matter(tmp_path), tmp_path / "x.txt")[::2] == (
        2, f"habeas add: there is no file {tmp_path / 'x.txt'}.\n",
    )  # fmt: skip


def chronology(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("Date,Time,Event,Who,Said by\n3/15/2025,5:26 PM,Flight departed,P-17,ICE\n", encoding="utf-8")
    return path


GUESS = """\
{path}: the header is row 1.
  "Date" is taken for date
  "Time" is taken for time
  "Event" is taken for what
  "Who" is taken for who
  "Said by" is taken for said_by
  3/4/2025 is read with the month first.
  No column says how it is said: taken as asserts (--stance).
  Rows that name no source of this matter stand in the sheet itself, source log (--source).
row  when              what     who   said_by  stance   source  note             locator
---  ----------------  -------  ----  -------  -------  ------  ---------------  -------
2    2025-03-15T17:26  departs  p-17  ICE      asserts  log     Flight departed  row=2
1 row for events/log.csv.
"""


@pytest.mark.parametrize(("answer", "written"), [("yes\n", True), ("no\n", False), ("", False)])
def test_a_chronology_is_written_on_yes(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch, answer: str, *, written: bool
) -> None:
    folder, path = write_matter(tmp_path / "m"), chronology(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    before = sorted(folder.rglob("*"))
    status, out, _ = habeas(capsys, "add", folder, path)
    assert status == 0
    assert out.startswith(
        GUESS.format(path=path) + f"Write 1 row (3 claims) to {folder / 'events/log.csv'}? Type yes: "
    )
    assert (folder / "events/log.csv").exists() is written
    assert (sorted(folder.rglob("*")) != before) is written


def test_a_chronology_is_written_with_yes(tmp_path: Path, capsys: Printed) -> None:
    folder, path = write_matter(tmp_path / "m"), chronology(tmp_path)
    status, out, _ = habeas(capsys, "add", folder, path, "--yes")
    assert status == 0
    assert out == GUESS.format(path=path) + (
        f"1 row (3 claims) written to {folder / 'events/log.csv'}.\n"
        "The sheet itself is stored as source log.\n"
        f'Look at them there; "habeas add {folder}" records them.\n'
    )
    assert len(read_matter(folder).claims) == 10
    assert habeas(capsys, "check", folder)[0] == 0


def test_a_chronology_that_cannot_be_told_is_refused(tmp_path: Path, capsys: Printed) -> None:
    folder, path = write_matter(tmp_path / "m"), chronology(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "3/16/2025,,Phone call,P-17,ICE\n", encoding="utf-8")
    status, _, err = habeas(capsys, "add", folder, path, "--yes")
    assert status == 1
    assert err == (
        'log.csv:3, column Event: "Phone call" does not say which kind of act it is. Say it in a column named what'
        " (transfers, departs, ...), or with --what 'WORDS=KIND'. [unknown-act]\n"
        "1 fault; nothing is written.\n"
    )
    assert not (folder / "events/log.csv").exists()
    assert habeas(capsys, "add", folder, path, "--yes", "--what", "phone call=states")[0] == 0


def test_a_spreadsheet_can_be_taken_in_as_a_document(tmp_path: Path, capsys: Printed) -> None:
    folder, path = write_matter(tmp_path / "m"), chronology(tmp_path)
    assert habeas(capsys, "add", folder, path, "--documents", "--kind", "log")[0] == 0
    assert read_matter(folder).sources["log"].kind == "log"
    assert not (folder / "events/log.csv").exists()


# ---- check -----------------------------------------------------------------------------------------------


def test_every_error_of_every_file_is_listed(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(
        tmp_path,
        {
            "claims/claims.csv": GOOD["claims/claims.csv"].replace("departs", "depart"),
            "instruments/a.yaml": "instrument: a\nforbid: x\n",
        },
    )
    status, out, err = habeas(capsys, "check", folder)
    assert (status, out) == (1, "")
    assert 'claims.csv:2, column value: "depart" is not a code of act.kind.' in err
    assert "instruments/a.yaml, line 2: unknown key" in err
    assert err.endswith(f"{folder}: 2 errors.\n")
    objects = [json.loads(line) for line in habeas(capsys, "check", folder, "--json")[1].splitlines()]
    assert {(one["level"], one["code"], one["row"], one["line"]) for one in objects} == {
        ("fault", "unknown-code", 2, None), ("fault", "unknown-key", None, 2),
    }  # fmt: skip


def test_what_is_worth_a_look(tmp_path: Path, capsys: Printed) -> None:
    change = events_csv(
        ",2026-01-22 09:10,transfers,P-17,,Jail A,,,,ICE,asserts,ap,,",
        ",2026-01-22,transfers,P-17,,jail_a,,,,AP,asserts,ap,,",
    )
    change["sources.csv"] = "id,kind\nap,unverified\n"
    status, out, _ = habeas(capsys, "check", write_matter(tmp_path, change))
    assert status == 0
    assert out == (
        "small: 8 claims in 2 rows, 1 source, 1 origin, 0 instruments, 0 examples as expected. No errors.\n"
        "  8 claims from sources of kind unverified; --trust '!kind:unverified' leaves them out.\n"
        f"  2 rows not in the ledger yet; habeas add {tmp_path} records them.\n"
        "  May be one: place:jail-a, place:jail_a. If so, write them alike, or claim that they are the same.\n"
    )


def test_acts_that_may_be_one_are_proposed(tmp_path: Path, capsys: Printed) -> None:
    change = events_csv(
        ",2026-01-22 09:10,transfers,P-17,,,,,,ICE,asserts,ap,,", ",2026-01-22,transfers,P-17,,,,,,AP,asserts,ap,,"
    )
    out = habeas(capsys, "check", write_matter(tmp_path, change))[1]
    assert out.splitlines()[-1] == (
        "  May be one act: night.csv:3 (act:transfers-p-17-2026-01-22), night.csv:2 (act:transfers-p-17-2026-01-22t0910)."
        " If so, give the rows one id."
    )


INSTRUMENT = """\
instrument: order
title: An order
binds: org:us
in_force: {from: 2025-03-15T17:00, until: 2025-03-20}
protects: act.person = 'person:p-17'
clauses:
  - id: no-landing
    forbids: act.kind = 'lands'
examples:
  - {act: act:lands-p-17-2025-03-15t1936, expect: EXPECTED}
"""


@pytest.mark.parametrize(("expected", "status"), [("breach", 0), ("kept", 1)])
def test_examples_are_run(tmp_path: Path, capsys: Printed, expected: str, status: int) -> None:
    folder = write_matter(tmp_path, {"instruments/order.yaml": INSTRUMENT.replace("EXPECTED", expected)})
    found, out, err = habeas(capsys, "check", folder)
    assert found == status, (out, err)
    if status:
        assert "instruments/order.yaml, line 10: act:lands-p-17-2025-03-15t1936 under as_written: expected kept" in err
        assert err.count("[example-fails]") == 1
    else:
        assert "1 instrument, 1 example as expected. No errors." in out


# ---- claims ----------------------------------------------------------------------------------------------


ROWS = (
    "act:f1,act.time,2025-03-15T17:26,ap,,AP,asserts,2025-03-16,,,,,",
    "act:f1,act.time,2025-03-15T17:26,copy,,A paper,asserts,,,,,p. 3,",
    "act:f1,act.time,2025-03-15T17:25,decl,,ICE (Smith Decl.),admits,,sealed,,,¶ 7,The flight left",
    "act:f1,act.kind,departs,ap,,AP,denies,,,,,,",
    "search:s,search.found,40,ap,,AP,records,,,conviction; of 238,,,",
)

TOLD = """\
act:f1
  act.kind
    not departs: 1 source, 1 origin
      AP denies, in ap (claims.csv:5)
  act.time
    2025-03-15T17:25 (2025-03-15 17:25 EDT): 1 source, 1 origin
      ICE (Smith Decl.) admits, in decl ¶ 7 char=17,32 "The flight left" [sealed] (claims.csv:4)
    2025-03-15T17:26 (2025-03-15 17:26 EDT): 2 sources, 1 origin
      AP asserts on 2025-03-16, in ap (claims.csv:2)
      A paper asserts, in copy p. 3, from ap (claims.csv:3)

search:s
  search.found
    40 conviction: 1 source, 1 origin
      AP records, in ap (claims.csv:6)

5 claims, 3 sources, 2 origins.
"""


def test_who_says_what(tmp_path: Path, capsys: Printed) -> None:
    assert habeas(capsys, "claims", write_matter(tmp_path, claims_csv(*ROWS)))[:2] == (0, TOLD)


def test_some_of_the_claims(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path, claims_csv(*ROWS))

    def rows(*words: str) -> list[str]:
        out = habeas(capsys, "claims", folder, "--json", *words)[1]
        return [json.loads(line)["row"].split(":")[1] for line in out.splitlines()]

    assert rows() == ["5", "4", "2", "3", "6"]
    assert rows("--property", "act.time") == ["4", "2", "3"]
    assert rows("--property", "search") == ["6"]
    assert rows("--subject", "act:*") == ["5", "4", "2", "3"]
    assert rows("--audience", "public") == ["5", "2", "3", "6"]
    assert rows("--trust", "!origin:ap") == ["4"]
    assert rows("--said-by", "2025-03-16", "--property", "act.time") == ["2"]


def test_claims_as_of_a_day(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path, claims_csv(*ROWS))
    status, _, err = habeas(capsys, "claims", folder, "--as-of", "2025-03-16")
    assert (status, err.split(".")[0]) == (
        2, "habeas claims: nothing of this matter is recorded yet, so nothing can be asked as of a day",
    )  # fmt: skip
    habeas(capsys, "add", folder)
    assert habeas(capsys, "claims", folder, "--as-of", "2025-03-16", "--json")[1] == ""
    assert len(habeas(capsys, "claims", folder, "--as-of", "2999", "--json")[1].splitlines()) == 5


def test_a_table_for_spreadsheets(tmp_path: Path, capsys: Printed) -> None:
    folder = write_matter(tmp_path, claims_csv('act:f1,act.ground,"=HYPERLINK(1)",ap,,-AP,asserts,,,,,,'))
    lines = habeas(capsys, "claims", folder, "--csv")[1].splitlines()
    assert lines[0].startswith("subject,property,value,against,speaker,stance,")
    assert lines[1].startswith("act:f1,act.ground,'=HYPERLINK(1),no,'-AP,asserts,")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--subject", "act:f2"], '--subject: nothing is said of "act:f2". Nearest: "act:f1".'),
        (["--property", "act.tme"], '--property: unknown property "act.tme". Nearest: "act.time".'),
        (["--audience", "seald"], '--audience: no label "seald" in matter.yaml. Nearest: "sealed".'),
        (["--trust", "app"], '--trust: "app" is no source, kind of source or speaker here. Nearest: "ap".'),
        (["--said-by", "16 March"], '--said-by: "16 March" has no year. Write the year too, as 2025-03-15; a year is never guessed.'),
    ],
)  # fmt: skip
def test_a_word_of_the_filters_that_is_not_known(tmp_path: Path, capsys: Printed, words: list[str], said: str) -> None:
    folder = write_matter(tmp_path, claims_csv(*ROWS))
    assert habeas(capsys, "claims", folder, *words) == (2, "", f"habeas claims: {said}\n")
