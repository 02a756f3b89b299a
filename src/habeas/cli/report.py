"""Write one self-contained page of the matter: the answers, the night, the reasons, who says what, what to ask next.

The page is one HTML file that loads nothing from anywhere. The same matter and the same options give the same
bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from habeas.cli.asked import add_instrument_argument, add_matter_argument, chosen_instruments, load
from habeas.cli.filters import add_filter_arguments, filters_of

EXAMPLES = """\
examples:
  habeas report jgg-v-trump
  habeas report jgg-v-trump -o night.html
  habeas report jgg-v-trump --instrument class-order -o class-order.html
  habeas report jgg-v-trump --trust '!kind:inference' --trust '!kind:unverified'
"""
_QUIET = 2.0  # seconds before anything is said of the work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_matter_argument(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to write (default: MATTER/report.html)"
    )
    parser.add_argument(
        "--by",
        choices=("act.carrier", "act.person"),
        help="what a row is (default: by carrier where any is claimed, else by person)",
    )
    add_instrument_argument(parser)
    parser.add_argument(
        "--on",
        metavar="TIME",
        help="the day asked: a deadline after it is not due (default: --as-of, else the latest word in the files, so "
        "that the same files always give the same page)",
    )
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    told = _Telling()
    told("reading the matter")
    from habeas import __version__
    from habeas.intake.written import write_whole
    from habeas.report.about import about, last_word
    from habeas.report.build import build
    from habeas.report.render import render

    asked = load(args)
    matter, claims = asked.matter, asked.claims
    filters = filters_of(args, matter)
    day: int | None = asked.day
    if args.on is None and filters.as_of is None:
        latest = last_word(matter, claims)
        day = None if latest is None else latest.high
    of_itself = about(matter, claims, filters, asked=day, options=_options(args), version=__version__)
    only = tuple(one.id for one in chosen_instruments(args, asked))
    page = build(matter, claims, asked.instruments, of_itself, asked=day, by=args.by or "", only=only, told=told)
    output: Path = args.output or args.matter / "report.html"
    write_whole(output, render(page, told).encode())
    told.done()
    print(output)
    return 0


def _options(args: argparse.Namespace) -> list[str]:
    """What was asked, as words that can be given again; where the page is written is no part of it."""
    out = []
    for name in ("by", "instrument", "on", "as_of", "said_by", "audience"):
        value = getattr(args, name)
        out += [f"--{name.replace('_', '-')}", value] if value is not None else []
    for words in args.trust:
        out += ["--trust", words]
    return out


class _Telling:
    """Says on standard error what is being done, once the work has taken longer than two seconds."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said = False

    def __call__(self, doing: str) -> None:
        if time.monotonic() - self._began < _QUIET:
            return
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{doing}")
        else:
            sys.stderr.write(f"{doing}\n")
        sys.stderr.flush()
        self._said = True

    def done(self) -> None:
        if self._said and sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
