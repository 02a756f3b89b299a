"""From the words of a chronology to a kind of act."""
# ruff: noqa: ISC004 - the messages stand as they are printed

import pytest

from habeas.core.errors import UseError
from habeas.core.schema import load_schema
from habeas.core.values import ValueFault
from habeas.intake.chronology.kinds import _MATCHES, _WORDS, guess_kind, read_taught

CODES = load_schema().properties["act.kind"].codes

TOLD = {
    "transfers": ["transfers", "Transfer", "Moved to El Valle", "P-17 was transferred from Jail A to Center B",
                  "Detainee bused to Alexandria"],
    "departs": ["Departure", "Flight 1 took off from Harlingen", "plane left Harlingen", "Departs KHRL"],
    "leaves_airspace": ["Plane leaves U.S. airspace", "Flight 1 exited Mexican air space", "leaves airspace"],
    "lands": ["Lands in Honduras", "touchdown", "Flight 2 landed at Comayagua."],
    "hands_over": ["Handed over to CECOT", "hand-over", "Turned over to Salvadoran police"],
    "arrests": ["Arrested by ICE at home", "Taken into custody", "apprehended"],
    "books_in": ["Booked in at Jail A", "Booked into Hold Room 2", "books in"],
    "releases": ["Released on bond", "RELEASE"],
    "removes": ["Deported to Venezuela", "Removed to El Salvador", "was removed"],
    "returns": ["Brought back to Texas", "P-17 returned to Houston"],
    "files": ["Plaintiffs filed complaint", "Motion for release filed", "Government files notice", "Complaint"],
    "requests": ["Plaintiffs moved for a TRO", "requested a stay"],
    "hears": ["TRO hearing held", "Hearing", "Hearing began by video"],
    "orders_orally": ["Judge orally ordered the planes back", "Ruled from the bench"],
    "orders_in_writing": ["Minute order issued", "Court entered a written order", "TRO granted"],
    "vacates": ["Order vacated"],
    "stays": ["D.C. Circuit stayed the order", "administrative stay granted"],
    "gives_notice": ["gives notice", "ICE gave oral notice", "Counsel notified"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in TOLD.items() for text in texts])
def test_words_that_leave_one_choice(kind: str, text: str) -> None:
    assert guess_kind(text, CODES, {}) == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Phone call with counsel", '"Phone call with counsel" does not say which kind of act it is. Say it in a column'
         " named what (transfers, departs, ...), or with --what 'WORDS=KIND'. [unknown-act]"),
        ("Not released", '"Not released" may say that something was not done. Say it in a column named what (transfers,'
         " departs, ...), or with --what 'WORDS=KIND'. [unknown-act]"),
        ("Arrested and released", '"Arrested and released" may be arrests and releases. Give each act a row of its own,'
         " or say which it is in a column named what. [unknown-act]"),
        ("Judge ordered release", '"Judge ordered release": orally or in writing? Say it in a column named what'
         " (transfers, departs, ...), or with --what 'WORDS=KIND'. [unknown-act]"),
    ],
)  # fmt: skip
def test_words_that_leave_none_or_several(text: str, words: str) -> None:
    with pytest.raises(ValueFault) as refused:
        guess_kind(text, CODES, {})
    assert str(refused.value) == words


@pytest.mark.parametrize("text", ["ICE released a statement", "P-17 stayed at Jail A", "name removed from the list",
                                  "returned counsel's call", "served as interpreter"])  # fmt: skip
def test_words_that_only_sound_like_an_act(text: str) -> None:
    with pytest.raises(ValueFault):
        guess_kind(text, CODES, {})


def test_words_of_the_sheet_can_be_taught() -> None:
    taught = read_taught(["intake interview=hears", "credible fear=decides"], CODES)
    assert guess_kind("Intake Interview by video", CODES, taught) == "hears"
    with pytest.raises(UseError) as refused:
        read_taught(["interview=hear"], CODES)
    assert str(refused.value) == '--what: there is no kind of act "hear". Nearest: "hears".'
    with pytest.raises(UseError, match="is not WORDS=KIND"):
        read_taught(["interview"], CODES)


def test_every_kind_that_is_guessed_is_one() -> None:
    assert set(_MATCHES) | set(_WORDS.values()) <= set(CODES)
