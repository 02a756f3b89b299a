"""How long ``habeas --help`` takes as a whole process. Budget: 0.4 s."""

import sys

from bench.timing import HABEAS, NOTHING, parser, table

RUNS = 15


def main() -> int:
    parser("startup", __doc__).parse_args()
    rows = [
        ("python -c pass", NOTHING, None),
        ("habeas --help", [*HABEAS, "--help"], 0.4),
        ("habeas test --help", [*HABEAS, "test", "--help"], 0.4),
    ]
    return 0 if table(rows, RUNS) else 1


if __name__ == "__main__":
    sys.exit(main())
