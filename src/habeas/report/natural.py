"""The order in which a person looks for names that end in numbers."""

from __future__ import annotations

import re


def natural(name: str) -> list[tuple[int, str]]:
    """Flight 2 comes before flight 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
