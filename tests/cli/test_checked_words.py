"""Each command that answers says so where the law was last checked before the time of the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import ask, objects, small

CLAIMS = "\n".join(
    f"act:{name} act.{prop} {value} log Jail records"
    for name, day in (("early", "10"), ("late", "25"))
    for prop, value in (("kind", "departs"), ("person", "person:p"), ("time", f"2025-03-{day}T10:00"))
)
ORDER = """
instrument: order
in_force: {from: 2025-03-01}
verified_on: 2025-03-20
clauses:
  - {id: stay, forbids: act.kind = 'departs'}
  - {id: told, requires: act.kind = 'gives_notice', after: act.kind = 'departs', within: P1D}
"""
CHECKED = "the law was last checked on 2025-03-20 EDT"


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    return small(tmp_path / "m", CLAIMS, {"order": ORDER})


def test_under_the_findings_stands_of_which_acts(matter: Path) -> None:
    _, out, _ = ask("test", matter)
    assert out.splitlines()[-1] == f"order: {CHECKED}; what is said of act:late is, or may be, of a later time."


def test_the_reasons_of_a_finding_say_so(matter: Path) -> None:
    said = f"  Note: {CHECKED}; this is, or may be, of a later time.\n"
    assert said in ask("why", matter, "order/stay", "act:late")[1]
    assert said not in ask("why", matter, "order/stay", "act:early")[1]
    (late,) = objects("why", matter, "order/stay", "act:late")
    (early,) = objects("why", matter, "order/stay", "act:early")
    assert (late["last_checked"], early["last_checked"]) == ("2025-03-20", None)


def test_a_duty_that_falls_due_later_says_so(matter: Path) -> None:
    lines = ask("due", matter, "--on", "2025-03-30")[1].splitlines()
    assert [CHECKED in line for line in lines if "act:" in line] == [False, True]
    assert [one["last_checked"] for one in objects("due", matter, "--on", "2025-03-30")] == [None, "2025-03-20"]


def test_the_object_of_a_finding_keeps_its_shape(matter: Path) -> None:
    assert {"last_checked", "says"}.isdisjoint(objects("test", matter)[0])


def test_many_acts_are_counted(tmp_path: Path) -> None:
    more = "\n".join(line.replace("act:late", f"act:late-{n}") for n in range(5) for line in CLAIMS.splitlines()[3:])
    out = ask("test", small(tmp_path / "m", more, {"order": ORDER}))[1]
    assert "act:late-0, act:late-1, act:late-2 and 2 more is, or may be" in out.splitlines()[-1]
