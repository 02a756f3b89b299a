"""Prove a mapping against its data, without writing anything.

Every column must be used, kept, or dropped by name; every code known; every time readable in a zone that exists. What
is wrong stands on standard error, all of it, with the rows. Then come the account (rows read are rows kept and rows set
aside), what each cleaning rule did, and what the main figures would be without it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

EXAMPLES = """\
examples:
  habeas release check tucson                       every mapping of the matter
  habeas release check tucson stays-2026            one of them
  habeas release check tucson --over PT12H PT72H    count custodies longer than that, with and without each rule
  habeas release check tucson --json                one JSON object a line for each release
"""
PROVED = (
    "proved, and nothing written: every column is used, kept or dropped by name, every cell is read, every row is "
    "accounted for."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("matter", metavar="MATTER", type=Path, help="the folder of the matter")
    parser.add_argument("release", metavar="ID", nargs="?", help="the release (default: every mapping in releases/)")
    parser.add_argument("--over", metavar="LENGTH", nargs="+", default=[],
                        help="lengths as PT12H: count the custodies that are longer")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(args: argparse.Namespace) -> int:
    from habeas.cli.shown import show_json
    from habeas.cli.waiting import Waiting
    from habeas.core.errors import Fault, InputError
    from habeas.release.build import check
    from habeas.release.mapping import FOLDER, mappings

    lengths = tuple(_minutes(text) for text in args.over)
    names = [args.release] if args.release else mappings(args.matter)
    if not names:
        mend = f"Draft one with `habeas release guess FILE -o {args.matter / FOLDER}/ID.yaml`."
        raise InputError(Fault("no-mapping", f"{args.matter} maps no release.", mend, FOLDER))
    wrong = 0
    for name in names:
        try:
            with Waiting(name) as waiting:
                proved = check(args.matter, name, lambda what, share: waiting.say(f"{what} {share:.0%}"), lengths)
        except InputError as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        if args.json:
            show_json([{"release": name, **proved.account}])
            continue
        show_account(name, proved.account)
        for notice in proved.notices:
            print(f"  notice: {notice}")
        print(f"{name}: {PROVED}\n")
    return 1 if wrong else 0


def _minutes(text: str) -> int:
    from habeas.core.duration import read_duration
    from habeas.core.errors import UseError
    from habeas.core.faults import ValueFault
    from habeas.core.zones import MINUTE

    try:
        read = read_duration(text)
    except ValueFault as fault:
        raise UseError(f"--over: {fault.what} {fault.mend}") from None
    if read.months or read.days:
        hours = 24 * read.days + 720 * read.months
        raise UseError(f"--over: {text} steps on the calendar. Write it in hours, as PT{hours}H.")
    return read.micros // MINUTE


def show_account(name: str, account: dict[str, Any]) -> None:
    """The account of one release, for people."""
    from habeas.cli.shown import show_table

    figures = account["figures"]
    show_rows(name, account)
    if account["rules"]:
        print()
        show_table(
            ("rule", "rows", "example", "without it"),
            [(rule["rule"], f"{rule['rows']:,}", _example(rule), _without(rule, figures)) for rule in account["rules"]],
        )
    for line in _lines(account):
        print(line)


def show_rows(name: str, account: dict[str, Any]) -> None:
    """Where every row went, and the main figures."""
    from habeas.cli.shown import counted

    counts = account["counts"]
    aside = " + ".join(f"{rows:,} {rule}" for rule, rows in counts["set_aside"].items()) or "0"
    print(f"{name}: {counted(counts['read'], 'row')} read = {counts['kept']:,} kept + set aside: {aside}.")
    print(f"  {_figures(account['figures'])}")


def _lines(account: dict[str, Any]) -> list[str]:
    lines = []
    for name, time in account["times"].items():
        said = f"  {name} in {time['zone']}: {time['days']:,} days, {time['clock_times']:,} clock times"
        said += f" ({time['midnights']:,} at midnight)" if time["midnights"] else ""
        if time["only_midnights"]:
            said += "; all at midnight, so rather days: " + _read_so("days-only", account)
        elif time["midnight_suspicious"]:
            said += "; far more than beside it, so rather unknown times: " + _read_so("midnight-unknown", account)
        lines.append(said)
    lines += [
        f"  impossible: {each['rows']:,} {'rows' if each['rows'] > 1 else 'row'}, {each['what']}"
        f" ({', '.join(_place(one) for one in each['examples'])})"
        for each in account["impossible"]
    ]
    if account["withheld"]:
        lines.append("  withheld: " + ", ".join(f"{name} {count:,}" for name, count in account["withheld"].items()))
    lines += [f"  words only, no table: {note}" for note in account["notes"]]
    return lines


def _read_so(rule: str, account: dict[str, Any]) -> str:
    used = any(each["rule"] == rule for each in account["rules"])
    return f"read so by {rule}" if used else f"add the rule {rule} to read them so"


def _figures(figures: dict[str, Any]) -> str:
    return ", ".join(_parts(figures))


def _parts(figures: dict[str, Any]) -> list[str]:
    from habeas.cli.shown import counted

    said = [counted(figures["rows"], "row"), counted(figures["people"], "person", "people")]
    if figures["without_identifier"]:
        said.append(f"{counted(figures['without_identifier'], 'row')} of nobody named")
    if figures["median_minutes"] is not None:
        low, high = (_length(minutes) for minutes in figures["median_minutes"])
        said.append(f"median length {low}" if low == high else f"median length {low} to {high}")
        if figures["without_length"]:
            said.append(f"{figures['without_length']:,} without a length")
        if figures["end_before_start"]:
            said.append(f"{figures['end_before_start']:,} not in the median (end before start)")
    for minutes, (sure, possible) in figures["over_minutes"].items():
        more = f" (up to {possible:,})" if possible != sure else ""
        said.append(f"{sure:,}{more} over {_length(int(minutes))}")
    return said


def _length(minutes: int | None) -> str:
    if minutes is None:
        return "unknown"
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest:02} min"


def _without(rule: dict[str, Any], figures: dict[str, Any]) -> str:
    if "columns" in rule and rule["effect"] == "reads":
        return "; ".join(rule["columns"]) or "the same"
    if "codes" in rule:
        return ", ".join(f"{count:,} {code}" for code, count in rule["codes"].items())
    without = rule.get("without")
    if without is None:
        return "read as rows" if rule["rows"] else "the same"
    same = set(_parts(figures))
    return ", ".join(part for part in _parts(without) if part not in same) or "the same"


def _example(rule: dict[str, Any]) -> str:
    return _place(rule["examples"][0]) if rule.get("examples") else ""


def _place(example: dict[str, Any]) -> str:
    sheet = f" ({example['sheet']})" if example["sheet"] else ""
    return f"{example['file']}{sheet}#{example['locator']}"
