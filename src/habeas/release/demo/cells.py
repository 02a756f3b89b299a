"""The cells of each sheet, column by column, in the shapes of the real releases.

In come rows as numbers; out go columns of text, numbers, or minutes on the wall (a date cell of a spreadsheet), named
as in ``shapes.yaml``. What says nothing of custody is drawn at random, or left blank as the real ones leave it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from habeas.release.demo.draws import Flags, Ints, Longs, Words, at_times, words, zipf
from habeas.release.demo.faults import Planted
from habeas.release.demo.stints import DAY, MISSING, UNSAID_SHARE, places
from habeas.release.guess.shapes import load_shapes

WITHHELD = ("b(6), b(7)c", "(b)(6),(b)(7)(c )")
UNKNOWN_CODE, UNKNOWN_NAME = "NEWHLD9", "NEW FACILITY"
COUNTRIES = (
    "MEXICO", "GUATEMALA", "HONDURAS", "VENEZUELA", "COLOMBIA", "EL SALVADOR", "NICARAGUA", "ECUADOR", "CUBA", "BRAZIL",
    "PERU", "DOMINICAN REPUBLIC", "CHINA, PEOPLES REPUBLIC OF", "INDIA", "HAITI", "RUSSIA", "TURKIYE", "JAMAICA",
    "CANADA", "VIETNAM", "SENEGAL", "ROMANIA", "GHANA", "NIGERIA", "EGYPT", "PHILIPPINES", "UKRAINE", "GEORGIA",
    "UZBEKISTAN", "GUINEA", "MAURITANIA", "COSTA RICA", "CHILE", "ARGENTINA", "BELIZE", "PANAMA", "BOLIVIA", "KENYA",
)  # fmt: skip
GROUNDS = {  # what the demo takes each category to mean: a reading, made for this demo and for nothing else
    "[8B] Excludable / Inadmissible - Under Adjudication by IJ": "ina_236",
    "[2A] Deportable - Under Adjudication by IJ": "ina_236",
    "[8F] Expedited Removal": "ina_235",
    "[8G] Expedited Removal - Credible Fear Referral": "ina_235",
    "[8C] Excludable / Inadmissible - Administrative Final Order Issued": "ina_241",
    "[16] Reinstated Final Order": "ina_241",
}
CRIMINALITY = ("1 Convicted Criminal", "2 Pending Criminal Charges", "3 Other Immigration Violator")
_REASONS = ("Removed", "Bonded Out - IJ", "Paroled", "Order of recognizance", "Voluntary departure", "Died")
_AREAS = ("Phoenix Area of Responsibility", "Miami Area of Responsibility", "Dallas Area of Responsibility")
_EMPTY = ("Known Terrorist Yes No", "Suspected Gang Yes No")  # blank in every row
_SOME = {
    "Gender": ("Male", "Female", "Unknown"),
    "Race": ("White", "Unknown", "Black", "Asian or Pacific Islander"),
    "Ethnicity": ("Hispanic Origin", "Not of Hispanic Origin", "Unknown"),
    "Marital Status": ("Single", "Married", "Unknown", "Divorced"),
    "Religion": ("Unknown", "Catholic", "Christian", "Muslim"),
    "Entry Status": ("EWI", "Visitor", "Unknown", "Parolee"),
    "Case Threat Level": ("1", "2", "3"),
    "MSC Charge": ("Illegal Entry", "Driving Under Influence Liquor", "Assault", "Traffic Offense", "Drug Trafficking"),
    "Final Charge": ("ALIEN PRESENT WITHOUT ADMISSION OR PAROLE - (PWAs)", "NONIMMIGRANT OVERSTAY", "Other"),
}


@dataclass(frozen=True)
class Dates:
    """Minutes on the wall, ``MISSING`` for a blank cell; ``days`` where the column shows no clock time."""

    minutes: Longs
    days: bool = False


Column = Words | Dates
Cells = Mapping[str, Column]


def identifiers(seed: int, person: Ints) -> Words:
    """An identifier of forty signs for each person, as the releases give; drawn from the seed, from nobody's data."""
    known = [
        hashlib.sha1(f"{seed}:{each}".encode(), usedforsecurity=False).hexdigest() for each in range(_last(person) + 1)
    ]
    return np.array(known, object)[person]


def detentions(rng: np.random.Generator, seed: int, made: Planted) -> dict[str, Column]:
    """The 53 columns of detention stints."""
    rows, drawn = made.rows, int(made.origin.max()) + 1  # a duplicate repeats what was drawn for its origin
    facts = people_of(rng, seed, rows.person)
    facts["Birth Year"] = _shifted(facts["Birth Year"], made.birth_shift)
    facts["Anonymized Identifier"][made.nameless] = None
    known = [(one.code, (one.also or (one.name,))[0].upper()) for one in places()] + [(UNKNOWN_CODE, UNKNOWN_NAME)]
    code = np.array([each[0] for each in known], object)[rows.place]
    name = np.array([each[1] for each in known], object)[rows.place]
    gone = rows.stay_end != MISSING
    reason = words(rng, _last(rows.stay) + 1, _REASONS)[rows.stay]
    last = rows.end == rows.stay_end
    bond = np.where(zipf(rng, 9, _last(rows.stay) + 1)[rows.stay] == 3, 1500 + 500 * (rows.stay % 12), 0)
    bond = np.where(made.bond, bond + 2500, bond)
    cells: dict[str, Column] = {
        **facts,
        "Stay Book In Date Time": Dates(rows.stay_start),
        "Book In Date Time": Dates(rows.start),
        "Book Out Date Time": Dates(rows.end),
        "Stay Book Out Date Time": Dates(rows.stay_end),
        "Stay Book Out Date": Dates(_floored(rows.stay_end), days=True),
        "Detention Facility": name,
        "Detention Facility Code": code,
        "Detention Release Reason": _where(rows.end != MISSING, np.where(last, reason, "Transferred")),
        "Stay Release Reason": _where(gone, reason),
        "Departed Date": Dates(np.where(gone & (reason == "Removed"), _floored(rows.stay_end), MISSING), days=True),
        "Departure Country": _where(gone & (reason == "Removed"), facts["Citizenship Country"]),
        "Initial Bond Set Amount": _where(bond > 0, bond.astype(str).astype(object)),
        "Initial Bond Set Date": Dates(np.where(bond > 0, _floored(rows.stay_start) + DAY, MISSING), days=True),
        "Case Category": at_times(rng, 1 - UNSAID_SHARE, words(rng, drawn, tuple(GROUNDS)))[made.origin],
        "Book In Criminality": words(rng, _last(rows.person) + 1, CRIMINALITY, (0.3, 0.25, 0.45))[rows.person],
        "Book In AOR": words(rng, drawn, _AREAS)[made.origin],
    }
    return filled(rng, "detention-stints", cells, rows.person, made.origin)


def filled(
    rng: np.random.Generator, shape: str, cells: Mapping[str, Column], person: Ints, origin: Longs
) -> dict[str, Column]:
    """Every column of the shape, in its order: those given, and the others drawn once a person, or blank. ``origin``
    is the row that each row is or repeats.
    """
    count, people = len(person), _last(person) + 1
    whole: dict[str, Column] = {}
    for name, kind in load_shapes()[shape].columns.items():
        if name in cells:
            whole[name] = cells[name]
        elif name in _EMPTY or kind != "text":
            whole[name] = Dates(np.full(count, MISSING), days=True) if kind == "date" else np.full(count, None, object)
        elif name == "Birth Date":
            whole[name] = words(rng, count, WITHHELD, (0.7, 0.3))[origin]
        elif name.endswith("Yes No"):
            whole[name] = words(rng, people, ("NO", "YES"), (0.9, 0.1))[person]
        else:
            whole[name] = at_times(rng, 0.8, words(rng, people, _SOME.get(name, ("Other", "Unknown"))))[person]
    return whole


def people_of(rng: np.random.Generator, seed: int, person: Ints) -> dict[str, Words]:
    """What the rows of one person agree in."""
    people = _last(person) + 1
    country = words(rng, people, COUNTRIES)
    taken = country.copy()
    taken[rng.random(people) < 0.005] = WITHHELD[0]
    year = 1945 + np.minimum(rng.integers(0, 45, people) + rng.integers(0, 22, people), 62)
    return {
        "Anonymized Identifier": identifiers(seed, person),
        "Citizenship Country": taken[person],
        "Birth Country": country[person],
        "Birth Year": year.astype(str).astype(object)[person],
        "Gender": words(rng, people, ("Male", "Female", "Unknown"), (0.88, 0.118, 0.002))[person],
    }


def _last(numbers: Ints) -> int:
    return int(numbers.max())


def _floored(minutes: Longs) -> Longs:
    return np.where(minutes == MISSING, MISSING, minutes // DAY * DAY)


def _shifted(years: Words, by: Longs) -> Words:
    return (years.astype(np.int64) + by).astype(str).astype(object)


def _where(fits: Flags, values: Words) -> Words:
    out = values.astype(object)
    out[~fits] = None
    return out
