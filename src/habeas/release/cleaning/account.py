"""The account of a release: rows read are rows kept and rows set aside by each rule, and what each rule did.

In comes a cleaning; out goes plain data, the same for the same input: ``report.json`` holds it, the commands print it.
"""

from __future__ import annotations

from typing import Any

from habeas.core.zones import DAY
from habeas.release.cleaning.cleaning import Cleaning, Step, quoted
from habeas.release.cleaning.figures import Figures, figures
from habeas.release.cleaning.staging import Progress, Staged
from habeas.release.rules import RULES

Account = dict[str, Any]
_EXAMPLES = 5
_NO_LONGER_BORN = -25_567 * DAY + DAY // 2  # noon of 1 January 1900: 1899 has ended everywhere


def account(cleaning: Cleaning, lengths: tuple[int, ...], progress: Progress) -> Account:
    """What was read, what each rule did, and the figures with and without it. ``lengths`` are minutes to count over."""
    staged = cleaning.staged
    final = figures(cleaning, cleaning.kept, lengths)
    rules = []
    for number, use in enumerate(cleaning.mapping.rules):
        progress(f"without {use.name}", number / len(cleaning.mapping.rules))
        step = next((step for step in cleaning.steps if step.use.name == use.name), None)
        done = _read(use.name, staged, cleaning) if step is None else _done(cleaning, step, final, lengths)
        rule = RULES[use.name]
        rules.append({"rule": use.name, "does": rule.does, "source": rule.source, "effect": rule.effect, **done})
    return {
        "counts": counts(cleaning),
        "figures": final.as_json(),
        "rules": rules,
        "sheets": staged.sheets,
        "notes": staged.notes,
        "times": {name: _times(cleaning, name) for name in sorted(cleaning.clocks)},
        "withheld": {column: count for column, count in sorted(staged.watched.withheld.items()) if count},
        "impossible": _impossible(cleaning),
        "unmatched": [
            {"property": group.name, "text": text, "rows": seen.count, "first": seen.place}
            for group in staged.problems
            if not group.wrong
            for text, seen in group.listed()
        ],
    }


def counts(cleaning: Cleaning) -> dict[str, Any]:
    """The rows read, kept and set aside by each rule, in the order of the mapping."""
    staged, kept = cleaning.staged, cleaning.count(cleaning.kept)
    rows = {step.use.name: cleaning.count(step.hits) for step in cleaning.steps if step.effect == "sets_aside"}
    rows["footnotes"] = len(staged.footnotes)
    aside = {use.name: rows[use.name] for use in cleaning.mapping.rules if use.name in rows}
    check_every_row(staged.read, kept, aside)
    return {"read": staged.read, "kept": kept, "set_aside": aside, "blank_rows": staged.blank_rows}


def check_every_row(read: int, kept: int, aside: dict[str, int]) -> None:
    """Rows read = rows kept + rows set aside, by rule; a difference is a mistake of ours."""
    if read != kept + sum(aside.values()):
        raise AssertionError(f"{read} rows were read, {kept} kept and {aside} set aside")


def _done(cleaning: Cleaning, step: Step, final: Figures, lengths: tuple[int, ...]) -> dict[str, Any]:
    touched = cleaning.count(step.hits)
    done: dict[str, Any] = {"rows": touched, "examples": examples(cleaning, f"staged SEMI JOIN {step.hits} USING (n)")}
    if step.changed and step.effect == "widens":
        done["columns"] = sorted({column.rpartition(".")[0] for column in step.changed})
    without = final
    if touched and step.effect != "marks":
        without = figures(cleaning, cleaning.without(step), lengths)
    done["without"] = without.as_json()
    return done


def _read(name: str, staged: Staged, cleaning: Cleaning) -> dict[str, Any]:
    """What a rule did while the files were read."""
    if name == "footnotes":
        notes = [{**_place(note), "text": str(note["text"])[:80]} for note in staged.footnotes]
        return {"rows": len(notes), "examples": notes[:_EXAMPLES]}
    if name == "blank-columns":
        return {"rows": 0, "columns": [f"{column} ({why})" for column, why in sorted(staged.blank.items())]}
    if name == "differing-columns":
        return {
            "rows": 0,
            "columns": [f"{where}: {', '.join(lacks)}" for where, lacks in sorted(staged.absent.items())],
        }
    column = quoted("search.result")
    found = cleaning.connection.execute(
        f"SELECT {column}, count(*) FROM staged WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1"  # noqa: S608
    ).fetchall()
    return {"rows": sum(count for _, count in found), "codes": dict(found)}


def examples(cleaning: Cleaning, relation: str) -> list[dict[str, Any]]:
    """The first few rows, by their locators."""
    found = cleaning.connection.execute(f"SELECT file, sheet, row FROM {relation} ORDER BY n LIMIT {_EXAMPLES}")  # noqa: S608
    return [_place({"file": file, "sheet": sheet, "row": row}) for file, sheet, row in found.fetchall()]


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {"file": row["file"], "sheet": row["sheet"], "locator": f"row={row['row']}"}


def _times(cleaning: Cleaning, name: str) -> dict[str, Any]:
    clock = cleaning.clocks[name]
    mapped = cleaning.mapping.mapped(name)
    return {
        "zone": mapped.zone if mapped is not None else "",
        "days": clock.days,
        "clock_times": clock.clocks,
        "with_seconds": clock.seconds,
        "midnights": clock.midnights,
        "only_midnights": clock.only_midnights,
        "midnight_suspicious": clock.midnight_suspicious(),
    }


def _impossible(cleaning: Cleaning) -> list[dict[str, Any]]:
    """Kept rows that no world allows, or that the cut-off does not."""
    found = []
    for what, condition in _conditions(cleaning):
        hits = f"(SELECT n FROM {cleaning.kept} WHERE {condition})"  # noqa: S608
        rows = cleaning.count(hits)
        if rows:
            shown = examples(cleaning, f"staged SEMI JOIN {hits} USING (n)")
            found.append({"what": what, "rows": rows, "examples": shown})
    return found


def _conditions(cleaning: Cleaning) -> list[tuple[str, str]]:
    mapping = cleaning.mapping
    time = mapping.time
    found = []
    if mapping.mapped("custody.start") and mapping.mapped("custody.end"):
        found.append(("ends before it starts", '"custody.end.latest" < "custody.start.earliest"'))
    if mapping.mapped("stay.start") and mapping.mapped("stay.end"):
        found.append(("the stay ends before it starts", '"stay.end.latest" < "stay.start.earliest"'))
    if time and mapping.mapped("person.birth"):
        found.append(("birth after the event", f'"person.birth.earliest" > {quoted(f"{time}.latest")}'))
    if mapping.mapped("person.birth"):
        found.append(("born before 1900", f'"person.birth.latest" < {_NO_LONGER_BORN}'))
    if cutoff := cleaning.cutoffs.sql("most"):
        after = f"{cutoff} + {2 * DAY}"  # the cut-off day is at most 25 hours long
        if time:
            found.append(("later than the cut-off day", f"{quoted(f'{time}.earliest')} > {after}"))
        found += [
            # an end that nobody said has no form, whatever the rule for open ends has made of it
            (what, f"{quoted(f'{name}.form')} IS NOT NULL AND {quoted(f'{name}.earliest')} > {after}")
            for name, what in (
                ("custody.end", "ends after the cut-off day"),
                ("stay.end", "the stay ends after the cut-off day"),
                ("person.birth", "born after the cut-off day"),
            )
            if mapping.mapped(name)
        ]
    return found
