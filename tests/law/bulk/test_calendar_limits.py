"""Limits in days, months and counted days on random rows, some bounds unknown, against the exact kernel."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest

from habeas.law.instruments.model import Instrument
from tests.law.bulk.releases import exact, instruments, outcomes, table

RELEASES = int(os.environ.get("HABEAS_EXAMPLES", "300"))
CHUNK = 50
ZONE = "America/New_York"
LIMITS = (
    *("P1D", "P2D", "P90D", "P1M", "P6M", "P180D", "PT12H", "PT48H"),
    *("PT48H, excluding: [weekends, holidays]", "P3D, count: business_days", "P2D, count: court_days"),
)


def _instant(rng: Random, first: int) -> tuple[str, int]:
    """An instant some days after the first of January 2025, or a bound of one, and its day."""
    day = first + rng.choice((0, 1, 2, 3, 28, 30, 31, 89, 90, 91, 180, 182))
    month, of_month = divmod(day, 31)
    written = f"{2025 + month // 12}-{month % 12 + 1:02d}-{min(of_month, 27) + 1:02d}"
    if rng.random() < 0.6:
        written += f"T{rng.choice(('00:00', '08:43', '12:00', '20:43'))}"
    form = rng.random()
    return (f"{written}/" if form < 0.1 else f"/{written}" if form < 0.2 else written), day


def _row(rng: Random, number: int) -> dict[str, Any]:
    start, day = _instant(rng, rng.randrange(300))
    end, _ = _instant(rng, day)
    row = {"custody.person": f"person:p{number % 3}", "custody.start": start, "custody.end": end}
    for name in ("custody.start", "custody.end"):
        if rng.random() < 0.2:
            del row[name]
    return {**dict.fromkeys(("custody.person", "custody.start", "custody.end")), **row}


def _law(rng: Random) -> list[Instrument]:
    per = rng.choice(("", "", ", per: stay", ", per: consecutive"))
    force = rng.choice(
        ("", "", "in_force: {from: 2025-03-09T12:00}\n", "in_force: {from: 2025-02-01, until: 2025-11-02}\n")
    )
    clause = f"clauses: [{{id: c, limits: custody.kind = 'stint', to: {rng.choice(LIMITS)}{per}}}]\n"
    return instruments(f"instrument: law\ntitle: law\n{force}{clause}", zone=ZONE)


@pytest.mark.parametrize("start", range(0, RELEASES, CHUNK))
def test_a_row_has_the_outcome_of_its_claims(start: int) -> None:
    """Never another outcome than the exact one, but ``undetermined``; and that seldom."""
    same = given_up = 0
    for seed in range(start, start + CHUNK):
        rng = Random(seed)
        law = _law(rng)
        rows = sorted((_row(rng, number) for number in range(4)), key=lambda row: str(row["custody.person"]))
        given = table(rows, zone=ZONE)
        theirs = exact(given, law)
        if theirs is None:  # one impossible row leaves the matter no world; a release is tested row by row
            continue
        ours = outcomes(given, law)
        assert ours.keys() == theirs.keys(), seed
        for line, outcome in theirs.items():
            assert ours[line] in (outcome, "undetermined"), (seed, line, outcome, ours[line])
            same += ours[line] == outcome
            given_up += ours[line] != outcome
    assert same > 10 * given_up, (same, given_up)
