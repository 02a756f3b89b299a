"""A page made by hand in the shape of the first matter: three flights, two duties, four words in dispute.

Answers follow a rule written here, so that the page's own logic (switches, sentence, explanations) can be held
against something that is plain to read. Nothing of the law part is used.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from habeas.core.finding import Outcome
from habeas.report.model import (
    About,
    Band,
    Cell,
    Combination,
    Conclusion,
    Duty,
    Event,
    Figure,
    Lane,
    LaneAct,
    Mark,
    Meaning,
    OpenPoint,
    Page,
    Panel,
    Reading,
    Reasons,
    Request,
    Row,
    Said,
    Statement,
    Term,
    Witness,
)

MINUTE = 60_000_000
NOON = 1_742_054_400_000_000  # 15 March 2025, 12:00 in New York


def at(hours: int, minutes: int) -> int:
    """That clock time of the night, in New York; hours run on past midnight."""
    return NOON + ((hours - 12) * 60 + minutes) * MINUTE


def minute(hours: int, minutes: int) -> tuple[int, int]:
    start = at(hours, minutes)
    return (start, start + MINUTE - 1)


def witness(speaker: str, source: str, **more: object) -> Witness:
    return replace(
        Witness(speaker, "asserts", source, "press", f"{speaker}’s paper", f"https://{source}.example/page?a=1&b=2"),
        **more,  # type: ignore[arg-type]
    )


NYT = witness("New York Times", "nyt", row="flights.csv:4")
COPY = witness("A reprint", "copy", origin="nyt", row="flights.csv:5")
ICE = witness("ICE (Cerna)", "cerna-2", kind="declaration", stance="admits", pin="¶ 7", locator="char=120,188",
              quote="all aboard had final orders", said="18 March 2025", row="groups.csv:10")  # fmt: skip
GUESS = witness("inference from positions", "derived", kind="inference", url="", marks=("inferred",))


def statement(words: str, *witnesses: Witness, against: bool = False) -> Statement:
    return Statement(words, words, witnesses or (NYT,), against)


ABOARD = OpenPoint(
    "group:flight-3-passengers person.member_of group:class",
    "Nobody has said whether any of the flight 3 passengers belong to the class.",
    "Please state whether any of the flight 3 passengers belong to the class.",
    decisive=True,
    toward=("breach", "not_bound"),
)
TERMS = (
    Term("removal", "removal", "what counts as removing someone", (
        Meaning("airspace", "removal is complete on leaving the airspace", ("government",)),
        Meaning("handover", "removal is handing people over", ("plaintiffs", "District Court")))),
    Term("in_force.from", "from when it binds", "", (
        Meaning("spoken", "the order binds from the moment when it is spoken", ("plaintiffs",)),
        Meaning("written", "only the written order binds", ("government", "District Court")))),
    Term("return_duty", "return duty", "", (
        Meaning("spoken_command", "the words from the bench command that aircraft come back", ("plaintiffs",)),
        Meaning("none", "there is no duty to come back", ("government", "District Court")))),
    Term("class", "class", "who is protected", (
        Meaning("subject", "anyone subject to the Proclamation is in the class", ("plaintiffs", "District Court")),
        Meaning("solely", "whoever is otherwise removable is outside", ("government",)))),
)  # fmt: skip
FLIGHTS = tuple(Row(f"carrier:flight-{number}", f"Flight {number}") for number in (1, 2, 3))
DUTIES = (
    Duty("no-removal", "No removal", "No member of the class may be removed.", FLIGHTS),
    Duty("bring-back", "Bring back", "Whoever was in the air must be brought back.", FLIGHTS),
)
COURT = Conclusion(
    "District Court", "finds: broken", "16 April 2025", "https://court.example/81", "ecf-81",
    "vacated by D.C. Circuit, 8 August 2025",
)  # fmt: skip


def rule(duty: str, flight: int, choice: dict[str, str]) -> tuple[Outcome, str]:
    """What this fixture says the answer is."""
    if duty == "bring-back" and choice["return_duty"] == "none":
        return "not_bound", "switched_off"
    if flight == 3:
        return ("not_bound", "not_protected") if choice["class"] == "solely" else ("undetermined", "gap")
    if duty == "bring-back":
        return "breach", "never_done"
    if choice["removal"] == "handover":
        return "breach", "done_while_forbidden"
    return "kept", "before_force"


def _reasons(outcome: Outcome, flight: int) -> Reasons:
    if outcome == "undetermined":
        return Reasons("It stays open, as nobody has said who was aboard.", turns_on=(("class",),), settle=(ABOARD,))
    return Reasons(
        f"What was said of flight {flight} gives one answer.",
        (
            statement(f"Flight {flight} handed people over on 16 March", NYT, COPY),
            statement("The order was spoken at 18:48", ICE, GUESS),
            statement("The order was spoken at 18:45", NYT),
        ),
        ((0, 1), (0, 2)),
        (("removal",), ("class", "return duty")),
        against=(statement("Not so: removed after 19:25", ICE, against=True),),
    )


def _figure() -> Figure:
    def mark(identity: str, low: int, high: int, shown: str, *who: Witness) -> Mark:
        point = high - low < MINUTE
        return Mark(identity, ((low, high),), point, shown, shown, statement(shown, *who))

    lanes = []
    for number in (1, 2, 3):
        early = 26 + number
        lanes.append(Lane(f"Flight {number}", (
            LaneAct(f"act:flight-{number}-departure", "departs", (
                mark(f"m{number}a", *minute(17, early), f"17:{early} EDT", NYT, COPY),
                mark(f"m{number}b", *minute(17, early - 1), f"17:{early - 1} EDT", ICE)), rivals=True),
            LaneAct(f"act:flight-{number}-airspace", "leaves airspace", (
                mark(f"m{number}c", at(17, early), at(19, 24), f"17:{early} to 19:24 EDT", ICE),
                mark(f"m{number}d", at(17, 40), at(18, 10), "17:40 to 18:10 EDT", GUESS))),
            LaneAct(f"act:flight-{number}-handover", "hands over", (
                mark(f"m{number}e", at(24, 5), at(32, 0), "00:05 to 08:00 EDT", NYT),)))))  # fmt: skip
    orders = (
        LaneAct("act:oral-order", "orders orally", (
            mark("m4a", *minute(18, 45), "18:45 EDT", NYT), mark("m4b", *minute(18, 48), "18:48 EDT", ICE),
            mark("m4c", at(18, 43), at(18, 54), "18:43 to 18:54 EDT", COPY)), rivals=True),
        LaneAct("act:minute-order", "orders in writing", (mark("m5", *minute(19, 25), "19:25 EDT", ICE),)),
    )  # fmt: skip
    return Figure(
        (at(16, 30), at(33, 0)), (*lanes, Lane("D.D.C.", orders)),
        (Band("in force, as spoken", (at(18, 43), at(18, 54)), None),
         Band("in force, as written", (at(19, 25), at(19, 27)), None)),
        ("America/New_York", "UTC", "America/El_Salvador"),
    )  # fmt: skip


def _panel() -> Panel:
    cells: list[Cell] = []
    combinations = []
    for meanings in product(*[[meaning.id for meaning in term.meanings] for term in TERMS]):
        choice = {term.name: meaning for term, meaning in zip(TERMS, meanings, strict=True)}
        places = []
        for duty in DUTIES:
            for number, _ in enumerate(FLIGHTS, start=1):
                outcome, because = rule(duty.id, number, choice)
                strength = None if outcome == "undetermined" else 3
                shown = (COURT,) if outcome == "breach" else ()
                cell = Cell(outcome, because, _reasons(outcome, number), strength, shown)
                if cell not in cells:
                    cells.append(cell)
                places.append(cells.index(cell))
        acts = {"airspace": "airspace", "handover": "handover"}[choice["removal"]]
        combinations.append(Combination(
            meanings, tuple(places), 0 if choice["in_force.from"] == "spoken" else 1,
            tuple(f"act:flight-{number}-{acts}" for number in (1, 2, 3))))  # fmt: skip
    where = {one.meanings: place for place, one in enumerate(combinations)}
    readings = (
        Reading("plaintiffs", "plaintiffs", where["handover", "spoken", "spoken_command", "subject"], "plaintiffs",
                "plaintiffs-filing", "https://plaintiffs.example/"),
        Reading("government", "government", where["airspace", "written", "none", "solely"], "the government",
                "doj-brief", "https://doj.example/", "The written order controls."),
        Reading("court", "District Court", where["handover", "written", "none", "subject"], "District Court", "ecf-81"),
    )  # fmt: skip
    return Panel("class-order", "Order for the class", DUTIES, tuple(cells), tuple(combinations), readings, TERMS,
                 figure=_figure(), citation="minute order of 15 March 2025",
                 url="https://court.example/order")  # fmt: skip


def page() -> Page:
    """The whole page, answers included."""
    from habeas.report.answer import answers

    panel = _panel()
    panel = replace(panel, answers=answers(panel))
    event = Event(
        "act:oral-order", "D.D.C. orders orally",
        (Said("2025-03-15T18:45", "2025-03-15 18:45 EDT", statement("18:45", NYT, COPY), rival=True),
         Said("2025-03-15T18:48", "2025-03-15 18:48 EDT", statement("18:48", ICE, GUESS), rival=True)),
        (Said("", "", statement("The order is of the class order", NYT)),),
    )  # fmt: skip
    sizes = Event("group:removed", "removed on 15 March", (), (
        Said("", "", statement("They were 261", NYT), rival=True),
        Said("", "", statement("They were 238", ICE), rival=True),
    ))  # fmt: skip
    return Page(
        "night", "A v. B, No. 1 (D.D.C.)", "Was the order kept on the night of 15 March 2025?", "America/New_York",
        (panel,), (event,), (sizes,),
        (Request(ABOARD.request, "Nobody has said.", decisive=True, settles=("flight 3, no removal",)),),
        About("12 December 2025", "12 December 2025", "public", "all sources", "habeas report night", "0.1", "ab" * 32,
              ("145 claims",)),
    )  # fmt: skip


def empty() -> Page:
    """A matter that holds a title and nothing else."""
    return replace(page(), question="", panels=(), chronology=(), undated=(), requests=())
