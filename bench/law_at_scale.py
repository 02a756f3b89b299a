"""Workload W: 1,000 instruments with four readings each over a release, Parquet to Parquet, beside DuckDB and Polars.

``python -m bench.law_at_scale [ROWS ...] [--engines ours,duckdb,polars] [--runs N] [--cold] [--folder DIR]`` makes the
release and the instruments (``bench.law_workload``), runs each engine as a whole process, by turns, with start-up, the
reading of the instruments and the loading of compiled code, and checks in the same call that all have written the same
rows. The peers' tables of orders are prepared before and not timed. Budget: at most 0.4 of the better peer's time and
600 MB at 10 and 30 million rows. With ``--engines ours`` and some hundred million rows it shows that memory stays flat.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from subprocess import PIPE, run
from tempfile import TemporaryDirectory

from bench.timing import Run, process

# Nothing large is imported here: the memory of a process counts from what its parent held when it was made.

SHARE, MEGABYTES, FROM = 0.4, 600, 10_000_000
ROOT = Path(__file__).parents[1]


def command(engine: str, base: Path, rows: int) -> list[str]:
    release, out = str(base / f"release-{rows}"), str(base / f"{engine}.parquet")
    if engine == "ours":
        matter = str(base / f"matter-{rows}")
        return [sys.executable, "-m", "habeas", "test", matter, "--release", release, "-o", out, "--json"]
    return [sys.executable, "-m", "bench.law_peers", engine, release, str(base / f"tables-{rows}"), out]


def forget_compiled() -> None:
    """Delete what numba keeps, so that the next run compiles anew."""
    for path in (ROOT / "src" / "habeas" / "law" / "bulk" / "__pycache__").glob("*.nb[ic]"):
        path.unlink()


def measured(base: Path, rows: int, engines: Sequence[str], runs: int, *, cold: bool) -> bool:
    """Print a line for each engine. Tells whether the budgets were kept and the rows were the same."""
    process([sys.executable, "-m", "bench.law_workload", str(base), str(rows)])
    if cold:
        forget_compiled()
        first = process(command("ours", base, rows))
        print(f"{rows:>11,} {'cold':<8} {first.seconds:>9.2f} {first.processor:>7.2f} {first.megabytes:>6.0f}")
    found: dict[str, list[Run]] = {engine: [] for engine in engines}
    process(command("ours", base, rows))  # warms the disk's cache, and compiles once
    for _ in range(runs):
        for engine in engines:
            found[engine].append(process(command(engine, base, rows)))
    times = {engine: median(one.seconds for one in each) for engine, each in found.items()}
    better = min((time for engine, time in times.items() if engine != "ours"), default=float("nan"))
    kept = True
    for engine, each in found.items():
        memory = max(one.megabytes for one in each)
        ratio = times[engine] / better
        over = engine == "ours" and rows >= FROM and (ratio > SHARE or memory > MEGABYTES)
        both = [str(base / f"{one}.parquet") for one in ("ours", engine)]
        same = run([sys.executable, "-m", "bench.law_same", *both], stdout=PIPE, text=True, cwd=ROOT, check=False)
        kept = kept and not same.returncode and not over
        processor = median(one.processor for one in each)
        print(
            f"{rows:>11,} {engine:<8} {times[engine]:>9.2f} {processor:>7.2f} {memory:>6.0f} {ratio:>9.2f}"
            f" {same.stdout.strip():>11}{'   over' if over else ''}{'   OTHER ROWS' if same.returncode else ''}",
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
        base = (args.folder or Path(temporary)).absolute()
        print(f"{'rows':>11} {'engine':<8} {'median s':>9} {'cpu s':>7} {'MB':>6} {'of better':>9} {'findings':>11}")
        for rows in args.rows:
            kept &= measured(base, rows, args.engines.split(","), args.runs, cold=args.cold)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
