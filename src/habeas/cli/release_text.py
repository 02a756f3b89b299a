"""How a delimited text is written, where a command is told and does not find it."""

from __future__ import annotations

import argparse


def add_text(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--delimiter", metavar="SIGN", type=lambda text: text.replace("\\t", "\t"),
        help="the sign between cells, as : or || (default: it is found)",
    )  # fmt: skip
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of the text, as cp1252 (default: it is found)")
