"""How an option that is given again is taken: never in silence for the last of what was said."""

from __future__ import annotations

import argparse
from typing import Any


class Once(argparse.Action):
    """Takes one value, as argparse does where nothing else is said; given again, the command is used wrongly."""

    given = False

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if self.given and option is not None:
            parser.error(f"{option} is given twice, and takes one value.")
        self.given = True
        setattr(namespace, self.dest, values)


class Listed(argparse.Action):
    """Takes words with commas between; given again, it takes more of them."""

    def __call__(self, _: object, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:  # noqa: ARG002
        before: str | None = getattr(namespace, self.dest)
        setattr(namespace, self.dest, f"{before},{values}" if before else values)
