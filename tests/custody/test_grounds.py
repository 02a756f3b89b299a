from collections.abc import Mapping

from habeas.core.duration import read_duration
from habeas.core.edtf import read_instant
from habeas.custody import Edge, Force, Ground, State, record_of
from habeas.custody.model import Custody
from tests.custody.saying import ZONE, say

HELD = (
    "custody:a custody.person person:p", "custody:a custody.start 2025-03-10", "custody:a custody.end 2025-03-20",
    "custody:a custody.ground instrument:order",
)  # fmt: skip


def _ground(*lines: str, forces: Mapping[str, tuple[Force, ...]] | None = None) -> Ground:
    (row,) = [row for row in record_of(say(*HELD, *lines), "person:p", forces).rows if isinstance(row, Custody)]
    return row.grounds[0]


def _act(name: str, kind: str, time: str) -> tuple[str, ...]:
    return (f"act:{name} act.kind {kind}", f"act:{name} act.instrument instrument:order", f"act:{name} act.time {time}")


def _words(states: tuple[State, ...]) -> list[tuple[str, ...]]:
    return [state.words for state in states]


def test_the_chain_goes_up_to_the_statute_with_whoever_says_so() -> None:
    ground = _ground(
        "instrument:order instrument.authority instrument:proclamation (B)",
        "instrument:proclamation instrument.authority instrument:statute",
        "instrument:proclamation instrument.kind proclamation",
        "instrument:statute instrument.authority instrument:order",
    )
    assert [(step.depth, step.instrument) for step in ground.chain] == [
        (1, "instrument:proclamation"), (2, "instrument:statute"), (3, "instrument:order"),
    ]  # fmt: skip
    assert ground.chain[0].said.by[0].speaker == "B"
    assert ground.chain[0].kinds[0].key == "proclamation"


def test_rival_authorities_both_have_their_chain() -> None:
    ground = _ground("instrument:order instrument.authority instrument:x",
                     "instrument:order instrument.authority instrument:y",
                     "instrument:y instrument.authority instrument:z")  # fmt: skip
    assert [step.instrument for step in ground.chain] == ["instrument:x", "instrument:y", "instrument:z"]


def test_a_code_names_no_instrument() -> None:
    (row,) = [row for row in record_of(say("custody:a custody.person person:p", "custody:a custody.ground final_order"),
                                       "person:p").rows if isinstance(row, Custody)]  # fmt: skip
    assert (row.grounds[0].said.key, row.grounds[0].chain, row.grounds[0].states) == ("final_order", (), ())


def test_silence_about_an_instrument_gives_no_state() -> None:
    assert _ground().states == ()


def test_acts_about_an_instrument_say_what_it_was() -> None:
    made = _act("made", "orders_in_writing", "2025-03-01")
    assert _words(_ground(*made).states) == [("in_force",)]
    assert _words(_ground(*_act("made", "orders_in_writing", "2025-03-11")).states) == [("not_yet",)]
    assert _words(_ground(*_act("made", "orders_in_writing", "2025-03-10")).states) == [("not_yet", "in_force")]
    assert _words(_ground(*made, *_act("end", "vacates", "2025-03-05")).states) == [("ended",)]
    assert _words(_ground(*made, *_act("stay", "stays", "2025-03-05")).states) == [("stayed",)]
    lifted = _act("lift", "lifts_stay", "2025-03-08")
    assert _words(_ground(*made, *_act("stay", "stays", "2025-03-05"), *lifted).states) == [("in_force",)]


def test_a_lift_ends_the_stays_before_it_and_no_later_one() -> None:
    made = _act("made", "orders_in_writing", "2025-03-01")
    first = (*_act("stay", "stays", "2025-03-02"), *_act("lift", "lifts_stay", "2025-03-04"))
    later = (*_act("again", "stays", "2025-03-15"), *_act("lift-again", "lifts_stay", "2025-03-18"))
    assert _words(_ground(*made, *first, *later).states) == [("in_force",)], "between the two"
    again = _act("again", "stays", "2025-03-06")
    assert _words(_ground(*made, *first, *again).states) == [("stayed",)]
    assert _words(_ground(*made, *first, *again, *_act("last", "lifts_stay", "2025-03-08")).states) == [("in_force",)]
    vague = _act("lift", "lifts_stay", "[2025-03-01..2025-03-08]")
    assert _words(_ground(*made, *again, *vague).states) == [("in_force", "stayed")]


def test_notice_counts_where_it_is_about_the_instrument() -> None:
    lines = ("act:p act.kind publishes", "act:p act.about instrument:order", "act:p act.time 2025-03-01")
    assert _words(_ground(*lines).states) == [("in_force",)]


def test_what_turns_within_the_interval_is_said_with_its_act() -> None:
    (state,) = _ground(*_act("made", "orders_in_writing", "2025-03-01"), *_act("end", "vacates", "2025-03-15"),
                       *_act("stay", "stays", "2025-03-12")).states  # fmt: skip
    assert [(turn.word, turn.act) for turn in state.turns] == [("stayed", "act:stay"), ("ended", "act:end")]
    (later,) = _ground(*_act("made", "orders_in_writing", "2025-03-01"), *_act("end", "vacates", "2025-03-25")).states
    assert later.turns == ()


def test_several_ways_in_which_it_was_made_are_each_a_meaning() -> None:
    states = _ground(
        *_act("said", "orders_orally", "2025-03-01"), *_act("wrote", "orders_in_writing", "2025-03-12")
    ).states
    assert {state.meanings: state.words for state in states} == {
        ("act:said",): ("in_force",), ("act:wrote",): ("not_yet",),
    }  # fmt: skip


def test_an_end_that_did_not_happen_never_ends_it() -> None:
    made, end = _act("made", "orders_in_writing", "2025-03-01"), _act("end", "vacates", "2025-03-05")
    assert _words(_ground(*made, *end, "not act:end act.happened true (B)").states) == [("in_force", "ended")]
    untimed = ("act:end act.kind vacates", "act:end act.instrument instrument:order", "not act:end act.happened true")
    assert _words(_ground(*made, *untimed).states) == [("in_force",)]


def test_an_end_that_nobody_timed_is_open() -> None:
    untimed = ("act:end act.kind vacates", "act:end act.instrument instrument:order")
    (state,) = _ground(*_act("made", "orders_in_writing", "2025-03-01"), *untimed).states
    assert (state.words, state.turns) == (("in_force", "ended"), ())


def test_the_file_of_an_instrument_goes_before_the_acts() -> None:
    start = Edge(instant=read_instant("2025-03-01T00:00", ZONE, 5))
    force = Force("", start, Edge(after=read_duration("P3D")), (), ZONE)
    made = _act("made", "orders_in_writing", "2025-03-12")
    assert _words(_ground(*made, forces={"instrument:order": (force,)}).states) == [("ended",)]
    fortnight = Force("", start, Edge(after=read_duration("P14D")), (), ZONE)
    (state,) = _ground(forces={"instrument:order": (fortnight,)}).states
    assert (state.words, [turn.word for turn in state.turns]) == (("in_force",), ["ended"])


def test_meanings_that_agree_are_one_state() -> None:
    early, late = (Edge(instant=read_instant(f"2025-03-0{day}T00:00", ZONE, 5)) for day in (1, 2))
    forces = {"instrument:order": (Force("from=spoken", early, None), Force("from=written", late, None))}
    (state,) = _ground(forces=forces).states
    assert (state.words, state.meanings) == (("in_force",), ())
