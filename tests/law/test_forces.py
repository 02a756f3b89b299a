from habeas.core.located import read_documents
from habeas.custody import Edge
from habeas.law import read_instrument
from habeas.law.instruments.forces import forces_of
from habeas.law.instruments.model import Instrument
from tests.custody.saying import SCHEMA, ZONE

CLAUSE = "clauses: [{id: c, forbids: \"act.kind = 'removes'\"}]\n"


def _read(text: str) -> Instrument:
    (node,) = read_documents(f"instrument: i\n{text}\n{CLAUSE}", "i.yaml")
    return read_instrument(node, SCHEMA, ZONE, 5)


def test_a_file_that_gives_no_time_says_nothing_of_when() -> None:
    assert forces_of([_read("")]) == {}


def test_times_without_dispute_are_one_force() -> None:
    (force,) = forces_of(
        [_read("in_force: {from: act:made, until: act:end, except: [{from: act:stay, until: act:lift}]}")]
    )["instrument:i"]
    assert (force.meaning, force.start, force.end) == ("", Edge("act:made"), Edge("act:end"))
    assert (force.excepted, force.zone) == (((Edge("act:stay"), Edge("act:lift")),), ZONE)


def test_each_combination_of_meanings_is_a_force() -> None:
    text = (
        "in_force: {from: {spoken: act:said, written: act:wrote}, until: {early: act:x, late: act:y}}\n"
        "readings: {r: {in_force.from: spoken, in_force.until: early}}"
    )
    found = {force.meaning: (force.start, force.end) for force in forces_of([_read(text)])["instrument:i"]}
    assert len(found) == 4
    assert found["in_force.from=written in_force.until=early"] == (Edge("act:wrote"), Edge("act:x"))
