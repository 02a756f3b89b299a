"""A release on a cluster beside one process: ``python -m bench.cluster [--rows N ...] [--runs 3] [--folder DIR]``.

The workload of ``bench.law_workload``, by ``habeas test`` as a whole process: in one process, and with ``--engine
spark --master local[CORES]``. Start-up is the same command over a release of a few rows: Java, Python workers,
instruments read and sent. ``overhead`` is what Spark takes beyond its start-up, over what one process takes in all;
``growth`` is by how much more Spark takes for each row that is added to the size before, start-up and the warming of
Java gone. The commands take turns, so that whatever else the machine does bears on all of them; findings are compared
by number each time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from statistics import median

import pyarrow.dataset as ds

from bench.law_workload import make_matter, make_release
from bench.timing import HABEAS, run

FEW = 2_000
BUDGET = 2.5


def command(matter: Path, release: Path, out: Path, *more: str) -> list[str]:
    return [*HABEAS, "test", str(matter), "--release", str(release), "-o", str(out), "--json", *more]


def timed(matter: Path, release: Path, folder: Path, spark: tuple[str, ...]) -> dict[str, float]:
    """One run of each engine, in seconds. Raises ``RuntimeError`` where they find different numbers of findings."""
    taken, found = {}, set()
    for name, more in (("here", ()), ("spark", spark)):
        out = folder / f"findings-{name}.parquet"
        shutil.rmtree(out, ignore_errors=True)
        out.unlink(missing_ok=True)
        taken[name] = run(command(matter, release, out, *more))
        found.add(ds.dataset(out).count_rows())
    if len(found) != 1:
        raise RuntimeError(f"the engines differ: {sorted(found)} findings")
    return taken


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(one[name] for one in runs) for name in ("here", "spark")}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.cluster")
    parser.add_argument("--rows", type=int, nargs="+", default=[3_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("bench/.data"))
    args = parser.parse_args()
    spark = ("--engine", "spark", "--master", f"local[{os.cpu_count()}]")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    args.folder.mkdir(parents=True, exist_ok=True)
    few = make_release(args.folder, FEW)
    names = ("start here", "here s", "start spark", "spark s", "overhead", "growth")
    print(f"{'rows':>12}", *(f"{name:>11}" for name in names))
    kept, before = True, None
    for rows in args.rows:
        release = make_release(args.folder, rows)
        matter = make_matter(args.folder, release, rows)
        timed(matter, few, args.folder, spark)  # warms the disk's cache
        first, whole = [], []
        for _ in range(args.runs):
            first.append(timed(matter, few, args.folder, spark))
            whole.append(timed(matter, release, args.folder, spark))
        start, full = medians(first), medians(whole)
        overhead = (full["spark"] - start["spark"]) / full["here"]
        growth = (full["spark"] - before["spark"]) / (full["here"] - before["here"]) if before else None
        kept, before = kept and overhead <= BUDGET, full
        seconds = (start["here"], full["here"], start["spark"], full["spark"])
        ratios = (f"{overhead:.2f}x", "" if growth is None else f"{growth:.2f}x")
        print(f"{rows:>12,}", *(f"{one:>11.2f}" for one in seconds), *(f"{one:>11}" for one in ratios), flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
