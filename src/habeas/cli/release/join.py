"""Join releases that overlap in time into one: each month is supplied by one of them, and it is said by which.

Each is the folder of a built release or a mapping (MATTER/releases/ID.yaml); or a matter's folder comes first, and
then the ids of its releases. A month that is cut off in one release is taken from another that reaches beyond it.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.release.join import Joined

EXAMPLES = """\
examples:
  habeas release join tucson 2025-07 2026-03                 into tucson/.habeas/releases/2025-07+2026-03
  habeas release join a/releases/old.yaml b/releases/new.yaml -o joined --prefer newest
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("releases", metavar="R", nargs="+", help="two releases or more; or MATTER and their ids")
    parser.add_argument(
        "--prefer",
        choices=("newest", "oldest"),
        default="newest",
        help="who supplies a month that several have whole (default: newest, by cut-off)",
    )
    parser.add_argument("--id", metavar="ID", default="", help="the id of the joined release (default: both ids)")
    parser.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path, help="where to write (default: beside the built ones of MATTER)"
    )
    parser.add_argument("--json", action="store_true", help="one object a month")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.released import FOLDER, located, opened
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.core.errors import UseError
    from habeas.release.built import Built
    from habeas.release.join import join

    words = list(args.releases)
    matter = Path(words.pop(0)) if (Path(words[0]) / "matter.yaml").is_file() else None
    if len(words) < 2:
        raise UseError("two releases are joined, or more: name them after each other.")
    built = [opened(matter, word) if matter else Built.open(located(Path(word))) for word in words]
    name = args.id or "+".join(release.meta["release"] for release in built)
    folder = args.output or (matter / FOLDER / name if matter else None)
    if folder is None:
        raise UseError("say where to write: -o FOLDER.")
    with Waiting("joining") as waiting:
        joined = join(built, folder, name, args.prefer, waiting.say)
    if args.json:
        show_json(
            {
                "month": one.month,
                "rows": dict(zip(joined.names, one.rows, strict=True)),
                "supplied_by": joined.names[one.by],
            }
            for one in joined.months
        )
        return 0
    _show(joined, folder)
    return 0


def _show(joined: Joined, folder: Path) -> None:
    from habeas.cli.shown import show_table

    show_table(
        ("month", *joined.names, "supplied by"),
        (
            (one.month or "(no time)", *(f"{rows:,}" for rows in one.rows), joined.names[one.by])
            for one in joined.months
        ),
    )
    counts = joined.release.meta["counts"]
    print()
    print(f"{counts['kept']:,} rows in {folder}; {sum(counts['set_aside'].values()):,} set aside, each by name.")
    for (old, new), verdict in zip(pairwise(joined.names), joined.verdicts, strict=True):
        print(f"Identifiers from {old} to {new}: {verdict}.")
        if verdict != "carry over":
            print(
                "  A person on both sides of the seam is not known to be one: people, stays and who is held are "
                "counted across it with bounds."
            )
