"""Times of whole processes: the median of several runs, beside a Python that does nothing."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

NOTHING = [sys.executable, "-c", "pass"]
HABEAS = [sys.executable, "-m", "habeas"]


def parser(name: str, says: str | None) -> argparse.ArgumentParser:
    """The parser of ``python -m bench.NAME``; ``says`` is what the module says of itself."""
    return argparse.ArgumentParser(
        prog=f"python -m bench.{name}", description=says, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def run(command: Sequence[str]) -> float:
    """The time of one run in seconds. A command that fails is an error."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - start


def seconds(command: Sequence[str], runs: int) -> float:
    """The median time of ``runs`` runs, after one that warms the disk's cache."""
    run(command)
    return median(run(command) for _ in range(runs))


def table(rows: Sequence[tuple[str, Sequence[str], float | None]], runs: int) -> bool:
    """Print a row for each (name, command, budget in seconds or None). Tells whether every budget was kept."""
    print(f"{'command':<44} {'median s':>8} {'budget s':>8}   ({runs} runs each)")
    kept = True
    for name, command, budget in rows:
        taken = seconds(command, runs)
        over = budget is not None and taken >= budget
        kept = kept and not over
        print(f"{name:<44} {taken:>8.3f} {budget if budget is not None else '':>8}{'   over' if over else ''}")
    return kept


class Run(NamedTuple):
    """Of one process: seconds by the clock, seconds of processor, and the most memory it held."""

    seconds: float
    processor: float
    megabytes: float


def process(command: Sequence[str]) -> Run:
    """Run it whole; a command that fails is an error. A child counts from what its parent held. Its modules are
    compiled as those of an installed program are, whatever the environment says.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
