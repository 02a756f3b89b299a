"""How fast releases are read: workbooks beside openpyxl's read-only mode, CSV beside DuckDB, each in its own process.

    python -m bench.read_release [ROWS OF WORKBOOK] [ROWS OF CSV]

Budgets: a million rows of 12 columns at least 5 times as fast as openpyxl and under 1.5 GB; CSV within 1.5 times of
DuckDB that hands on the same rows with the same types. The files are made once, under build/bench.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.read_release_files import csv_file, workbook
from bench.timing import parser

FOLDER = Path("build/bench")
RUNS = 3
FASTER, LARGEST, SLOWER = 5.0, 1_500.0, 1.5


def one(reader: str, path: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at the most, and rows of one whole process."""
    command = [sys.executable, "-m", "bench.read_release_once", reader, str(path)]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said["seconds"], said["megabytes"], said["rows"]


def row(name: str, reader: str, path: Path, runs: int = RUNS) -> tuple[float, float]:
    """Print the median of the runs; the seconds and megabytes of it."""
    found = [one(reader, path) for _ in range(runs)]
    seconds, megabytes = median(each[0] for each in found), max(each[1] for each in found)
    print(f"{name:<52} {found[0][2]:>10,} rows {seconds:>8.2f} s {megabytes:>7.0f} MB   ({runs} runs)", flush=True)
    return seconds, megabytes


def workbooks(rows: int) -> bool:
    kept = True
    one("habeas", workbook(FOLDER, 1_000, 12))  # compiled once for this machine, and kept
    for count, columns in ((rows, 12), (max(rows // 5, 1), 53)):
        path = workbook(FOLDER, count, columns)
        print(f"\nworkbook of {columns} columns, {path.stat().st_size / 1e6:.0f} MB")
        ours, memory = row("habeas", "habeas", path)
        theirs, _ = row("openpyxl, read-only", "openpyxl", path, 1)
        calamine, _ = row("calamine, whole sheet to Python values", "calamine", path, 1)
        good = theirs >= FASTER * ours and memory < LARGEST
        print(
            f"openpyxl / habeas {theirs / ours:.1f}; calamine / habeas {calamine / ours:.1f}{'' if good else '   over'}"
        )
        kept = kept and good
    return kept


def texts(rows: int) -> bool:
    path = csv_file(FOLDER, rows)
    kept = True
    for shown, kind in (("every column text", "text"), ("three columns timestamps", "times")):
        print(f"\nCSV of 12 columns, {path.stat().st_size / 1e6:.0f} MB, {shown}")
        ours, _ = row("habeas, rows numbered", f"habeas-{kind}", path)
        handed, _ = row("DuckDB, handed on as Arrow", f"duckdb-{kind}", path)
        stored, _ = row("DuckDB, into a table of its own", f"duckdb-table-{kind}", path)
        ratio = ours / min(handed, stored)
        kept = kept and ratio <= SLOWER
        print(f"habeas / the faster DuckDB {ratio:.2f}{'' if ratio <= SLOWER else '   over'}")
    return kept


def main(words: Sequence[str]) -> int:
    asked = parser("read_release", __doc__)
    asked.add_argument("workbook", nargs="?", type=int, default=1_000_000, help="rows of the workbook (%(default)s)")
    asked.add_argument("csv", nargs="?", type=int, default=3_000_000, help="rows of the CSV (%(default)s)")
    sizes = asked.parse_args(words)
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = texts(sizes.csv)
    return 0 if workbooks(sizes.workbook) and kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
