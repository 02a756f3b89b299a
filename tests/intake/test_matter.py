"""A folder as a whole: settings, and the same rows in every kind of file."""

from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.intake import read_matter
from habeas.intake.settings import read_settings
from tests.intake.folder import CLAIMS_HEADER, claims_csv, workbook, write_matter

ROWS = (
    "act:f1,act.kind,departs,ap,,AP,asserts,2025-03-16,,note,,¶ 7,",
    "act:f1,act.time,2025-03-15 17:26,decl,,ICE (Smith Decl.),admits,,,,,,",
    "group:class,group.size,238,ap,,AP,asserts,,,,,,",
)


def test_the_same_rows_say_the_same_in_a_workbook(tmp_path: Path) -> None:
    text = read_matter(write_matter(tmp_path / "csv", claims_csv(*ROWS))).claims
    folder = write_matter(tmp_path / "xlsx", {"claims/claims.csv": None, "events/night.csv": None})
    cells: list[list[object]] = [list(row.split(",")) for row in (CLAIMS_HEADER.strip(), *ROWS)]
    cells[3][2] = 238  # a number, as a spreadsheet keeps it
    workbook(folder / "claims" / "claims.xlsx", cells)
    found = read_matter(folder).claims
    assert [(c.content.id, c.witness_id, c.row.replace("xlsx", "csv")) for c in found] == [
        (c.content.id, c.witness_id, c.row) for c in text
    ]


def test_settings_that_are_left_out_or_empty(tmp_path: Path) -> None:
    for number, more in enumerate(("", "title:\nabout:\nlabels:\nparties:\ncodes:\nquestion:\n")):
        folder = write_matter(tmp_path / str(number), {"matter.yaml": "id: x\nzone: UTC\n" + more})
        settings = read_settings(folder)
        assert (settings.title, settings.about, settings.labels, settings.parties) == ("x", 10, (), {})


def test_an_empty_zone_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='the key "zone" is missing'):
        read_settings(write_matter(tmp_path, {"matter.yaml": "id: x\nzone:\n"}))


def test_notes_and_locks_beside_tables_are_ignored(tmp_path: Path) -> None:
    before = read_matter(write_matter(tmp_path)).claims
    beside = {
        "claims/README.md": "x",
        "claims/~$claims.xlsx": "x",
        "claims/.~lock.claims.csv#": "x",
        "events/n.txt": "x",
    }
    assert read_matter(write_matter(tmp_path, dict(beside))).claims == before
