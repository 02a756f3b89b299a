"""A release built again without some of its rules, as often as is asked, from files that are read once.

In come a mapping and what rows will be counted by; out come built releases, each in the scratch folder of the last. A
rule that sets rows aside or widens times has no part in how files are read, so that all are built from the same staged
rows. Columns that are only kept, and not counted by, are left out, and nothing of what the rules did is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from habeas.intake.settings import read_settings
from habeas.release.build import full_disk, meta_of, schema_of, silent, sorted_rows
from habeas.release.built import Built, write_built
from habeas.release.cleaning.account import counts
from habeas.release.cleaning.cleaning import Cleaning
from habeas.release.cleaning.staging import stage
from habeas.release.model import Mapping
from habeas.release.reading.inputs import inputs


class Rebuild:
    """Raises ``InputError`` as a build does."""

    def __init__(self, mapping: Mapping, by: Sequence[str]) -> None:
        self.mapping = mapping
        self._by = {part for word in by for part in (word, word.rpartition(".")[0])}
        self._scratch = TemporaryDirectory(prefix="habeas-without-")
        self._folder = Path(self._scratch.name)
        self._found = inputs(mapping)
        with full_disk(self._folder):
            self._staged = stage(mapping, self._found, read_settings(mapping.folder).schema, self._folder, silent)

    def close(self) -> None:
        self._scratch.cleanup()

    def without(self, names: Sequence[str]) -> Built:
        """The release without those rules, until the next is built."""
        left = replace(self.mapping, rules=tuple(use for use in self.mapping.rules if use.name not in names))
        with full_disk(self._folder):
            cleaning = Cleaning(left, self._staged, self._folder)
            with closing(cleaning.connection):
                schema = pa.schema([field for field in schema_of(left, cleaning) if self._is_wanted(field.name)])
                meta = meta_of(left, self._found, counts(cleaning), cleaning)
                rows = sorted_rows(left, cleaning, schema)
                return write_built(self._folder / "built", schema, rows, meta, left.person)

    def _is_wanted(self, column: str) -> bool:
        return column not in self.mapping.keep or bool(self._by & {column, column.rpartition(".")[2]})
