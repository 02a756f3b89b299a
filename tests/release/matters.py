"""Small matters with one release each: a mapping and its files, as texts."""

from pathlib import Path

MATTER = "id: m\nzone: America/New_York\n"

STAYS = """\
id,in,out,code,born
a1,2025-01-01 10:00,2025-01-01 12:00,TUCHOLD,1990
a2,2025-01-02 10:00,2025-01-02 23:30,TUCHOLD,1991
"""

MAPPING = """\
release: r
files: data/stays.csv
row: stay
zone: America/Phoenix
properties:
  custody.person: {column: id}
  custody.start: {column: in}
  custody.end: {column: out}
  custody.place: {column: code, codes: facilities}
  person.birth: {column: born, format: "%Y"}
rules: []
"""

BY_FACILITY = """\
release: r
files: data/stays.csv
row: stay
zone: facility
cutoff: 2025-04-15
properties:
  custody.person: {column: id}
  custody.start: {column: in}
  custody.end: {column: out}
  custody.place: {column: code, codes: facilities}
rules: [open-ends]
"""


def make(folder: Path, mapping: str = MAPPING, **files: str) -> Path:
    """A matter with the mapping ``r`` and the data files named (``stays`` is ``data/stays.csv``)."""
    (folder / "releases").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "matter.yaml").write_text(MATTER, encoding="utf-8")
    (folder / "releases" / "r.yaml").write_text(mapping, encoding="utf-8")
    for name, text in (files or {"stays": STAYS}).items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
