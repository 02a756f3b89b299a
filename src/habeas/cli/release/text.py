"""How a delimited text is written, where a command is told and does not find it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from habeas.core.errors import UseError


def add_text(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--delimiter", metavar="SIGN", type=_sign, help="the sign between cells, as : or || (default: it is found)"
    )
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of the text, as cp1252 (default: it is found)")


def add_two_texts(parser: argparse.ArgumentParser) -> None:
    """The same keys for two files: said once, of each that is a text; said twice, of the old one and of the new."""
    parser.add_argument(
        "--delimiter", metavar="SIGN", type=_sign, action="append", default=[],
        help="the sign between cells, as : or || (default: it is found); twice: of OLD, then of NEW",
    )  # fmt: skip
    parser.add_argument(
        "--encoding", metavar="NAME", action="append", default=[],
        help="the encoding of the text, as cp1252 (default: it is found); twice: of OLD, then of NEW",
    )  # fmt: skip


def of_two(option: str, said: Sequence[str], texts: tuple[bool, bool]) -> tuple[str | None, str | None]:
    """What is said of the old one and of the new; ``texts`` tells which of them are delimited text."""
    if len(said) > 2:
        raise UseError(f"{option} is said {len(said)} times: once for both files, or twice, of OLD and then of NEW.")
    if said and not any(texts):
        raise UseError(f"{option}: neither OLD nor NEW is delimited text. Leave it out.")
    if len(said) == 2:
        return said[0] or None, said[1] or None
    old, new = (said[0] if said and text else None for text in texts)
    return old, new


def _sign(text: str) -> str:
    return text.replace("\\t", "\t")
