"""Groups are of acts: that custodies have lines, too, and stand in none, is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask, objects, small

CLAIMS = """
act:arrest act.kind arrests log Jail records
act:arrest act.person person:p log Jail records
act:arrest act.time 2025-03-12T10:00 log Jail records
custody:a custody.person person:p log Jail records
custody:a custody.kind hold log Jail records
custody:a custody.start 2025-03-12T10:00 log Jail records
"""
ORDER = """
instrument: order
clauses:
  - {id: stay, forbids: "act.kind = 'arrests'"}
"""
LIMIT = """
instrument: limit
clauses:
  - {id: hold, limits: "custody.kind = 'hold'", to: PT12H}
"""


def test_that_custodies_are_in_no_group_is_said_beside_the_lines(tmp_path: Path) -> None:
    matter = small(tmp_path / "m", CLAIMS, {"order": ORDER, "limit": LIMIT})
    status, out, said = ask("test", matter, "--by", "act.person", "--json")
    assert status == 0
    assert '"group": "person:p"' in out
    assert "custody:a" not in out
    assert "1 custody has lines in no group: --by groups acts. Without --by they are listed." in said
    assert "custody:a" in [line["custody"] for line in objects("test", matter)]


@pytest.mark.parametrize("words", [["--by", "act.person", "--instrument", "order"], []])
def test_nothing_is_said_where_no_custody_is_left_out(tmp_path: Path, words: list[str]) -> None:
    matter = small(tmp_path / "m", CLAIMS, {"order": ORDER, "limit": LIMIT})
    assert "no group" not in ask("test", matter, *words)[2]
