"""The rules of a mapping, in its order, over the staged rows: which rows each sets aside, and what it changes.

In come staged Parquet files; out goes a chain of relations in DuckDB, one after each rule, so that any of them can be
looked at and any rule left out. What a rule touches is a small table of row numbers, found on a narrow copy of the rows
(times, and who they are of as a number); the rows themselves stay where they are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from habeas.core.zones import MINUTE, SECOND
from habeas.release.cleaning.bonds import days_of, is_day
from habeas.release.cleaning.row_cutoffs import RowCutoffs
from habeas.release.cleaning.rowhash import EXACT, is_bond
from habeas.release.cleaning.staging import Staged
from habeas.release.model import PLACES, Mapping, RuleUse
from habeas.release.reading.formats import AT_SECOND, ON_DAY
from habeas.release.reading.instants import Clockwork
from habeas.release.rules import RULES, sql

DOUBTS = "doubts"
_WIDENED = {"birth-years-disagree": "person.birth", "stay-end-before-last-stint": "stay.end"}
_PARTS = ("earliest", "latest", "form", "day", "midnight", "withheld")


def _memory() -> int:
    """Megabytes for tables and sorting: what does not fit goes to the disk, and each thread needs some of its own."""
    return max(500, 125 * (os.cpu_count() or 1))


@dataclass
class Step:
    """One rule as it was applied: ``before`` and ``after`` are narrow relations, ``hits`` the table of the rows that it
    touches (a column ``n``), ``changed`` how it changes each column of those; ``bonds`` a table of cells to replace.
    """

    use: RuleUse
    before: str
    hits: str
    changed: dict[str, str] = field(default_factory=dict)
    bonds: tuple[str, dict[str, str]] | None = None
    after: str = ""

    @property
    def effect(self) -> str:
        return RULES[self.use.name].effect


class Cleaning:
    """A connection with the staged rows in it, the rules as ``steps``, and ``kept``: the rows after all of them."""

    def __init__(self, mapping: Mapping, staged: Staged, folder: Path, memory_mb: int = 0) -> None:
        self.mapping, self.staged = mapping, staged
        self.clocks = staged.watched.clocks
        self.made = 0
        self.connection = duckdb.connect()
        overflow = text(str(folder / "overflow"))
        for setting in ("TimeZone = 'UTC'", "enable_progress_bar = false", "preserve_insertion_order = false",
                        f"memory_limit = '{memory_mb or _memory()}MB'", f"temp_directory = {overflow}"):  # fmt: skip
            self.connection.execute(f"SET {setting}")
        files = ", ".join(text(str(path)) for path in staged.files)
        self.connection.execute(f"CREATE VIEW staged AS SELECT * FROM read_parquet([{files}])")  # noqa: S608
        self.columns = [row[0] for row in self.connection.execute("DESCRIBE staged").fetchall()]
        self.cutoffs = RowCutoffs(mapping, self.connection)
        self.whole = self._whole()
        self._narrow()
        self.steps = self.applied("narrow", mapping.rules)
        self.kept = self.steps[-1].after if self.steps else "narrow"

    def applied(self, relation: str, uses: Sequence[RuleUse]) -> list[Step]:
        """These rules, one after the other, on a narrow relation."""
        done: list[Step] = []
        for use in uses:
            if RULES[use.name].effect == "reads" or use.name == "footnotes":
                continue
            step = self._step(use, relation)
            relation = step.after = self._after(step, relation)
            done.append(step)
        return done

    def without(self, step: Step) -> str:
        """The narrow relation as it would be without one of the steps: those after it are applied anew."""
        at = self.steps.index(step)
        later = self.applied(step.before, [other.use for other in self.steps[at + 1 :]])
        return later[-1].after if later else step.before

    def full(self, steps: int | None = None) -> str:
        """The rows with all their columns, after the first ``steps`` rules (all, if None)."""
        relation = self.whole
        for step in self.steps[:steps]:
            relation = self._after(step, relation, full=True)
        return relation

    def count(self, relation: str) -> int:
        ((number,),) = self.connection.execute(f"SELECT count(*) FROM {relation}").fetchall()  # noqa: S608
        return int(number)

    # ---- one rule ----------------------------------------------------------------------------------------

    def _step(self, use: RuleUse, before: str) -> Step:
        if use.name in ("days-only", "midnight-unknown"):
            return self._midnights(use, before)
        if use.name == "open-ends":
            return self._open_ends(use, before)
        step = Step(use, before, self._table(self._hits(use), before))
        if use.name == EXACT:
            step.bonds = self._bonds(use, before)
        elif step.effect == "marks":
            step.changed = {DOUBTS: f"concat_ws('; ', held.{DOUBTS}, {text(use.name)})"}
        elif step.effect == "widens":
            name = _WIDENED[use.name]
            step.changed = {f"{name}.earliest": "hits.low", f"{name}.latest": "hits.high"}
        return step

    def _hits(self, use: RuleUse) -> str:
        names = use.options.get("order", self.mapping.keep if use.name == "stint-duplicates-day" else ())
        order = [column for name in names for column in self.mapping.ordered_by(name)]
        stay = '"stay.start.earliest"' if "stay.start.earliest" in self.columns else ""
        return sql(use.name).format(
            stay=stay and f", {stay}",
            rows_stay=stay and f", rows.{stay}",
            same_stay=stay and f" AND rows.{stay} IS NOT DISTINCT FROM doubled.{stay}",  # nobody said of either: as one
            order="".join(f", whole.{quoted(column)} DESC" for column in order),
        )

    def _midnights(self, use: RuleUse, before: str) -> Step:
        """Midnights of the columns that the rule is about become the whole day."""
        names = [name for name in self.clocks if _is_about(use.name, self.clocks[name])]
        changed: dict[str, str] = {}
        for name in names:
            midnight, latest, form = (f"held.{quoted(f'{name}.{part}')}" for part in ("midnight", "latest", "form"))
            changed[f"{name}.latest"] = f"coalesce({midnight}, {latest})"
            changed[f"{name}.form"] = f"CASE WHEN {midnight} IS NULL THEN {form} ELSE {ON_DAY}::TINYINT END"
            changed[f"{name}.midnight"] = "NULL::BIGINT"
        touched = " OR ".join(f"{quoted(f'{name}.midnight')} IS NOT NULL" for name in names) or "FALSE"
        return Step(use, before, self._table(f"SELECT n FROM rows WHERE {touched}", before), changed)  # noqa: S608

    def _open_ends(self, use: RuleUse, before: str) -> Step:
        """Ended at or after the cut-off, or after it began if that was later still."""
        changed: dict[str, str] = {}
        touched = []
        for end, start in (("custody.end", "custody.start"), ("stay.end", "stay.start")):
            if f"{end}.earliest" not in self.columns:
                continue
            earliest, latest, withheld = (quoted(f"{end}.{part}") for part in ("earliest", "latest", "withheld"))
            hidden = f" AND NOT {withheld}" if f"{end}.withheld" in self.columns else ""
            is_open = f"({earliest} IS NULL AND {latest} IS NULL{hidden})"
            began = f", {quoted(f'{start}.earliest')}" if f"{start}.earliest" in self.columns else ""
            held = f"greatest({self.cutoffs.sql('least')}{began})"
            changed[f"{end}.earliest"] = f"CASE WHEN {is_open} THEN {held} ELSE {earliest} END"
            touched.append(is_open)
        hits = self._table(f"SELECT n FROM rows WHERE {' OR '.join(touched)}", before)  # noqa: S608
        return Step(use, before, hits, changed)

    def _bonds(self, use: RuleUse, before: str) -> tuple[str, dict[str, str]] | None:
        """The kept rows of exact duplicates, with the lowest amount and the earliest day of their bonds."""
        columns = [column for column in self.mapping.keep if is_bond(column, use.options.get("bond"))]
        if not columns:
            return None
        parts, days = [], ""
        for column in columns:
            name = f"whole.{quoted(column)}"
            key = f"try_cast(replace(replace({name}, ',', ''), '$', '') AS DECIMAL(18, 2))"
            if is_day(column):
                table = self._bond_days(use, before, column)
                days += f"\nLEFT JOIN {table} ON {name} = {table}.said"
                key = f"{table}.at"
            parts.append(f"coalesce(min_by({name}, {key}), min({name})) AS {quoted(column)}")
        asked = sql("stint-duplicates-bond").format(bonds=", ".join(parts), days=days)
        changed = {column: f"coalesce(hits.{quoted(column)}, held.{quoted(column)})" for column in columns}
        return self._table(asked, before), changed

    def _bond_days(self, use: RuleUse, before: str, column: str) -> str:
        """A table of the texts of the column in the rows that are one with others, with the moment that each says."""
        texts = self._table(sql("stint-duplicates-bond-days").format(column=quoted(column)), before)
        seen = self.connection.execute(
            f"SELECT said, often, file, sheet, row FROM {texts} JOIN staged USING (n) ORDER BY n"  # noqa: S608
        ).fetchall()
        said, moments = days_of(self.mapping, use, column, seen)
        name = self._name("days")
        self.connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT unnest($1::VARCHAR[]) AS said, unnest($2::BIGINT[]) AS at",
            [said, moments],
        )
        return name

    # ---- relations ---------------------------------------------------------------------------------------

    def _whole(self) -> str:
        """All columns as read. Times written with seconds, none of them other than :00, are times to the minute."""
        changed = {}
        for name, clock in self.clocks.items():
            mapped = self.mapping.mapped(name)
            if mapped is not None and len(mapped.columns) == 1 and not mapped.precision and not clock.seconds:
                form, latest = quoted(f"{name}.form"), quoted(f"{name}.latest")
                more = MINUTE - SECOND
                changed[f"{name}.latest"] = f"CASE WHEN {form} = {AT_SECOND} THEN {latest} + {more} ELSE {latest} END"
        marks = any(RULES[use.name].effect == "marks" for use in self.mapping.rules)
        return self._view(_replaced("staged", changed, f", NULL::VARCHAR AS {DOUBTS}" if marks else ""))

    def _narrow(self) -> None:
        """What rules and figures look at: times, place, hashes, and who each row is of, as a number."""
        times = [f"{each.name}.{part}" for each in self.mapping.properties if each.kind == "instant" for part in _PARTS]
        wanted = ("n", "h1", "h2", *PLACES, DOUBTS, *times)
        columns = [column for column in (*self.columns, DOUBTS) if column in wanted]
        there = {row[0] for row in self.connection.execute(f"DESCRIBE {self.whole}").fetchall()}
        asked = listed([column for column in columns if column in there])
        if not self.mapping.person:
            self.connection.execute(f"CREATE TABLE narrow AS SELECT {asked}, NULL::BIGINT AS who FROM {self.whole}")  # noqa: S608
            return
        person = quoted(self.mapping.person)
        self.connection.execute(
            f"CREATE TABLE people AS SELECT {person} AS person, row_number() OVER () AS who"  # noqa: S608
            f" FROM (SELECT DISTINCT {person} FROM staged WHERE {person} IS NOT NULL)"
        )
        self.connection.execute(
            f"CREATE TABLE narrow AS SELECT {asked}, people.who FROM {self.whole}"  # noqa: S608
            f" LEFT JOIN people ON {person} = people.person"
        )
        self.connection.execute("DROP TABLE people")

    def _after(self, step: Step, relation: str, full: bool = False) -> str:
        """The relation after a step; the narrow one has no bonds."""
        if step.effect == "sets_aside":
            after = self._view(f"SELECT * FROM {relation} ANTI JOIN {step.hits} USING (n)")  # noqa: S608
            if full and step.bonds is not None:
                table, changed = step.bonds
                after = self._view(_joined(after, table, changed))
            return after
        if step.use.name in _WIDENED or step.effect == "marks":
            changed = {
                column: f"CASE WHEN hits.n IS NULL THEN held.{quoted(column)} ELSE {how} END"
                for column, how in step.changed.items()
            }
            return self._view(_joined(relation, step.hits, changed))
        return self._view(_replaced(f"{relation} AS held", step.changed))

    def _name(self, kind: str) -> str:
        self.made += 1
        return f"{kind}_{self.made}"

    def _view(self, body: str) -> str:
        name = self._name("rows")
        self.connection.execute(f"CREATE TEMP VIEW {name} AS {body}")
        return name

    def _table(self, body: str, rows: str) -> str:
        name = self._name("hits")
        given = f"WITH rows AS (SELECT * FROM {rows}), whole AS (SELECT * FROM {self.whole})"  # noqa: S608
        self.connection.execute(f"CREATE TEMP TABLE {name} AS {given} {body}")
        return name


def _is_about(rule: str, clock: Clockwork) -> bool:
    return clock.only_midnights if rule == "days-only" else clock.midnight_suspicious()


def _replaced(relation: str, changed: dict[str, str], more: str = "") -> str:
    parts = ", ".join(f"{how} AS {quoted(column)}" for column, how in changed.items())
    return f"SELECT *{f' REPLACE ({parts})' if parts else ''}{more} FROM {relation}"  # noqa: S608


def _joined(relation: str, hits: str, changed: dict[str, str]) -> str:
    parts = ", ".join(f"{how} AS {quoted(column)}" for column, how in changed.items())
    return f"SELECT held.* REPLACE ({parts}) FROM {relation} AS held LEFT JOIN {hits} AS hits ON held.n = hits.n"  # noqa: S608


def quoted(column: str) -> str:
    """The name of a column, for SQL."""
    return '"' + column.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text, for SQL."""
    return "'" + value.replace("'", "''") + "'"


def listed(columns: Sequence[str]) -> str:
    return ", ".join(quoted(column) for column in columns)
