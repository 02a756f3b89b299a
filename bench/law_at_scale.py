"""Workload W: 1,000 instruments with four readings each over a release, Parquet to Parquet, beside DuckDB and Polars.

``python -m bench.law_at_scale [ROWS ...] [--engines ours,duckdb,polars] [--runs N] [--cold] [--folder DIR]`` makes the
release and the instruments (``bench.law_workload``), runs each engine as a whole process, by turns, start-up, reading
of the instruments and loading of compiled code included, and checks in the same call that all wrote the same rows.
The peers' tables of orders are prepared before and not timed. Budget: at most 0.4 of the better peer's time and at
most 600 MB at 10 and 30 million rows. With ``--engines ours`` and a few hundred million rows memory stays flat.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

import habeas.law.bulk as bulk_package
from bench.law_tables import make_tables
from bench.law_workload import make_matter, make_release
from bench.stays import Run, process

SHARE, MEGABYTES, FROM = 0.4, 600, 10_000_000
EVERY = 1_000_000  # up to here the findings are compared one by one, above by sums of their hashes
COLUMNS = "file, sheet, row, instrument, clause, reading, outcome, because"


def command(engine: str, base: Path, rows: int) -> list[str]:
    release, out = str(base / f"release-{rows}"), str(base / f"{engine}.parquet")
    if engine == "ours":
        matter = str(base / f"matter-{rows}")
        return [sys.executable, "-m", "habeas", "test", matter, "--release", release, "-o", out, "--json"]
    return [sys.executable, "-m", "bench.law_peers", engine, release, str(base / f"tables-{rows}"), out]


def same(one: Path, other: Path) -> tuple[bool, int]:
    """Whether both files hold the same findings, in whatever order; and how many one holds."""
    held = duckdb.connect()
    held.execute("SET memory_limit = '4GB'; SET enable_progress_bar = false")
    for name, path in (("one", one), ("other", other)):
        held.execute(f"CREATE VIEW {name} AS SELECT {COLUMNS} FROM '{path}'")  # noqa: S608 - names of our own
    count = int(held.sql("SELECT count(*) FROM one").fetchall()[0][0])
    if count <= EVERY:
        differing = held.sql(
            "SELECT count(*) FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))"
        ).fetchall()
        return differing == [(0,)], count
    digest = f"SELECT count(*), sum(hash({COLUMNS})::HUGEINT), bit_xor(hash({COLUMNS}, 1)) FROM {{}}"  # noqa: S608
    return held.sql(digest.format("one")).fetchall() == held.sql(digest.format("other")).fetchall(), count


def forget_compiled() -> None:
    """Delete what numba keeps, so that the next run compiles anew."""
    for path in Path(bulk_package.__path__[0]).glob("__pycache__/*.nb[ic]"):
        path.unlink()


def measured(base: Path, rows: int, engines: list[str], runs: int, *, cold: bool) -> bool:
    """Print a line for each engine. Tells whether the budgets were kept and the rows were the same."""
    release = make_release(base, rows)
    make_tables(make_matter(base, release, rows), base / f"tables-{rows}")
    if cold:
        forget_compiled()
        first = process(command("ours", base, rows))
        print(f"{rows:>11,} {'cold':<8} {first.seconds:>9.2f} {first.processor:>7.2f} {first.megabytes:>6.0f}")
    found: dict[str, list[Run]] = {engine: [] for engine in engines}
    process(command("ours", base, rows))  # warms the disk's cache, and compiles once
    for _ in range(runs):
        for engine in engines:
            found[engine].append(process(command(engine, base, rows)))
    times = {engine: median(run.seconds for run in each) for engine, each in found.items()}
    better = min((time for engine, time in times.items() if engine != "ours"), default=float("nan"))
    kept = True
    for engine, each in found.items():
        memory = max(run.megabytes for run in each)
        ratio = times[engine] / better
        over = engine == "ours" and rows >= FROM and (ratio > SHARE or memory > MEGABYTES)
        agrees, count = same(base / "ours.parquet", base / f"{engine}.parquet")
        kept = kept and agrees and not over
        processor = median(run.processor for run in each)
        print(
            f"{rows:>11,} {engine:<8} {times[engine]:>9.2f} {processor:>7.2f} {memory:>6.0f} {ratio:>9.2f} {count:>11,}"
            f"{'   over' if over else ''}{'' if agrees else '   OTHER ROWS'}",
            flush=True,
        )
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.law_at_scale", description=str(__doc__).splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000, 3_000_000, 10_000_000, 30_000_000])
    parser.add_argument("--engines", default="ours,duckdb,polars")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cold", action="store_true", help="first run ours once without anything compiled")
    parser.add_argument("--folder", type=Path, help="where releases are kept, and taken from when they are there")
    args = parser.parse_args()
    kept = True
    with TemporaryDirectory(prefix="habeas-law-") as temporary:
        base = args.folder or Path(temporary)
        base.mkdir(parents=True, exist_ok=True)
        print(f"{'rows':>11} {'engine':<8} {'median s':>9} {'cpu s':>7} {'MB':>6} {'of better':>9} {'findings':>11}")
        for rows in args.rows:
            kept &= measured(base, rows, args.engines.split(","), args.runs, cold=args.cold)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
