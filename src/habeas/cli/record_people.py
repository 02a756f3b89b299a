"""Whose record it is, in words: the people and groups that count as the one asked about, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.custody import Record, Said, Witness

_HOW = {
    "whole": "what is said of {} counts:",
    "part": "some of them, {}, count:",
    "disputed": "{} does not count, being claimed and denied:",
}


def whose(record: Record) -> Iterator[str]:
    yield f"The custody record of {record.subject}"
    for one in record.people[1:]:
        chain = "; ".join(
            f"{through.subject} {through.said.property} {through.said.key} ({_witnessed(through.said)})"
            for through in one.through
        )
        yield f"  {_HOW[one.how].format(one.id)} {chain}"


def _witnessed(said: Said) -> str:
    words = ", ".join(_witness(witness) for witness in said.by)
    if said.denied_by:
        words += f"; denied by {', '.join(_witness(witness) for witness in said.denied_by)}"
    return words.removeprefix("; ")


def _witness(witness: Witness) -> str:
    pin = f" {witness.pin}" if witness.pin else ""
    return f"{witness.speaker} {witness.stance}, {witness.source}{pin} [{witness.row}]"
