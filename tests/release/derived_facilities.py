"""How ``facilities.csv`` came about: ``python -m tests.release.derived_facilities SHARED`` writes it anew.

Codes, names, cities, counties and states are facts of the public lists in ``SHARED/data``; ``kind`` is read from the
type that the list gives, and where that does not decide, from words in the name; district and zone are looked up in
``counties.csv`` by state and county. What a list does not say, and is not in the table below, stays empty.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq

COLUMNS = ("code", "name", "city", "county", "state", "district", "zone", "kind", "also", "source", "day")
LISTS = "CarwilB/ice-detention d4dc30aa135c"
HOLDS = "CarwilB/ice-detention d4dc30aa135c, hold rooms"
DAILY = "CarwilB/ice-detention d4dc30aa135c, daily population; place by code and name"
DAY = "2026-03-10"  # the last day that the lists cover

# Codes that the daily counts use and the lists lack: city, county, state, as code and name say it.
LACKING = {
    "AKANVIL": ("Nome", "Nome", "AK"),
    "ALLEGVA": ("", "Alleghany", "VA"),
    "AMHERVA": ("", "Amherst", "VA"),
    "BLOJVTN": ("", "Blount", "TN"),
    "BOPLAT": ("Anthony", "El Paso", "TX"),
    "BOPLEW": ("Lewisburg", "Union", "PA"),
    "BRYANGA": ("", "Bryan", "GA"),
    "CBPORIL": ("Chicago", "Cook", "IL"),
    "CHSHOLD": ("Charleston", "Kanawha", "WV"),
    "CHTHMGA": ("", "Chatham", "GA"),
    "DILLSAF": ("Dilley", "Frio", "TX"),
    "DRCPCTX": ("", "", "TX"),
    "EPCPCTX": ("El Paso", "El Paso", "TX"),
    "FRANKNC": ("", "Franklin", "NC"),
    "FULCJIN": ("", "Fulton", "IN"),
    "KFMANTX": ("", "Kaufman", "TX"),
    "LAFAYLA": ("", "Lafayette", "LA"),
    "LBRTYFL": ("", "Liberty", "FL"),
    "LEONCFL": ("", "Leon", "FL"),
    "LYNRJVA": ("Lynchburg", "Lynchburg City", "VA"),
    "NATJVWY": ("", "", "WY"),
    "NEMCCOI": ("McCook", "Red Willow", "NE"),
    "OKDBACK": ("Watonga", "Blaine", "OK"),
    "ONSLONC": ("", "Onslow", "NC"),
    "SAVHOLD": ("Savannah", "Chatham", "GA"),
    "WVNCENT": ("", "Doddridge", "WV"),
    "WVSOUTH": ("Beaver", "Raleigh", "WV"),
    "WVSWEST": ("Holden", "Logan", "WV"),
    "WVWESTR": ("Barboursville", "Cabell", "WV"),
}
BY_TYPE = {
    "Hold": "hold_room",
    "USBP": "hold_room",
    "Hospital": "hospital",
    "Medical": "hospital",
    "BOP/Medical": "hospital",
    "SPC": "detention_center",
    "CDF": "detention_center",
    "DIGSA": "detention_center",
    "Family": "detention_center",
    "USMS CDF": "detention_center",
    "DOD": "detention_center",
    "MOC": "detention_center",
}
UNSAID = {"Hotel", "Juvenile", "Family Staging", "Staging", "TAP-ICE", "CBP"}  # no code of place.kind says this
# The first words that a name contains decide, in this order.
BY_NAME = (
    ("hold_room", r"hold ?room|hold rm|holding"),
    ("hospital", r"hosp|med(ical)?\.? c|health"),
    ("airport", r"airport|\bint'?l ap\b|international ap\b"),
    (
        "prison",
        r"\bfci\b|\busp\b|u\.?s\.? pen|penitentiary|prison|fed\.? ?corr|state (pris|corr)|c\.? ?f\.|\bci\b|c\. i\.",
    ),
    ("jail", r"jail|sheriff|sherrif|police|\bpd\b|law enforcement|l\.?e\.?c\b|\bco(unty|\.)? .*(det|corr)"),
    ("detention_center", r"det(ention|\.|n)?\b|processing|\bmdc\b|\bmcc\b|\bfdc\b|\bspc\b|\bipc\b|residential"),
    ("prison", r"corr"),
)


def kind_of(kind: str, name: str) -> str:
    """The ``place.kind`` of a facility of that type and name."""
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if kind in UNSAID:
        return "unknown"
    found = next((code for code, words in BY_NAME if re.search(words, name.lower())), "")
    return found or {"BOP": "prison", "IGSA": "jail", "USMS IGA": "jail"}.get(kind, "unknown")


def where(counties: dict[tuple[str, str], tuple[str, str]], state: str, county: str) -> tuple[str, str]:
    """District and zone: by state and county, else what holds for the whole state."""
    return counties.get((state, county)) or counties.get((state, ""), ("", ""))


def derive(data: Path) -> str:
    """The text of ``facilities.csv``, from the lists in that folder."""
    table = files("habeas.release").joinpath("counties.csv").read_text(encoding="utf-8")
    counties = {
        (row["state"], row["county"]): (row["district"], row["zone"]) for row in csv.DictReader(table.split("\n"))
    }
    daily = pq.read_table(
        data / "daily-population/daily-population.parquet", columns=["detention_facility_code", "detention_facility"]
    )
    released = dict(zip(*(daily[name].to_pylist() for name in daily.column_names), strict=True))
    rows: dict[str, dict[str, str]] = {}

    def put(code: str, name: str, city: str, county: str, state: str, kind: str, source: str) -> None:
        district, zone = where(counties, state, county)
        also = released.get(code) or ""
        same = re.sub(r"\W", "", also).lower() == re.sub(r"\W", "", name).lower()
        values = (code, name, city, county, state, district, zone, kind, "" if same else also, source, DAY)
        rows[code] = dict(zip(COLUMNS, values, strict=True))

    for row in _rows(data / "daily-population/facilities.csv"):
        name, county = row["detention_facility_name"], row["county"]
        place = (row["city"], "" if county == "Unknown" else county, row["state"])
        put(row["detention_facility_code"], name, *place, kind_of(row["type_detailed"], name), LISTS)
    for row in _rows(data / "daily-population/hold-facilities-canonical.csv"):
        code = row["detloc"]
        if code not in rows:
            put(code, row["canonical_name"], *LACKING[code], "hold_room", HOLDS)
        elif row["facility_type"] in ("hold_room", "ero_hold", "staging"):
            rows[code]["kind"] = "hold_room"
    for code in sorted(set(released) - set(rows)):
        name = released[code].title()
        put(code, name, *LACKING[code], kind_of("", name), DAILY)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[code] for code in sorted(rows))
    return out.getvalue()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: " ".join(value.split()) if value != "NA" else "" for name, value in row.items()}
            for row in csv.DictReader(file)
        ]


if __name__ == "__main__":
    target = Path(str(files("habeas.release").joinpath("facilities.csv")))
    target.write_text(derive(Path(sys.argv[1]) / "data"), encoding="utf-8", newline="")
