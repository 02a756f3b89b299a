import pytest
from hypothesis import given

from habeas.core.edtf import read_instant, show_instant
from habeas.core.instant import ANYTIME, MAX, MIN, Instant
from habeas.core.zones import SECOND
from tests.core.strategies import moments, zones

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-03-15T18:48-04:00", "2025-03-15 18:48 EDT"),
        ("2025-03-15T18:48:30-04:00", "2025-03-15 18:48:30 EDT"),
        ("2025-03-15T18:48:30.5-04:00", "2025-03-15 18:48:30.5 to 18:48:30.599999 EDT"),
        ("2025-03-15", "2025-03-15 EDT"),
        ("2025-03-09", "2025-03-09 EST"),
        ("2025-01", "2025-01 EST"),
        ("2025-03", "2025-03 EST/EDT"),
        ("2025", "2025 EST/EDT"),
        ("[2025-03-15T18:45..2025-03-15T18:48]", "2025-03-15 18:45 to 18:48 EDT"),
        ("[2025-03-15T23:45..2025-03-16T00:10]", "2025-03-15 23:45 to 2025-03-16 00:10 EDT"),
        ("[2025-03-08T23:45..2025-03-09T03:10]", "2025-03-08 23:45 EST to 2025-03-09 03:10 EDT"),
        ("[2025-03-14..2025-03-15]", "2025-03-14 to 2025-03-15 EDT"),
        ("[..2025-03-15T19:24]", "by 2025-03-15 19:24 EDT"),
        ("[..2025-03-15]", "by 2025-03-15 EDT"),
        ("[2025-03-15T19:24..]", "from 2025-03-15 19:24 EDT on"),
        ("[2025-03-15..]", "from 2025-03-15 EDT on"),
        ("[2025-03-15,2025-03-17T10:00]", "2025-03-15 EDT or 2025-03-17 10:00 EDT"),
        ("2025-03-09T02:20", "2025-03-09 01:20 EST or 2025-03-09 03:20 EDT"),
        ("2025-11-02T01:30", "2025-11-02 01:30 EDT or 2025-11-02 01:30 EST"),
        ("2025-03-15T18:48~", "about 2025-03-15 18:48 EDT (2025-03-15 18:43 to 18:53 EDT)"),
        ("2025-03-15~", "about 2025-03-15 EDT (2025-03-14 to 2025-03-16 EDT)"),
        ("2025~", "about 2025 EST/EDT (2024 to 2026 EST)"),
        ("2025-03-15?", "2025-03-15 EDT (uncertain)"),
        ("2025-03-15%", "about 2025-03-15 EDT (2025-03-14 to 2025-03-16 EDT) (uncertain)"),
        ("[2025-03-15T18:45~..2025-03-15T18:48]", "2025-03-15 18:40 to 18:48 EDT, about"),
        ("[2025-03-15T18:45..2025-03-15T18:48?]", "2025-03-15 18:45 to 18:48 EDT (uncertain)"),
    ],
)
def test_an_instant_is_shown_as_short_as_it_can_be_said(text: str, shown: str) -> None:
    assert show_instant(read_instant(text, NEW_YORK, 5), NEW_YORK) == shown


def test_a_zone_without_letters_is_shown_by_its_offset() -> None:
    assert show_instant(read_instant("2025-03-15T18:48", "America/Sao_Paulo", 5), "America/Sao_Paulo") == (
        "2025-03-15 18:48 UTC-03:00"
    )


def test_the_same_instant_is_shown_by_another_clock() -> None:
    instant = read_instant("2025-03-15T18:48", NEW_YORK, 5)
    assert show_instant(instant, "America/El_Salvador") == "2025-03-15 16:48 CST"


def test_points_such_as_due_times() -> None:
    due = read_instant("2025-03-15", NEW_YORK, 5).high
    assert show_instant(Instant(((due, due),)), NEW_YORK) == "the end of 2025-03-15 EDT"
    assert show_instant(Instant(((due + 1, due + 1),)), NEW_YORK) == "2025-03-16 00:00 EDT"
    assert show_instant(Instant(((due + 1 + SECOND, due + 1 + SECOND),)), NEW_YORK) == "2025-03-16 00:00:01 EDT"


def test_all_of_time() -> None:
    assert show_instant(ANYTIME, NEW_YORK) == "at any time"
    assert show_instant(Instant(((MIN, MIN),)), NEW_YORK).startswith("by ")
    assert show_instant(Instant(((MAX, MAX),)), NEW_YORK).endswith(" on")


@given(moments(), moments(), zones)
def test_every_instant_is_shown_with_its_clock(one: int, other: int, zone: str) -> None:
    low, high = sorted((one, other))
    shown = show_instant(Instant(((low, high),)), zone)
    assert any(part.isupper() or "UTC" in part for part in shown.replace("/", " ").split())
    assert "\n" not in shown
