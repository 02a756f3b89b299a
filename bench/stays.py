"""Workload S: stays from stints with overlaps, open ends and bad rows, Parquet to Parquet, beside DuckDB and Polars.

``python -m bench.stays [ROWS ...] [--engines ours,duckdb] [--runs N] [--cold]`` makes releases (``bench.generate``),
runs each engine as a whole process, the engines by turns, and checks in the same call that all have written the same
rows. Budget: at most 0.5 of DuckDB's time and at most 600 MB at 10 and 30 million rows.
"""

import argparse
import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

import habeas.engine as engine_package
from bench.generate import generate
from bench.timing import Run, process

SHARE, MEGABYTES, FROM = 0.5, 600, 10_000_000
EVERY = 1_000_000  # up to here the rows are compared one by one, above by sums of their hashes


def same(one: Path, other: Path, rows: int) -> bool:
    """Whether both folders hold the same stays, in whatever order."""
    held = duckdb.connect()
    held.execute("SET TimeZone = 'UTC'; SET memory_limit = '4GB'")
    for name, folder in (("one", one), ("other", other)):
        held.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder}/part-*.parquet'")  # noqa: S608
    assert held.table("one").columns == held.table("other").columns, "the columns differ"
    if rows <= EVERY:
        differing = held.sql(
            "SELECT count(*) FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))"
        ).fetchall()
        return bool(differing == [(0,)])
    digest = "SELECT count(*), sum(hash(t)::HUGEINT), bit_xor(hash(t, 1)) FROM {} AS t"
    return bool(held.sql(digest.format("one")).fetchall() == held.sql(digest.format("other")).fetchall())


def forget_compiled() -> None:
    """Delete what numba keeps, so that the next run compiles anew."""
    for path in Path(engine_package.__path__[0]).glob("__pycache__/stays_kernel.*.nb[ic]"):
        path.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.stays", description=str(__doc__).splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000, 3_000_000, 10_000_000])
    parser.add_argument("--engines", default="ours,duckdb,polars")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cold", action="store_true", help="first run ours once without anything compiled")
    parser.add_argument("--folder", type=Path, help="where releases are kept, and taken from when they are there")
    args = parser.parse_args()
    engines, kept = args.engines.split(","), True
    with TemporaryDirectory(prefix="habeas-stays-") as temporary:
        base = args.folder or Path(temporary)
        print(f"{'rows':>11} {'engine':<8} {'median s':>9} {'cpu s':>7} {'MB':>6} {'of duckdb':>9}")
        for rows in args.rows:
            release = base / f"stints-{rows}"
            if not release.exists():
                generate(release, rows)
            outs = {engine: base / f"stays-{engine}" for engine in engines}
            command = {
                engine: [sys.executable, "-m", "bench.stays_peers", engine, str(release), str(out)]
                for engine, out in outs.items()
            }
            if args.cold:
                forget_compiled()
                cold = process(command["ours"])
                print(f"{rows:>11,} {'cold':<8} {cold.seconds:>9.2f} {cold.processor:>7.2f} {cold.megabytes:>6.0f}")
            runs: dict[str, list[Run]] = {engine: [] for engine in engines}
            process(command["ours"])  # warms the disk's cache, and compiles once
            for _ in range(args.runs):
                for engine in engines:
                    runs[engine].append(process(command[engine]))
            medians = {engine: median(run.seconds for run in found) for engine, found in runs.items()}
            for engine, found in runs.items():
                ratio = medians[engine] / medians["duckdb"] if "duckdb" in medians else float("nan")
                memory = max(run.megabytes for run in found)
                over = engine == "ours" and rows >= FROM and (ratio > SHARE or memory > MEGABYTES)
                agrees = engine == "ours" or same(outs["ours"], outs[engine], rows)
                kept = kept and agrees and not over
                processor = median(run.processor for run in found)
                print(
                    f"{rows:>11,} {engine:<8} {medians[engine]:>9.2f} {processor:>7.2f} {memory:>6.0f} {ratio:>9.2f}"
                    f"{'   over' if over else ''}{'' if agrees else '   OTHER ROWS'}",
                    flush=True,
                )
            for out in outs.values():
                shutil.rmtree(out, ignore_errors=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
