"""How long the shipped matter takes as a whole process: every finding, the same grouped, one reason. Budget: 1.5 s."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.timing import HABEAS, NOTHING, parser, run, table

RUNS = 7


def main() -> int:
    parser("test_matter", __doc__).parse_args()
    with TemporaryDirectory() as folder:
        matter = str(Path(folder) / "matter")
        print(f"habeas demo, once: {run([*HABEAS, 'demo', matter]):.3f} s\n")
        why = ["why", matter, "class-order/no-removal", "act:flight-1-handover", "--reading", "plaintiffs"]
        rows = [
            ("python -c pass", NOTHING, None),
            ("habeas check", [*HABEAS, "check", matter], None),
            ("habeas test", [*HABEAS, "test", matter], 1.5),
            ("habeas test --json", [*HABEAS, "test", matter, "--json"], 1.5),
            ("habeas test --by act.carrier", [*HABEAS, "test", matter, "--by", "act.carrier"], 1.5),
            ("habeas why ... --reading plaintiffs", [*HABEAS, *why], 1.5),
            ("habeas report", [*HABEAS, "report", matter], None),
        ]
        return 0 if table(rows, RUNS) else 1


if __name__ == "__main__":
    sys.exit(main())
