"""The workload W: a release of custody rows and 1,000 instruments with four readings each, as a matter's files.

A third of the instruments protect one person each, a third one facility, a fifth the people of one nationality held
in one state (by its federal judicial districts), the rest people held on one ground in two to five states, or
anywhere. An order for a person, a facility or a nationality forbids any holding, or one beyond 12 hours (hold rooms
only), 72 hours or 20 days; one for several states limits it to 90 or 180 days; one for the nation to 180 days, for 14
to 60 days. All others are in force for 14 to 1,000 days. Facilities are drawn alike, so most orders are about small
ones. The readings differ in when it began (signed to the minute, docketed to the day, served to the minute, noticed
within some days) and ended (stayed to the day, expired to the minute). The release is said to give a person's only
nationality and a custody's only ground, so that another one is not open.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow.parquet as pq

from bench.generate import COLUMNS, CUTOFF, FREQUENT, GROUNDS, batches, facilities, meta, person_id
from habeas.release.built import Meta, write_built
from habeas.release.facilities import Facility

INSTRUMENTS = 1000
KINDS = ("person", "place", "nationality", "states", "nation")
ONLY = ["custody.ground", "person.citizenship"]
ORDER = """\
instrument: order-{number:04}
title: Order {number}
zone: UTC
in_force:
  from: {{signed: {signed}, docketed: {docketed}, served: {served}, noticed: '{noticed}'}}
  until: {{stayed: {stayed}, expired: {expired}}}
protects: {protects}
clauses:
  - id: hold
    limits: custody.kind = 'stint'
    to: {limit}
readings:
  applicants: {{in_force.from: signed, in_force.until: expired}}
  agency: {{in_force.from: served, in_force.until: stayed}}
  clerk: {{in_force.from: docketed, in_force.until: expired}}
  press: {{in_force.from: noticed, in_force.until: stayed}}
"""


def make_release(folder: Path, rows: int) -> Path:
    """The release of that size, made once."""
    done = folder / f"release-{rows}"
    if not (done / "part-00000.parquet").exists():
        said = cast("Meta", {**meta(rows), "only": ONLY})
        write_built(done, COLUMNS, batches(rows), said, person="custody.person")
    return done


def make_matter(folder: Path, release: Path, rows: int) -> Path:
    """A matter with the instruments, about people who occur in the release."""
    matter = folder / f"matter-{rows}"
    (matter / "instruments").mkdir(parents=True, exist_ok=True)
    (matter / "matter.yaml").write_text("id: bench\ntitle: Orders at scale\nzone: America/New_York\n", encoding="utf-8")
    (matter / "sources.csv").write_text("id,kind,publisher,date,url,label,file,sha256\n", encoding="utf-8")
    text = "---\n".join(_orders(_people(release)))
    (matter / "instruments" / "orders.yaml").write_text(text, encoding="utf-8")
    return matter


def _people(release: Path) -> int:
    """How many people the release has: ids are their numbers."""
    last = max(release.glob("part-*.parquet"))
    with pq.ParquetFile(last) as file:
        name = str(file.read_row_group(file.num_row_groups - 1, columns=["custody.person"]).column(0)[-1].as_py())
    return int(name.rsplit("-", 1)[1]) + 1


def _orders(people: int) -> list[str]:
    rng = np.random.default_rng(20)
    states: dict[str, list[Facility]] = {}
    for one in facilities():
        if one.within and one.state:
            states.setdefault(one.state, []).append(one)
    names = sorted(states, key=lambda state: -len(states[state]))[:40]
    kinds = ["person"] * 333 + ["place"] * 333 + ["nationality"] * 200 + ["states"] * 100 + ["nation"] * 34
    out = []
    for number, kind in enumerate(kinds):
        limit = str(rng.choice(["PT0S", "PT72H", "P20D"], p=[0.5, 0.25, 0.25]))
        days = int(np.exp(rng.uniform(np.log(14), np.log(1000))))
        if kind == "person":
            protects = f"custody.person = '{person_id(int(rng.integers(people)))}'"
        elif kind == "place":
            place = facilities()[int(rng.integers(len(facilities())))]
            protects = f"custody.place = '{place.place}'"
            limit = str(rng.choice(["PT12H", "PT72H"])) if place.kind == "hold_room" else limit
        elif kind == "nationality":
            where = _inside(states, [names[int(rng.integers(len(names)))]])
            protects = f"{where} AND person.citizenship = '{FREQUENT[int(rng.integers(len(FREQUENT)))]}'"
        else:
            protects = f"custody.ground = '{rng.choice(GROUNDS[3:])}'"
            if kind == "states":
                chosen = rng.choice(len(names), int(rng.integers(2, 6)), replace=False)
                protects = f"{_inside(states, [names[at] for at in chosen])} AND {protects}"
            else:
                days = 14 + int(rng.integers(47))
            limit = str(rng.choice(["P20D", "P90D"]))
        out.append(ORDER.format(number=number, protects=json.dumps(protects), limit=limit, **_times(rng, days)))
    return out


def _inside(states: dict[str, list[Facility]], names: list[str]) -> str:
    districts = sorted({one.within[0] for name in names for one in states[name]})
    return "place.in IN (" + ", ".join(f"'{district}'" for district in districts) + ")"


def _times(rng: np.random.Generator, days: int) -> dict[str, str]:
    last = datetime(CUTOFF.year, CUTOFF.month, CUTOFF.day, tzinfo=UTC)
    signed = last - timedelta(days=1200) + timedelta(minutes=int(rng.integers((1200 - 14) * 1440)))
    served = signed + timedelta(minutes=int(rng.integers(30, 2880)))
    noticed = signed + timedelta(days=int(rng.integers(0, 4)))
    until = signed + timedelta(days=days, minutes=int(rng.integers(1440)))
    return {
        "signed": _minute(signed),
        "docketed": (signed + timedelta(days=1)).date().isoformat(),
        "served": _minute(served),
        "noticed": f"[{_minute(signed)}..{_minute(noticed + timedelta(days=1))}]",
        "stayed": (until - timedelta(days=int(rng.integers(0, 8)))).date().isoformat(),
        "expired": _minute(until),
    }


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def main() -> None:
    """The release, the matter, and the peers' tables of orders."""
    from bench.law_tables import make_tables
    from bench.timing import parser

    asked = parser("law_workload", __doc__)
    asked.add_argument("folder", type=Path, help="where they are made")
    asked.add_argument("rows", type=int, help="of the release")
    given = asked.parse_args()
    base, rows = given.folder, given.rows
    base.mkdir(parents=True, exist_ok=True)
    make_tables(make_matter(base, make_release(base, rows), rows), base / f"tables-{rows}")


if __name__ == "__main__":
    main()
