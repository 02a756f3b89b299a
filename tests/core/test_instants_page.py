"""The page on instants says what the reader does: every line of its tables is read here."""

import re
from pathlib import Path

import pytest

from habeas.core.edtf import read_instant, show_instant
from habeas.core.faults import ValueFault

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "instants.md").read_text(encoding="utf-8")
READ, REFUSED = PAGE.split("## What is refused")
LINES = re.findall(r"^\| `([^`]+)` \| (.+) \|$", READ, flags=re.MULTILINE)
BAD = [
    text
    for cell in re.findall(r"^\| (`.+?`) \| ", REFUSED, flags=re.MULTILINE)
    for text in re.findall(r"`([^`]+)`", cell)
]


def test_the_page_has_its_tables() -> None:
    assert len(LINES) > 20
    assert len(BAD) > 12


@pytest.mark.parametrize(("written", "means"), LINES)
def test_what_the_page_says_is_read_so(written: str, means: str) -> None:
    assert show_instant(read_instant(written, "America/New_York", 5), "America/New_York") == means


@pytest.mark.parametrize("written", BAD)
def test_what_the_page_says_is_refused(written: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_instant(written, "America/New_York", 5)
    assert caught.value.mend
