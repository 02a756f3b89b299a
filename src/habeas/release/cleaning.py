"""The rules of a mapping, in its order, over the staged rows: which rows each sets aside, and what it changes.

In come staged Parquet files; out goes a chain of relations in DuckDB, one after each rule, so that any of them can be
looked at and any rule left out. What a rule touches is a small table of row numbers; the rows stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from habeas.core.zones import MINUTE, SECOND
from habeas.release.formats import AT_SECOND, ON_DAY
from habeas.release.instants import Clockwork
from habeas.release.model import Mapping, RuleUse
from habeas.release.rowhash import EXACT, is_bond
from habeas.release.rules import RULES, sql
from habeas.release.staging import Staged

DOUBTS = "doubts"
_BIRTH, _STAY_END = "birth-years-disagree", "stay-end-before-last-stint"
_WIDENED = {_BIRTH: "person.birth", _STAY_END: "stay.end"}


@dataclass
class Step:
    """One rule as it was applied: ``before`` and ``after`` are relations, ``hits`` the table of the rows it touches
    (a column ``n``), ``columns`` what it changes.
    """

    use: RuleUse
    before: str
    after: str
    hits: str
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def effect(self) -> str:
        return RULES[self.use.name].effect


class Cleaning:
    """A connection with the staged rows in it; ``steps`` applies the rules, or all but one of them."""

    def __init__(self, mapping: Mapping, staged: Staged, folder: Path, memory_mb: int = 1500) -> None:
        self.mapping, self.staged = mapping, staged
        self.connection = duckdb.connect()
        self.connection.execute("SET TimeZone = 'UTC'")
        self.connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        self.connection.execute(f"SET temp_directory = {text(str(folder / 'overflow'))}")
        self.connection.execute("SET preserve_insertion_order = false")
        self.clocks = staged.watched.clocks
        files = ", ".join(text(str(path)) for path in staged.files)
        self.connection.execute(f"CREATE VIEW staged AS SELECT * FROM read_parquet([{files}])")  # noqa: S608
        self.columns = [row[0] for row in self.connection.execute("DESCRIBE staged").fetchall()]
        self.made = 0

    def steps(self, without: str = "") -> tuple[str, list[Step]]:
        """The relation after all rules (but the one named), and each rule as a step."""
        relation = self._view(self._replaced("staged", self._to_the_minute()))
        if any(RULES[use.name].effect == "marks" for use in self.mapping.rules):
            relation = self._view(f"SELECT *, NULL::VARCHAR AS {DOUBTS} FROM {relation}")  # noqa: S608
        done: list[Step] = []
        for use in self.mapping.rules:
            if use.name == without or RULES[use.name].effect == "reads" or use.name == "footnotes":
                continue
            step = self._step(use, relation)
            relation = step.after
            done.append(step)
        return relation, done

    def count(self, hits: str) -> int:
        return int(self._one(f"SELECT count(*) FROM {hits}"))  # noqa: S608

    def _one(self, asked: str) -> int:
        row = self.connection.execute(asked).fetchone()
        assert row is not None
        return int(row[0])

    # ---- one rule ----------------------------------------------------------------------------------------

    def _step(self, use: RuleUse, before: str) -> Step:
        if use.name in ("days-only", "midnight-unknown"):
            return self._midnights(use, before)
        if use.name == "open-ends":
            return self._open_ends(use, before)
        hits = self._table(self._hits(use), before)
        if RULES[use.name].effect == "sets_aside":
            after = self._view(f"SELECT * FROM {before} ANTI JOIN {hits} USING (n)")  # noqa: S608
            if use.name == EXACT:
                after = self._bonds(use, before, after)
            return Step(use, before, after, hits)
        if RULES[use.name].effect == "marks":
            mark = f"concat_ws('; ', {DOUBTS}, {text(use.name)})"
            changed = {DOUBTS: f"CASE WHEN hits.n IS NULL THEN {DOUBTS} ELSE {mark} END"}
        else:
            name = _WIDENED[use.name]
            changed = {
                f"{name}.{end}": f"CASE WHEN hits.n IS NULL THEN {quoted(f'{name}.{end}')} ELSE hits.{bound} END"
                for end, bound in (("earliest", "low"), ("latest", "high"))
            }
        return Step(use, before, self._joined(before, hits, changed), hits, changed)

    def _hits(self, use: RuleUse) -> str:
        order = use.options.get("order", self.mapping.keep if use.name == "stint-duplicates-day" else ())
        stay = "stay.start.earliest"
        return sql(use.name).format(
            person=quoted(self.mapping.person),
            stay=f", {quoted(stay)}" if stay in self.columns else "",
            order="".join(f", {quoted(column)} DESC" for column in order),
        )

    def _midnights(self, use: RuleUse, before: str) -> Step:
        """Midnights of the columns that the rule is about become the whole day."""
        names = [name for name in self.clocks if _is_about(use.name, self.clocks[name])]
        changed: dict[str, str] = {}
        for name in names:
            midnight, latest, form = (quoted(f"{name}.{part}") for part in ("midnight", "latest", "form"))
            changed[f"{name}.latest"] = f"coalesce({midnight}, {latest})"
            changed[f"{name}.form"] = f"CASE WHEN {midnight} IS NULL THEN {form} ELSE {ON_DAY}::TINYINT END"
            changed[f"{name}.midnight"] = "NULL::BIGINT"
        touched = " OR ".join(f"{quoted(f'{name}.midnight')} IS NOT NULL" for name in names) or "FALSE"
        hits = self._table(f"SELECT n FROM rows WHERE {touched}", before)  # noqa: S608
        return Step(use, before, self._view(self._replaced(before, changed)), hits, changed)

    def _open_ends(self, use: RuleUse, before: str) -> Step:
        """Ended at or after the cut-off, or after it began if that was later still."""
        changed: dict[str, str] = {}
        touched = []
        for end, start in (("custody.end", "custody.start"), ("stay.end", "stay.start")):
            if f"{end}.earliest" not in self.columns:
                continue
            began = f", {quoted(f'{start}.earliest')}" if f"{start}.earliest" in self.columns else ""
            withheld = f" AND NOT {quoted(f'{end}.withheld')}" if f"{end}.withheld" in self.columns else ""
            is_open = f"({quoted(f'{end}.earliest')} IS NULL AND {quoted(f'{end}.latest')} IS NULL{withheld})"
            held = f"greatest({self.mapping.cutoff_at}{began})"
            changed[f"{end}.earliest"] = f"CASE WHEN {is_open} THEN {held} ELSE {quoted(f'{end}.earliest')} END"
            touched.append(is_open)
        hits = self._table(f"SELECT n FROM rows WHERE {' OR '.join(touched)}", before)  # noqa: S608
        return Step(use, before, self._view(self._replaced(before, changed)), hits, changed)

    def _bonds(self, use: RuleUse, before: str, after: str) -> str:
        """The kept rows of exact duplicates, with the lowest amount and the earliest day of their bonds."""
        columns = [column for column in self.mapping.keep if is_bond(column, use.options.get("bond"))]
        if not columns:
            return after
        parts = []
        for column in columns:
            name = f"rows.{quoted(column)}"
            kind = "TIMESTAMP" if "date" in column.lower() else "DECIMAL(18, 2)"
            key = (
                f"try_cast(replace({name}, ',', '') AS {kind})"
                if kind != "TIMESTAMP"
                else f"try_cast({name} AS {kind})"
            )
            parts.append(f"coalesce(min_by({name}, {key}), min({name})) AS {quoted(column)}")
        asked = sql("stint-duplicates-bond").format(person=quoted(self.mapping.person), bonds=", ".join(parts))
        bonds = self._table(asked, before)
        changed = {column: f"coalesce(hits.{quoted(column)}, held.{quoted(column)})" for column in columns}
        return self._joined(after, bonds, changed)

    # ---- relations ---------------------------------------------------------------------------------------

    def _to_the_minute(self) -> dict[str, str]:
        """Times written with seconds, none of which is ever other than :00, are times to the minute."""
        changed = {}
        for name, clock in self.clocks.items():
            mapped = self.mapping.mapped(name)
            if mapped is not None and len(mapped.columns) == 1 and not mapped.precision and not clock.seconds:
                form, latest = quoted(f"{name}.form"), quoted(f"{name}.latest")
                more = MINUTE - SECOND
                changed[f"{name}.latest"] = f"CASE WHEN {form} = {AT_SECOND} THEN {latest} + {more} ELSE {latest} END"
        return changed

    def _name(self, kind: str) -> str:
        self.made += 1
        return f"{kind}_{self.made}"

    def _view(self, body: str) -> str:
        name = self._name("rows")
        self.connection.execute(f"CREATE TEMP VIEW {name} AS {body}")
        return name

    def _table(self, body: str, rows: str) -> str:
        name = self._name("hits")
        self.connection.execute(f"CREATE TEMP TABLE {name} AS WITH rows AS (SELECT * FROM {rows}) {body}")  # noqa: S608
        return name

    def _replaced(self, relation: str, changed: dict[str, str]) -> str:
        parts = ", ".join(f"{how} AS {quoted(column)}" for column, how in changed.items())
        return f"SELECT *{f' REPLACE ({parts})' if parts else ''} FROM {relation}"  # noqa: S608

    def _joined(self, relation: str, hits: str, changed: dict[str, str]) -> str:
        parts = ", ".join(f"{how} AS {quoted(column)}" for column, how in changed.items())
        return self._view(
            f"SELECT held.* REPLACE ({parts}) FROM {relation} AS held LEFT JOIN {hits} AS hits ON held.n = hits.n"  # noqa: S608
        )


def _is_about(rule: str, clock: Clockwork) -> bool:
    return clock.only_midnights if rule == "days-only" else clock.midnight_suspicious()


def quoted(column: str) -> str:
    """The name of a column, for SQL."""
    return '"' + column.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text, for SQL."""
    return "'" + value.replace("'", "''") + "'"


def listed(columns: Sequence[str]) -> str:
    return ", ".join(quoted(column) for column in columns)
