"""A release as it would be without some of its cleaning rules, one after the other.

In come a matter's folder and the rules to leave out; out come their names and the release built without them, in a
scratch folder that is gone when the next is asked for. The files are read once. Nothing of the matter is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from habeas.release.build import Reread
from habeas.release.built import Built
from habeas.release.mapping import load_mapping
from habeas.release.rules import RULES

_MATTERING = ("sets_aside", "widens")


class WithoutRules:
    """Gives the release without the rules of each tuple; for none, without each rule alone that sets rows aside or
    widens times: no other moves a count. To be used in a ``with``, after which nothing of it is left.
    """

    def __init__(self, folder: Path, release: str) -> None:
        self.mapping = load_mapping(folder, release)
        self._scratch = TemporaryDirectory(prefix="habeas-without-")
        self._read: Reread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._scratch.cleanup()

    def __call__(self, rules: Sequence[tuple[str, ...]] = ()) -> Iterator[tuple[tuple[str, ...], Built]]:
        alone = [
            (use.name,)
            for use in self.mapping.rules
            # without footnotes a note under the table would be a row: no count means that
            if RULES[use.name].effect in _MATTERING and use.name != "footnotes"
        ]
        scratch = Path(self._scratch.name)
        for names in rules or alone:
            if self._read is None:
                self._read = Reread(self.mapping, scratch / "read")
            left = tuple(use for use in self.mapping.rules if use.name not in names)
            with TemporaryDirectory(dir=scratch) as place:
                yield names, self._read.built(left, Path(place) / self.mapping.release)
