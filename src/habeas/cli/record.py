"""By what authority: who held a person or a group, where, on what ground, from when to when, and who says so.

A row for each interval of each custody, the acts that moved these people, and the time for which nobody claims a
place or a ground ("gap"), in order of time. Claims that disagree stand side by side as rows of their own: "1 of 2".
A ground is shown with what it is made under, and with what it was when the interval began. Terms that can be renewed
come last, with the next date of renewal after the day asked; and of a group, how many people it counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from habeas.cli.asked import add_day_argument, add_matter_argument
from habeas.cli.filters import add_filter_arguments

if TYPE_CHECKING:
    from habeas.core.claim import Claim
    from habeas.custody import Act, Custody, Gap, Ground, Record, Said, State, Witness

EXAMPLES = """\
examples:
  habeas record abrego-garcia abrego-garcia                 a person, by a plain name or as person:abrego-garcia
  habeas record jgg-v-trump group:removed-venezuelan        a group, with the custodies of its members
  habeas record jgg-v-trump flight-1-passengers --json      one JSON object a line
"""
HEADER = ("when", "what", "where", "in whose hands", "on what ground", "rows that say so")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_matter_argument(parser)
    parser.add_argument("subject", metavar="PERSON|GROUP", help="an id, or the plain name of a person or a group")
    parser.add_argument("--json", action="store_true", help="one object a line: whose record it is, then each row")
    add_day_argument(parser)
    add_filter_arguments(parser)


def run(args: argparse.Namespace) -> int:
    from habeas.cli.asked import load
    from habeas.cli.record_people import whose
    from habeas.cli.record_sizes import Sizes
    from habeas.cli.record_terms import terms_of
    from habeas.cli.shown import show_json, show_table
    from habeas.custody import record_of
    from habeas.law.instruments.forces import forces_of
    from habeas.law.worlds.one_act import OneAct

    asked = load(args)
    one_act = OneAct(asked.claims)
    forces = forces_of(one_act.instruments(asked.instruments))
    record = record_of(one_act.claims(asked.claims), _subject(args.subject, asked.claims), forces)
    zone = asked.matter.zone
    terms, sizes = terms_of(asked, record), Sizes(record, asked.claims)
    if args.json:
        from habeas.cli.record_json import objects

        show_json([*objects(record, zone), *terms.objects(), *sizes.objects()])
        return 0
    print(*whose(record), sep="\n")
    if record.rows:
        print()
        show_table(HEADER, _rows(record, zone))
        print()
        show_table(("row", "who says so", "how", "in which source", "place in it"), _witnesses(record))
    else:
        print("Nobody claims a custody of them, or an act that moved them.")
    terms.show()
    sizes.show()
    return 0


def _subject(text: str, claims: tuple[Claim, ...]) -> str:
    """The person or group that is meant. Raises ``UseError`` for one that no claim names."""
    from habeas.core.errors import UseError, nearest
    from habeas.core.values import ValueFault, read_id
    from habeas.custody import known_subjects

    known = known_subjects(claims)
    try:
        found = [read_id(text, ("person", "group"), "person")]
        if ":" not in text:
            found.append(read_id(text, ("group",), "group"))
    except ValueFault as fault:
        raise UseError(f"{fault.what} {fault.mend}".rstrip()) from None
    meant = [name for name in found if name in known]
    if len(meant) > 1:
        raise UseError(f'"{text}" is a person and a group. Write {meant[0]} or {meant[1]}.')
    if not meant:
        plain = known if ":" in text else {*known, *(name.partition(":")[2] for name in known)}
        raise UseError(f'no claim names the person or group "{text}". {nearest(text, plain)}'.rstrip())
    return meant[0]


# ---- rows -----------------------------------------------------------------------------------------------------------


def _rows(record: Record, zone: str) -> Iterator[tuple[str, ...]]:
    from habeas.custody import Act, Gap

    for row in record.rows:
        if isinstance(row, Gap):
            yield _gap(row, zone)
        elif isinstance(row, Act):
            yield _act(row, record, zone)
        else:
            yield _custody(row, record, zone)


def _gap(gap: Gap, zone: str) -> tuple[str, ...]:
    from habeas.core.edtf import show_instant
    from habeas.core.instant import MAX, Instant
    from habeas.custody import length

    if gap.high == MAX:
        long = "gap without an end"
    else:
        least, most = length(gap.low, gap.high + 1, zone), length(gap.earliest, gap.latest + 1, zone)
        long = f"gap of {least}" if least == most else f"gap of {least}, at most {most}"
    missing = ", ".join(f"no {name}" for name in gap.missing)
    when = show_instant(Instant(((gap.low, gap.high),)), zone)
    around = f"after {gap.after}, before {gap.before}" if gap.after != gap.before else f"within {gap.after}"
    none = {name: "nobody says" if name in gap.missing else "" for name in ("place", "ground")}
    return when, f"{long}: {missing} claimed", none["place"], "", none["ground"], around


def _custody(row: Custody, record: Record, zone: str) -> tuple[str, ...]:
    start, end = row.facts.get("custody.start"), row.facts.get("custody.end")
    when = f"from {_time(start, zone)}\nto {_time(end, zone)}"
    hands = _value(row.facts.get("custody.holder"), "nobody says")
    if behalf := row.facts.get("custody.for"):
        hands += f"\nfor {behalf.key}"
    kind = row.facts.get("custody.kind")
    term = row.facts.get("custody.term")
    what = [f"held{f' ({kind.key})' if kind else ''}: {row.id}", *_number(row), *_through(row, record)]
    if term:
        renewable = row.facts.get("custody.renewable")
        what.append(f"term {term.text}{', renewable' if renewable and renewable.key == 'true' else ''}")
    place = _value(row.facts.get("custody.place"), "nobody says")
    return when, "\n".join(what), place, hands, _grounds(row.grounds, zone), _sayings(row)


def _act(row: Act, record: Record, zone: str) -> tuple[str, ...]:
    kind = _value(row.facts.get("act.kind"), "kind in dispute")
    what = [f"{kind}: {row.id}", *_number(row), *_through(row, record)]
    if carrier := row.facts.get("act.carrier"):
        what.append(f"by {carrier.key}")
    if row.happened is not None and row.happened.denied_by:
        what.append("whether it took place is in dispute" if row.happened.by else "said not to have taken place")
    where = [
        f"{word}{said.key}"
        for word, name in (("from ", "act.from"), ("to ", "act.to"), ("", "act.place"))
        if (said := row.facts.get(name))
    ]
    by = "\n".join(said.key for said in row.by)
    grounds = _grounds(row.grounds, zone) if row.grounds else ""
    return (
        _time(row.facts.get("act.time"), zone),
        "\n".join(what),
        "\n".join(where),
        by,
        grounds,
        _sayings(row, row.by, row.happened),
    )


def _time(said: Said | None, zone: str) -> str:
    from habeas.core.edtf import show_instant

    return "nobody says when" if said is None or said.instant is None else show_instant(said.instant, zone)


def _value(said: Said | None, none: str) -> str:
    return none if said is None else said.key


def _number(row: Custody | Act) -> list[str]:
    if row.count == 1:
        return []
    names = ", ".join(name.partition(".")[2] for name in row.contested)
    each = "; too many combinations, so each rival value has its own row" if row.apart else ""
    return [f"{row.number} of {row.count}: claims disagree on {names}{each}"]


def _through(row: Custody | Act, record: Record) -> list[str]:
    others = [said.key for said in row.people if said.key != record.subject]
    return [f"of {', '.join(others)}"] if others else []


def _grounds(grounds: tuple[Ground, ...], zone: str) -> str:
    if not grounds:
        return "nobody claims one"
    return "\n".join(line for ground in grounds for line in _ground(ground, zone))


def _ground(ground: Ground, zone: str) -> Iterator[str]:
    from habeas.core.edtf import show_instant

    yield f"{ground.said.key}{_kinds(ground.kinds)}, {_speakers(ground.said)}"
    for step in ground.chain:
        yield f"  under {step.instrument}{_kinds(step.kinds)}, {_speakers(step.said)}"
    for state in ground.states:
        yield f"  that day {_state(state)}"
        for turn in state.turns:
            by = turn.act or "its own terms"
            yield f"  {turn.word.replace('_', ' ')} by {by}, {show_instant(turn.instant, zone)}"
    if not ground.states and ground.said.key.startswith("instrument:"):
        yield "  nobody says when it was made or ended"


def _state(state: State) -> str:
    meanings = f" ({'; '.join(state.meanings)})" if state.meanings else ""
    return " or ".join(word.replace("_", " ") for word in state.words) + meanings


def _speakers(said: Said) -> str:
    words = [f"{one.speaker} {one.stance}" for one in said.by]
    words += [f"{one.speaker} {one.stance}{'' if one.stance == 'denies' else ' not'}" for one in said.denied_by]
    return ", ".join(dict.fromkeys(words))


def _kinds(kinds: tuple[Said, ...]) -> str:
    return f" ({' or '.join(said.key for said in kinds)})" if kinds else ""


def _sayings(row: Custody | Act, more: tuple[Said, ...] = (), happened: Said | None = None) -> str:
    """By which rows each thing is said, and by which what is denied; who stands behind a row is listed once, below."""
    by_words: dict[str, list[str]] = {}
    for label, said in _said(row, more):
        by_words.setdefault(_rows_of(said), []).append(label)
    lines = [f"{', '.join(dict.fromkeys(labels))}: {words}" for words, labels in by_words.items()]
    lines += [f"not {_label(one)} {one.text}: {_rows_of(one)}" for one in row.denials]
    if happened is not None:
        lines.append(f"took place: {_rows_of(happened)}")
    return "\n".join(lines)


def _said(row: Custody | Act, more: tuple[Said, ...] = ()) -> Iterator[tuple[str, Said]]:
    yield from ((_label(one), one) for one in (*row.facts.values(), *more, *row.people))
    for ground in row.grounds:
        yield f"ground {ground.said.key}", ground.said
        yield from ((f"kind of {ground.said.key}", kind) for kind in ground.kinds)
        for step in ground.chain:
            yield f"made under {step.instrument}", step.said
            yield from ((f"kind of {step.instrument}", kind) for kind in step.kinds)


def _rows_of(said: Said) -> str:
    words = " ".join(witness.row for witness in said.by)
    denied = " ".join(witness.row for witness in said.denied_by)
    return f"{words}{'; ' if words and denied else ''}{'denied by ' if denied else ''}{denied}"


def _label(said: Said) -> str:
    return said.property.partition(".")[2]


def _witnesses(record: Record) -> list[tuple[str, ...]]:
    """Everyone behind a row of the table, once, in order of the rows."""
    from habeas.custody import Act, Gap, row_order

    found: dict[str, Witness] = {}
    for row in record.rows:
        if isinstance(row, Gap):
            continue
        more = (*row.by, *([row.happened] if row.happened else [])) if isinstance(row, Act) else ()
        for said in (*(said for _, said in _said(row, more)), *row.denials):
            found.update({witness.row: witness for witness in (*said.by, *said.denied_by)})
    return [
        (one.row, one.speaker, one.stance, one.source, one.pin)
        for one in sorted(found.values(), key=lambda one: row_order(one.row))
    ]
