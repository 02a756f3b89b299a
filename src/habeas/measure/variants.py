"""A release as it would be without some of its cleaning rules, one after the other.

In come a matter's folder and the rules to leave out; out come their names and the release built without them, in a
scratch folder that is gone when the next is asked for. Nothing of the matter is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from habeas.release.build import build_mapping
from habeas.release.built import Built
from habeas.release.mapping import load_mapping
from habeas.release.rules import RULES

_MATTERING = ("sets_aside", "widens")


def without_rules(
    folder: Path, release: str, rules: Sequence[tuple[str, ...]] = ()
) -> Iterator[tuple[tuple[str, ...], Built]]:
    """Without the rules of each tuple; for none, without each rule alone that sets rows aside or widens times: no other
    moves a count.
    """
    mapping = load_mapping(folder, release)
    alone = [
        (use.name,)
        for use in mapping.rules
        # without footnotes a note under the table would be a row: no count means that
        if RULES[use.name].effect in _MATTERING and use.name != "footnotes"
    ]
    for names in rules or alone:
        left = tuple(use for use in mapping.rules if use.name not in names)
        with TemporaryDirectory(prefix="habeas-without-") as scratch:
            yield names, build_mapping(replace(mapping, rules=left), Path(scratch) / release)
