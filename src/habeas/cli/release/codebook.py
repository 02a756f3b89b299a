"""Write down how a release was made and what its columns mean: a methodology and a codebook.

Every sentence is made from the mapping and from counts.
Without -o it is printed as Markdown. The ending of -o says what is written: .md, .html, or .csv (the codebook alone).
"""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
examples:
  habeas release codebook tucson tucson-2026
  habeas release codebook tucson tucson-2026 -o codebook.html
  habeas release codebook tucson tucson-2026 -o codebook.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from habeas.cli.asked import add_matter_argument

    add_matter_argument(parser)
    parser.add_argument("release", metavar="ID", help="which release of the matter")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write .md, .html or .csv instead of printing"
    )
    parser.add_argument("--json", action="store_true", help="one object a column")


def run(args: argparse.Namespace) -> int:
    from dataclasses import asdict

    from habeas.cli.released import opened
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.core.errors import UseError
    from habeas.intake.written import write_whole
    from habeas.release.pages.codebook import codebook, mappings_of
    from habeas.release.pages.codebook_text import csv_text, markdown
    from habeas.release.pages.methodology import methodology

    suffix = args.output.suffix.lower() if args.output is not None else ".md"
    if suffix not in (".md", ".html", ".csv"):
        raise UseError(f'"{args.output.name}": the ending says what is written. Expected one of: .md, .html, .csv.')
    release = opened(args.matter, args.release)
    mappings = mappings_of(release, args.matter)
    with Waiting("counting") as waiting:
        waiting.say(args.release)
        book = codebook(release, mappings)
    if args.json:
        show_json(asdict(column) for column in book.columns)
        return 0
    sections = methodology(release, mappings)
    if suffix == ".csv":
        text = csv_text(book)
    elif suffix == ".html":
        from habeas.report.release.codebook import codebook_page

        text = codebook_page(book, sections, release.meta["mapping"])
    else:
        text = markdown(book, sections)
    if args.output is None:
        print(text)
    else:
        write_whole(args.output, text.encode())
    return 0
