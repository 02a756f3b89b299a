"""Open a government's data release: what is in the file, what each column means, what was cleaned, what has changed.

Each of the words below is a command of its own, with its own help.
"""

from __future__ import annotations

import argparse

from habeas.core.errors import UseError, nearest

# each word is the module ``habeas.cli.release.WORD``; whoever adds one adds its line here
SUBCOMMANDS: dict[str, str] = {
    "guess": "draft a mapping from headers and cells",
    "check": "prove a mapping against its data: columns, codes, zones, and what each rule does",
    "build": "write the release as Parquet, every row accounted for",
    "look": "the state of a file before anything is mapped",
    "compare": "what changed from one release to the next",
    "join": "releases that overlap, joined month by month",
    "stays": "stints put together to stays, with what is in doubt",
    "population": "people held, for each facility and each of its days",
    "codebook": "what the columns mean, and how the rows were made",
}

EXAMPLES = """\
examples:
  habeas release --help                the words, and what each does
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    words = "; ".join(f"{name}: {text}" for name, text in SUBCOMMANDS.items())
    parser.add_argument("word", metavar="WORD", nargs="?", help=f"what to do. {words}".rstrip())
    parser.set_defaults(parser=parser)


def run(args: argparse.Namespace) -> int:
    """Reached only where no known word was given: ``main`` runs the command of a known one itself."""
    if args.word is None:
        args.parser.print_help()
        return 0
    raise UseError(f'no command "release {args.word}". {nearest(args.word, SUBCOMMANDS)}'.rstrip())
