"""A release built again without some of its rules, from files that are read once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from habeas.measure.variants import RulesLeftOut
from habeas.release import rebuild
from habeas.release.build import build_mapping
from habeas.release.cleaning.staging import Staged, stage
from habeas.release.mapping import load_mapping
from tests.release.matters import make
from tests.release.test_rules import HEAD, STINTS

RULES = "no-identifier, open-ends, end-before-start, stint-duplicates-exact, stint-duplicates-day, footnotes"
ROWS = """\
a,2025-01-02 10:00,2025-01-03 10:00,X1,2025-01-02 10:00,,1990,out,5,2025-01-04
a,2025-01-02 10:00,2025-01-03 10:00,X1,2025-01-02 10:00,,1990,out,4,2025-01-03
b,2025-01-02 10:00,,X1,2025-01-02 10:00,,1991,in,,
b,2025-01-02 11:00,,X1,2025-01-02 10:00,,1991,in,,
c,2025-01-05 10:00,2025-01-04 10:00,X1,2025-01-05 10:00,,1992,out,,
,2025-01-05 10:00,2025-01-06 10:00,X1,2025-01-05 10:00,,1993,out,,
"""


def test_it_has_the_rows_of_a_build_without_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path, STINTS % RULES, data=HEAD + ROWS)
    mapping = load_mapping(folder, "r")
    staged: list[Staged] = []

    def counted(*given: Any) -> Staged:
        staged.append(stage(*given))
        return staged[-1]

    monkeypatch.setattr(rebuild, "stage", counted)
    two = [("no-identifier", "stint-duplicates-exact"), ("stint-duplicates-day", "end-before-start")]
    with RulesLeftOut(folder, "r", ["month", "reason"]) as variants:
        seen: list[tuple[str, ...]] = []
        for rules in ((), two):
            for names, found in variants(rules):
                left = replace(mapping, rules=tuple(use for use in mapping.rules if use.name not in names))
                whole = build_mapping(left, tmp_path / f"whole-{len(seen)}")
                assert [batch.to_pylist() for batch in found.batches(found.schema.names)] == [
                    batch.to_pylist() for batch in whole.batches(found.schema.names)
                ]
                assert found.meta == whole.meta
                assert {*whole.schema.names} - {*found.schema.names} == {
                    "bond amount",
                    "bond date",
                }  # kept, not counted
                seen.append(names)
    assert seen == [(name,) for name in RULES.split(", ")[:-1]] + two
    assert len(staged) == 1
