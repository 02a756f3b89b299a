"""Which cleaning rules a draft asks for: those that fit its rows and properties, and that have a cause in the file."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.release.cleaning.bonds import is_day
from habeas.release.guess.as_yaml import flow, scalar
from habeas.release.guess.properties import Found
from habeas.release.guess.seen import Seen
from habeas.release.look.names import words_of
from habeas.release.model import PERSONS
from habeas.release.rules import RULES, Rule


def rules_for(seen: Seen, found: Found, cutoff: bool, kept: Sequence[str], dropped: bool) -> list[tuple[str, str]]:
    """The rules as YAML, in their order, each with its reason."""
    chosen = [
        rule for rule in RULES.values() if _fits(rule, found) and _caused(rule.name, seen, found, cutoff, dropped)
    ]
    return [(_written(rule, kept, seen), _reason(rule, seen)) for rule in chosen]


def _fits(rule: Rule, found: Found) -> bool:
    has = found.properties
    person = not rule.person or PERSONS[found.row] in has
    return found.row in rule.rows and person and all(name in has for name in rule.needs)


def _caused(name: str, seen: Seen, found: Found, cutoff: bool, dropped: bool) -> bool:
    has = found.properties
    times = [seen.columns[column] for each in has.values() for column in each.columns if seen.columns[column].forms]
    clocks = [column for column in times if any("%M" in form for form in column.forms)]
    if name == "footnotes":
        return len(seen.columns) > 2
    if name == "blank-columns":
        return dropped
    if name == "differing-columns":
        return bool(seen.lacking)
    if name == "criminality-codes":
        return "criminality" in has["search.result"].yaml
    if name == "days-only":
        return any(column.kind == "day" for column in clocks)
    if name == "midnight-unknown":
        return any(column.kind == "time" for column in clocks)
    if name == "open-ends":
        return cutoff
    if name == "arrest-duplicates":
        return "act.kind" in has and "arrests" in has["act.kind"].yaml
    return True


def _written(rule: Rule, kept: Sequence[str], seen: Seen) -> str:
    bonds = [column for column in kept if "bond" in words_of(column)]
    if "bond" in rule.options and bonds:
        forms = dict.fromkeys(form for column in bonds if is_day(column) for form in seen.columns[column].forms)
        written = f", format: {flow(forms)}" if forms else ""
        return f"{rule.name}: {{bond: [{', '.join(map(scalar, bonds))}]{written}}}"
    return rule.name


def _reason(rule: Rule, seen: Seen) -> str:
    if rule.name == "footnotes" and seen.footnotes:
        return f"{seen.footnotes:,} rows under the tables; {rule.does}"
    if rule.name == "differing-columns":
        return f"some sheets lack {', '.join(seen.lacking)}"
    if rule.name == "midnight-unknown":
        often = [f"{column.name}: {column.midnights:,}" for column in seen.columns.values() if column.suspicious]
        return "; ".join(("far more midnights than minutes beside it in", *often)) if often else rule.does
    return rule.does
