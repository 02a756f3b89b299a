"""A release from standard input: guessed, proved, built once, and asked about afterwards."""

import subprocess
import sys
from pathlib import Path

from tests.release.matters import MAPPING, STAYS, make

KNOWN = "identifier,book_in,book_out,facility_code\na,2025-03-01 10:00:00,2025-03-02 10:00:00,TUCHOLD\n"


def piped(text: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "habeas", *words]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, timeout=60)


def test_it_is_built_from_what_is_piped_in(tmp_path: Path) -> None:
    folder = str(make(tmp_path, MAPPING.replace("data/stays.csv", "'-'")))
    assert "r: 2 rows read = 2 kept" in piped(STAYS, "release", "check", folder).stdout
    assert piped(STAYS, "release", "build", folder, "r").returncode == 0
    done = piped("", "count", folder, "--release", "r", "--json")
    assert (done.stdout, done.stderr) == ('{"certain": 2, "possible": 2}\n', "")


def test_nothing_piped_in(tmp_path: Path) -> None:
    done = piped("", "release", "build", str(make(tmp_path, MAPPING.replace("data/stays.csv", "'-'"))), "r")
    assert done.returncode == 1
    assert done.stderr.startswith("standard input: the file has no filled row")


def test_bad_cells_are_located_in_it(tmp_path: Path) -> None:
    folder = str(make(tmp_path, MAPPING.replace("data/stays.csv", "'-'")))
    done = piped(STAYS.replace("2025-01-02 10:00", "soon"), "release", "check", folder)
    assert '"soon" (1, first standard input:3)' in done.stderr


def test_it_is_guessed_from_what_is_piped_in(tmp_path: Path) -> None:
    out = piped(KNOWN, "release", "guess", "-").stdout
    assert out.startswith("# Drafted by `habeas release guess` from standard input.")
    assert 'files: {path: "-", header: 1}' in out
