"""Terms that can be renewed, in a custody record: the next date, and who says that they were renewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask, objects, small

CLAIMS = """
custody:a custody.person person:p log Jail records
custody:a custody.kind hold log Jail records
custody:a custody.start 2024-05-01T12:00 log Jail records
custody:a custody.term P1Y filing Petitioner alleges
custody:a custody.renewable true log Jail records
custody:other custody.person person:q log Jail records
custody:other custody.start 2024-05-01T12:00 log Jail records
custody:other custody.term P1Y log Jail records
custody:other custody.renewable true log Jail records
"""
RENEWED = """
act:renewal act.kind renews filing Petitioner alleges
act:renewal act.person person:p filing Petitioner alleges
"""
AGREEMENT = """
instrument: agreement
clauses:
  - id: a-year
    limits: custody.kind = 'hold'
    to: {year: P1Y, half: P6M}
    renewable: P1Y
readings:
  long: {a-year.to: year}
  long-too: {a-year.to: year}
  short: {a-year.to: half}
"""


def rows(out: str) -> list[str]:
    table = out[out.index("Terms that can be renewed") :].splitlines()
    return [" ".join(line.split()) for line in table[3:]]


def test_a_record_ends_with_the_terms_of_its_own_custodies(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", CLAIMS)
    _, out, _ = ask("record", matter, "person:p", "--on", "2025-04-01T12:00")
    (row,) = rows(out)
    assert "2025-05-01" in row or "1 May 2025" in row
    assert row.endswith("P1Y custody:a claims.csv:5 nobody claims that it was renewed")


def test_whoever_claims_that_it_was_renewed_is_named(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", CLAIMS.rstrip() + RENEWED)
    status, out, err = ask("record", matter, "person:p", "--on", "2025-06-01T12:00")
    assert status == 0, err
    (row,) = rows(out)
    assert "2026" in row
    assert row.endswith("renewed by act:renewal [claims.csv:11]")


def test_a_term_that_a_clause_gives_is_shown_once_for_the_readings_that_agree(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", CLAIMS, {"agreement": AGREEMENT})
    found = objects("record", matter, "person:p", "--on", "2025-04-01T12:00")
    terms = [(one["is"], one.get("clause"), one.get("readings"), one["next"]) for one in found if "next" in one]
    year = {"earliest": "2025-05-01T12:00:00-04:00", "latest": "2025-05-01T12:00:59.999999-04:00"}
    half = {"earliest": "2025-11-01T12:00:00-04:00", "latest": "2025-11-01T12:00:59.999999-04:00"}
    assert terms == [
        ("term", None, None, year),
        ("clause_term", "a-year", ["long", "long-too"], year),
        ("clause_term", "a-year", ["short"], half),
    ]


@pytest.mark.parametrize("whom", ["person:p", "person:q"])
def test_without_a_renewable_term_nothing_is_said_of_renewal(tmp_path: Path, whom: str) -> None:
    fixed = "\n".join(line for line in CLAIMS.splitlines() if "renewable" not in line)
    status, out, _ = ask("record", small(tmp_path / "m", fixed), whom)
    assert (status, "renewed" in out) == (0, False)
