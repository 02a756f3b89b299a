"""The SQLite file: entries that record, retract and move, in one order, never changed.

Rollback journal and ``synchronous=EXTRA``: of the modes that were tried with power lost at every point, the one that
never lost an acknowledged row and needs no particular version of SQLite (``docs/decisions``).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from habeas.core.claim import Claim
from habeas.core.errors import Fault, InputError
from habeas.core.matter import Matter
from habeas.ledger.wire import from_line, to_line

_APPLICATION = 0x68626C31  # "hbl1", so that no other SQLite file is taken for a ledger
_FORM = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY,          -- the order of entries; nothing else is counted on
    recorded INTEGER NOT NULL,           -- UTC microseconds
    kind TEXT NOT NULL CHECK (kind IN ('record', 'retract', 'move')),
    target INTEGER REFERENCES entry (number) CHECK ((target IS NULL) = (kind = 'record')),
    witness TEXT NOT NULL,               -- the witness id of the claim
    row TEXT NOT NULL,                   -- where it stands, or, of a retraction, stood
    claim TEXT NOT NULL                  -- all that it says; empty where the target says it
) STRICT;
CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER IF NOT EXISTS entry_lasts BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one recording did, in claims. ``moved`` ones say the same in another row."""

    new: int
    retracted: int
    unchanged: int
    moved: int = 0


@dataclass(slots=True)
class _Standing:
    """A recorded claim that is not retracted."""

    number: int
    recorded: int
    witness: str
    row: str
    line: str


@dataclass(frozen=True, slots=True)
class _Change:
    """What sets the ledger apart from the files."""

    new: list[tuple[Claim, str]]
    retracted: list[_Standing]
    moved: list[tuple[_Standing, str]]
    unchanged: int


class Ledger:
    """The ledger of one matter. Nothing is made on disk before the first recording."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, folder: Path) -> Ledger:
        """The ledger of the matter in the folder."""
        return cls(folder / ".habeas" / "ledger.sqlite")

    def record(self, matter: Matter, when: int) -> Recorded:
        """Bring the ledger to what the files say, in one transaction; a second time does nothing."""
        self.path.parent.mkdir(exist_ok=True)
        with self._connected(create=True) as connection:
            connection.execute("BEGIN IMMEDIATE")
            last = connection.execute("SELECT max(recorded) FROM entry").fetchone()[0]
            if last is not None and when < last:
                raise InputError(
                    Fault("clock-went-back", "the last entry of the ledger is later than the clock of this machine.",
                          "Set the clock right.", ".habeas/ledger.sqlite")
                )  # fmt: skip
            change = _compared(matter, _standing(connection))
            entries: list[tuple[int, str, int | None, str, str, str]] = [
                (when, "retract", old.number, old.witness, old.row, "") for old in change.retracted
            ]
            entries += [(when, "move", old.number, old.witness, row, "") for old, row in change.moved]
            entries += [(when, "record", None, claim.witness_id, claim.row, line) for claim, line in change.new]
            connection.executemany(
                "INSERT INTO entry (recorded, kind, target, witness, row, claim) VALUES (?, ?, ?, ?, ?, ?)", entries
            )
            connection.execute("COMMIT")
        return Recorded(len(change.new), len(change.retracted), change.unchanged, len(change.moved))

    def claims_as_of(self, when: int) -> tuple[Claim, ...]:
        """The claims that were recorded and not retracted by then, as they stood then, by file and row."""
        if not self.path.exists():
            return ()
        with self._connected() as connection:
            standing = _standing(connection, when)
        standing.sort(key=lambda one: (*_row_order(one.row), one.number))
        return tuple(from_line(one.line, one.row, one.recorded) for one in standing)

    def unrecorded(self, matter: Matter) -> int:
        """How many rows of the files say something that the ledger does not have."""
        if not self.path.exists():
            return len({claim.row for claim in matter.claims})
        with self._connected() as connection:
            change = _compared(matter, _standing(connection))
        return len({claim.row for claim, _ in change.new})

    @contextmanager
    def _connected(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection to a file that is a ledger. What SQLite cannot do becomes a fault with its words."""
        mode = "rwc" if create else "rw"
        try:
            with closing(
                sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            ) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
                connection.execute("PRAGMA synchronous=EXTRA")
                _check_form(connection, create=create)
                yield connection  # closing rolls back what was not committed
        except sqlite3.Error as error:
            raise InputError(
                Fault("ledger-fails", f"the ledger cannot be used: {error}.",
                      "Nothing was recorded. Look for a full disk, missing rights, or a damaged file.",
                      ".habeas/ledger.sqlite")
            ) from error  # fmt: skip


def _check_form(connection: sqlite3.Connection, *, create: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    form = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if create and empty:
        connection.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id={_APPLICATION}; PRAGMA user_version={_FORM}; {_TABLE} COMMIT;"
        )
    elif (application, form) != (_APPLICATION, _FORM):
        raise InputError(
            Fault("not-a-ledger", "the file is not a ledger that this version reads.",
                  "Move it away; the claims in the files of the matter can be recorded anew.", ".habeas/ledger.sqlite")
        )  # fmt: skip


def _standing(connection: sqlite3.Connection, when: int | None = None) -> list[_Standing]:
    """What is recorded and not retracted, in the order in which it was recorded."""
    asked = "" if when is None else "WHERE recorded <= :when"
    found: dict[int, _Standing] = {}
    for number, recorded, kind, target, witness, row, line in connection.execute(
        f"SELECT number, recorded, kind, target, witness, row, claim FROM entry {asked} ORDER BY number",  # noqa: S608
        {"when": when},
    ):
        if kind == "record":
            found[number] = _Standing(number, recorded, witness, row, line)
        elif kind == "retract":
            del found[target]
        else:
            found[target].row = row
    return list(found.values())


def _compared(matter: Matter, standing: list[_Standing]) -> _Change:
    """Pair what the files say with what is recorded: first by words and row, then by words alone."""
    rest: dict[str, list[_Standing]] = defaultdict(list)
    for one in standing:
        rest[one.line].append(one)
    unpaired: list[tuple[Claim, str]] = []
    unchanged = 0
    for claim in matter.claims:
        line = to_line(claim)
        same = next((one for one in rest[line] if one.row == claim.row), None)
        if same is None:
            unpaired.append((claim, line))
        else:
            rest[line].remove(same)
            unchanged += 1
    new: list[tuple[Claim, str]] = []
    moved: list[tuple[_Standing, str]] = []
    for claim, line in unpaired:
        if rest[line]:
            moved.append((rest[line].pop(0), claim.row))
        else:
            new.append((claim, line))
    retracted = sorted((one for left in rest.values() for one in left), key=lambda one: one.number)
    return _Change(new, retracted, moved, unchanged)


def _row_order(row: str) -> tuple[str, int]:
    file, _, number = row.rpartition(":")
    return file, int(number)
