"""Build a release: its rows, typed and cleaned as the mapping says, as Parquet sorted by person.

What is built lies in .habeas/releases/ID of the matter: the parts, the rows that were set aside with the rule that
did it (set-aside.parquet), and the account that "habeas release check" prints (report.json). It is written whole or not
at all, and the same files and the same mapping give the same bytes. Other commands build a release themselves where
they need it, and again where its files, its mapping or this program have changed since.
"""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
examples:
  habeas release build tucson stays-2026            build it, and say what was written
  habeas release build tucson stays-2026 --json     the account as one JSON object
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("release", metavar="ID", help="the release: the name of its mapping in releases/")
    parser.add_argument("--json", action="store_true", help="print the account as one JSON object")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.release.check import show_rows
    from habeas.cli.shown import counted, show_json
    from habeas.cli.waiting import Waiting
    from habeas.release.build import build
    from habeas.release.built import REPORT, SET_ASIDE

    with Waiting(args.release) as waiting:
        made = build(args.matter, args.release, lambda what, share: waiting.say(f"{what} {share:.0%}"))
    report = made.report()
    if args.json:
        show_json([{"release": args.release, "folder": str(made.folder), **report}])
        return 0
    show_rows(args.release, report)
    print(f"Written into {made.folder}:")
    aside = sum(report["counts"]["set_aside"].values())
    for names, what in (
        ("part-*.parquet", f"{counted(made.rows, 'row')} in {counted(len(made.files), 'part')}"),
        (SET_ASIDE, f"{counted(aside, 'row')}, each under the rule that set it aside"),
        (REPORT, "what each rule did, and what the figures would be without it"),
    ):
        print(f"  {names:<18} {what}")
    return 0
