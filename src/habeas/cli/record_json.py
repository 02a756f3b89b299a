"""A custody record as objects, one for each row: ``is`` says which of person, custody, act, gap it is."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.core.instant import MAX, Instant
from habeas.core.zones import SECOND
from habeas.custody import Act, Custody, Gap, Ground, Reached, Record, Said, Step, Witness, iso

Plain = dict[str, object]


def objects(record: Record, zone: str) -> Iterator[Plain]:
    """First whoever counts and through whom, then the rows in order of time."""
    for one in record.people:
        yield _person(one, zone)
    for row in record.rows:
        yield _gap(row, zone) if isinstance(row, Gap) else _row(row, zone)


def _person(one: Reached, zone: str) -> Plain:
    chain = [{"subject": through.subject, **_said(through.said, zone)} for through in one.through]
    return {"is": "person", "id": one.id, "how": one.how, "through": chain}


def _gap(gap: Gap, zone: str) -> Plain:
    open_ended = gap.high == MAX
    return {
        "is": "gap",
        "missing": list(gap.missing),
        "from": iso(gap.low, zone),
        "to": iso(gap.high, zone),
        "shortest_seconds": None if open_ended else (gap.high - gap.low + 1) // SECOND,
        "longest_seconds": None if open_ended else (gap.latest - gap.earliest + 1) // SECOND,
        "after": gap.after,
        "before": gap.before,
    }


def _row(row: Custody | Act, zone: str) -> Plain:
    made: Plain = {
        "is": "act" if isinstance(row, Act) else "custody",
        "id": row.id,
        "number": row.number,
        "count": row.count,
        "contested": list(row.contested),
        "apart": row.apart,
        "people": [_said(said, zone) for said in row.people],
        "facts": [_said(said, zone) for said in row.facts.values()],
        "denials": [_said(said, zone) for said in row.denials],
        "grounds": [_ground(ground, zone) for ground in row.grounds],
    }
    if isinstance(row, Act):
        made["by"] = [_said(said, zone) for said in row.by]
        made["happened"] = None if row.happened is None else _said(row.happened, zone)
    return made


def _ground(ground: Ground, zone: str) -> Plain:
    return {
        **_said(ground.said, zone),
        "kinds": [_said(said, zone) for said in ground.kinds],
        "chain": [_step(step, zone) for step in ground.chain],
        "states": [
            {
                "words": list(state.words),
                "meanings": list(state.meanings),
                "turns": [
                    {"word": turn.word, "act": turn.act or None, **_span(turn.instant, zone)} for turn in state.turns
                ],
            }
            for state in ground.states
        ],
    }


def _step(step: Step, zone: str) -> Plain:
    return {"depth": step.depth, **_said(step.said, zone), "kinds": [_said(said, zone) for said in step.kinds]}


def _said(said: Said, zone: str) -> Plain:
    return {
        "property": said.property,
        "value": said.text if said.instant is not None else said.key,
        **({} if said.instant is None else _span(said.instant, zone)),
        "by": [_witness(witness) for witness in said.by],
        "denied_by": [_witness(witness) for witness in said.denied_by],
    }


def _span(instant: Instant, zone: str) -> Plain:
    return {"earliest": iso(instant.low, zone), "latest": iso(instant.high, zone)}


def _witness(witness: Witness) -> Plain:
    return {
        "speaker": witness.speaker,
        "stance": witness.stance,
        "source": witness.source,
        "row": witness.row,
        "pin": witness.pin,
    }
