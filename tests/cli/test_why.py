"""What ``habeas why`` shows beside the reasons: the outcome under every choice of meanings."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from habeas.cli.why_table import show_decision
from habeas.law.why import impossible
from tests.cli.asking import ask, objects, small

CLAIMS = """
act:flight act.kind departs log Jail records
act:flight act.time 2025-03-12T10:00 log Jail records
act:flight act.person person:p log Jail records
act:handover act.kind hands_over log Jail records
act:handover act.time 2025-03-12T15:00 log Jail records
act:handover act.person person:p log Jail records
"""
ORDER = """
instrument: order
in_force: {from: {spoken: 2025-03-12T12:00, written: 2025-03-12T13:00}}
clauses:
  - id: no-removal
    forbids: removal
terms:
  removal: {departure: "act.kind = 'departs'", handover: "act.kind = 'hands_over'"}
  in_force.from: [spoken, written]
readings:
  plaintiffs: {removal: handover, in_force.from: spoken}
  government: {removal: departure, in_force.from: written}
"""
CLEAR = """
instrument: order
in_force: {from: 2025-03-11}
clauses:
  - id: no-removal
    forbids: act.kind = 'departs'
"""


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    return small(tmp_path / "matter", CLAIMS, {"order": ORDER})


def test_the_table_names_what_matters_and_who_reads_it_so(matter: Path) -> None:
    _, out, _ = ask("why", matter, "order/no-removal", "act:handover")
    lines = [line.split() for line in out[out.index("Under every choice") :].splitlines()]
    assert " ".join(lines[0]) == "Under every choice of meanings (4 combinations; what is not named does not matter):"
    assert lines[1] == ["removal", "outcome", "readings"]
    assert lines[3:] == [["departure", "no", "finding", "government"], ["handover", "breach", "plaintiffs"]]


def test_it_is_the_same_whatever_readings_are_shown(matter: Path) -> None:
    _, one, _ = ask("why", matter, "order/no-removal", "act:flight", "--reading", "plaintiffs")
    _, all_, _ = ask("why", matter, "order/no-removal", "act:flight")
    assert one[one.index("Under every") :] == all_[all_.index("Under every") :]


def test_the_object_holds_the_same_table(matter: Path) -> None:
    (found,) = objects("why", matter, "order/no-removal", "act:flight")
    assert found["reading"] == "government"
    assert found["decision"] == {
        "terms": ["removal"],
        "combinations": 4,
        "rows": [
            {"when": {"removal": ["departure"]}, "outcome": "kept", "readings": ["government"]},
            {"when": {"removal": ["handover"]}, "outcome": None, "readings": ["plaintiffs"]},
        ],
    }


def test_where_nothing_is_in_dispute_one_line_says_so(tmp_path: Path) -> None:
    matter = small(tmp_path / "matter", CLAIMS, {"order": CLEAR})
    _, out, _ = ask("why", matter, "order/no-removal", "act:flight")
    assert "Under every choice of meanings (1 combination): breach.\n" in out
    (found,) = objects("why", matter, "order/no-removal", "act:flight")
    rows = cast(dict[str, object], found["decision"])["rows"]
    assert rows == [{"when": {}, "outcome": "breach", "readings": ["as_written"]}]


def test_above_the_bound_it_says_that_no_table_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    show_decision(None, [])
    assert capsys.readouterr().out == "Under all combinations of meanings: more than 4,096, so no table is made.\n"


def test_no_reading_of_that_name(matter: Path) -> None:
    status, _, err = ask("why", matter, "order/no-removal", "act:flight", "--reading", "plaintif")
    assert status == 2
    assert 'no instrument has the reading "plaintif"' in err


def test_an_act_may_be_asked_for_by_any_of_its_descriptions(tmp_path: Path) -> None:
    same = "act:takeoff act.same_as act:flight filing Petitioner alleges\n"
    claims = CLAIMS.replace("act:flight act.time", "act:takeoff act.time") + same
    matter = small(tmp_path / "matter", claims, {"order": CLEAR})
    status, out, err = ask("why", matter, "order/no-removal", "act:takeoff")
    assert (status, err.partition(" rows")[0]) == (0, "7")
    assert out.startswith(
        "act:takeoff is said to be the same act as act:flight: what is said of either is said of it.\n"
        "as_written: breach, because done_while_forbidden"
    )
    assert "    act:takeoff act.same_as act:flight  (1 source, 1 origin)\n" in out
    (found,) = objects("why", matter, "order/no-removal", "act:takeoff")
    assert found["act"] == "act:flight"


@pytest.mark.parametrize(("most", "said"), [(4000, False), (0, True)])
def test_where_the_search_for_the_smallest_contradiction_is_cut_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, said: bool
) -> None:
    ring = "act:flight act.before act:handover log Jail records\nact:handover act.before act:flight log Jail records\n"
    monkeypatch.setattr(impossible, "MOST", most)
    matter = small(tmp_path / "m", CLAIMS + ring, {"order": CLEAR})
    _, out, _ = ask("why", matter, "order/no-removal", "act:flight")
    assert "These claims cannot all be true" in out
    assert ("(fewer may contradict each other; the search stopped at its bound)" in out) == said
