"""The outcome colours, measured: readable on their ground, and apart for every kind of colour sight.

Contrast as WCAG 2.2 defines it; colour sight simulated by the matrices of Machado, Oliveira and Fernandes (2009),
severity 1.0; distance as CIE 1976 in L*a*b*.
"""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest

from habeas.report.render import TEMPLATES

OUTCOMES = ("kept", "breach", "not_bound", "undetermined")
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Colour = tuple[float, float, float]


def schemes() -> dict[str, dict[str, str]]:
    """The variables of the style, light, dark and printed."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    found = [dict(re.findall(r"--([a-z_]+): (#[0-9a-f]+)", block)) for block in blocks]
    assert len(found) == 3
    return dict(zip(("light", "dark", "paper"), found, strict=True))


def linear(colour: str) -> Colour:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    r, g, b = colour
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (max(t, 0.0) for t in (x, y, z)))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, sight: str) -> Colour:
    parts = linear(colour)
    r, g, b = (sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in SIGHT[sight])
    return lab((r, g, b))


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("name", [*OUTCOMES, "ink", "quiet", "accent"])
def test_words_in_every_colour_can_be_read(scheme: str, name: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[name], colours["paper"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("sight", SIGHT)
def test_outcomes_stay_apart_for_every_kind_of_sight(scheme: str, sight: str) -> None:
    colours = schemes()[scheme]
    for one, other in combinations(OUTCOMES, 2):
        assert math.dist(seen(colours[one], sight), seen(colours[other], sight)) >= 18, (one, other)


def test_a_drawing_uses_the_colours_of_the_page() -> None:
    from habeas.report import chart

    light = schemes()["light"]
    assert {name: light[name] for name in ("ink", "quiet", "faint", "accent")} == {
        "ink": chart.INK,
        "quiet": chart.QUIET,
        "faint": chart.FAINT,
        "accent": chart.ACCENT,
    }
