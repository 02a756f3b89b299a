"""A release as it would be without some of its cleaning rules, one after the other.

In come a matter's folder and the rules to leave out; out come their names and the release built without them, in a
scratch folder that is gone when the next is asked for. Nothing of the matter is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from habeas.release.built import Built
from habeas.release.mapping import load_mapping
from habeas.release.rebuild import Rebuild
from habeas.release.rules import RULES

_MATTERING = ("sets_aside", "widens")


class RulesLeftOut:
    """``by`` are the words that rows are counted by. The files of the release are read when it is first called."""

    def __init__(self, folder: Path, release: str, by: Sequence[str]) -> None:
        self._folder, self._release, self._by = folder, release, by
        self._rebuild: Rebuild | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._rebuild is not None:
            self._rebuild.close()

    def __call__(self, rules: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], Built]]:
        """Without the rules of each tuple; for none, without each rule alone that sets rows aside or widens times: no
        other moves a count.
        """
        if self._rebuild is None:
            self._rebuild = Rebuild(load_mapping(self._folder, self._release), self._by)
        alone = [
            (use.name,)
            for use in self._rebuild.mapping.rules
            # without footnotes a note under the table would be a row: no count means that
            if RULES[use.name].effect in _MATTERING and use.name != "footnotes"
        ]
        for names in rules or alone:
            yield names, self._rebuild.without(names)
