"""Which claims are left out, and that nothing else leaves any out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from habeas.core.errors import UseError
from habeas.core.matter import Matter
from habeas.intake import read_matter
from habeas.ledger import Ledger
from habeas.view import Filters, Trust, TrustWord, read_trust, select
from tests.intake.folder import claims_csv, write_matter

ROWS = (
    "act:f1,act.kind,departs,ap,,AP,asserts,2025-03-16,,,,,",
    "act:f1,act.kind,departs,copy,,AP,asserts,,,,,,",  # dated by its source: 17 March
    "act:f1,act.kind,departs,decl,,ICE (Smith Decl.),admits,2025-03,,,,,",  # some day in March
    "act:f1,act.kind,lands,none,,AP,asserts,,,,,,",  # nobody says when
    "act:f1,act.kind,lands,ap,,CNN,asserts,2025-03-20,a,,,,",
    "act:f1,act.kind,lands,ap,,CNN,asserts,2025-03-20,a;b,,,,",
)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    change = claims_csv(*ROWS)
    change["matter.yaml"] = "id: small\nzone: America/New_York\nlabels: [a, b]\n"
    change["sources.csv"] = (
        "id,kind,date,origin\nap,press,2025-03-16,\ncopy,press,2025-03-17,ap\ndecl,declaration,,\nnone,inference,,\n"
    )
    return read_matter(write_matter(tmp_path, change))


def rows(matter: Matter, filters: Filters) -> list[int]:
    return [int(claim.row.split(":")[1]) for claim in select(matter, filters)]


def moment(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[misc,arg-type]


def test_without_filters_all_claims_are_seen(matter: Matter) -> None:
    assert select(matter, Filters()) == matter.claims


@pytest.mark.parametrize(
    ("when", "seen"),
    [
        ((2025, 3, 1), [5]),  # March begins at 05:00Z in New York: not yet
        ((2025, 3, 1, 6), [4, 5]),
        ((2025, 3, 16, 3), [4, 5]),  # still the 15th in New York
        ((2025, 3, 16, 5), [2, 4, 5]),
        ((2025, 3, 17, 5), [2, 3, 4, 5]),
        ((2025, 3, 20, 5), [2, 3, 4, 5, 6, 7]),
    ],
)
def test_what_was_certainly_said_later_is_left_out(matter: Matter, when: tuple[int, ...], seen: list[int]) -> None:
    assert rows(matter, Filters(said_by=moment(*when))) == seen


@pytest.mark.parametrize(
    ("audience", "seen"),
    [(None, [2, 3, 4, 5, 6, 7]), ("", [2, 3, 4, 5]), ("a", [2, 3, 4, 5, 6]), ("b", [2, 3, 4, 5]),
     ("ab", [2, 3, 4, 5, 6, 7])],
)  # fmt: skip
def test_a_claim_is_seen_by_whoever_may_see_all_of_its_labels(
    matter: Matter, audience: str | None, seen: list[int]
) -> None:
    assert rows(matter, Filters(audience=None if audience is None else frozenset(audience))) == seen


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (["kind:inference"], [5]),
        (["!kind:inference"], [2, 3, 4, 6, 7]),
        (["-inference"], [2, 3, 4, 6, 7]),
        (["not inference, press"], [2, 3, 6, 7]),
        (["decl", "copy"], [3, 4]),
        (["!source:ap"], [3, 4, 5]),  # a copy of it is another source
        (["!origin:ap"], [4, 5]),
        (["origin:ap", "!speaker:CNN"], [2, 3]),
        (["ICE (Smith Decl.)"], [4]),
        (["!speaker:ICE (Smith Decl.)", "AP"], [2, 3, 5]),
        (["!report"], [2, 3, 4, 5, 6, 7]),  # a kind that no source here has
    ],
)
def test_trust(matter: Matter, words: list[str], seen: list[int]) -> None:
    assert rows(matter, Filters(trust=read_trust(words, matter))) == seen


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("inferences", '--trust: "inferences" is no source, kind of source or speaker here. Nearest: "inference".'),
        ("source:app", '--trust: no source "app" in this matter. Nearest: "ap".'),
        ("speaker:CBS", '--trust: no speaker "CBS" in this matter. Expected one of: AP, CNN, ICE (Smith Decl.).'),
    ],
)
def test_a_word_that_names_nothing_is_refused(matter: Matter, word: str, said: str) -> None:
    with pytest.raises(UseError) as refused:
        read_trust([word], matter)
    assert str(refused.value) == said


def test_a_word_of_two_meanings_is_refused(tmp_path: Path) -> None:
    change = claims_csv("act:f1,act.kind,departs,press,,AP,asserts,,,,,,")
    change["sources.csv"] = "id,kind\npress,press\n"
    matter = read_matter(write_matter(tmp_path, change))
    with pytest.raises(UseError) as refused:
        read_trust(["press"], matter)
    assert str(refused.value) == '--trust: "press" is a source and a kind. Write source:press or kind:press.'


def test_names_with_commas(tmp_path: Path) -> None:
    change = claims_csv(
        'act:f1,act.kind,departs,ap,,"ICE (Cerna, 2nd declaration)",asserts,,,,,,',
        'act:f1,act.kind,departs,ap,,"CBS News, 60 Minutes",asserts,,,,,,',
        "act:f1,act.kind,departs,ap,,AP,asserts,,,,,,",
    )
    matter = read_matter(write_matter(tmp_path, change))
    ice, cbs, ap = (TrustWord("speaker", claim.speaker) for claim in matter.claims)
    assert read_trust(["ICE (Cerna, 2nd declaration), AP"], matter) == Trust((ice, ap))
    assert read_trust(["!CBS News, 60 Minutes"], matter) == Trust((), (cbs,))
    assert read_trust(['"CBS News, 60 Minutes", !AP'], matter) == Trust((cbs,), (ap,))


def test_a_withdrawal_that_is_not_seen_withdraws_nothing(tmp_path: Path) -> None:
    change = claims_csv(
        "act:f1,act.kind,departs,ap,,AP,asserts,2025-03-16,,,,,",
        "claim:claims.csv:2,claim.retracted,true,ap,,AP,asserts,2025-03-20,sealed,,,,",
    )
    matter = read_matter(write_matter(tmp_path, change))
    assert rows(matter, Filters()) == [3]
    assert rows(matter, Filters(audience=frozenset())) == [2]
    assert rows(matter, Filters(said_by=moment(2025, 3, 18))) == [2]


def test_as_of_a_day_is_what_the_ledger_held_then(matter: Matter, tmp_path: Path) -> None:
    with pytest.raises(UseError, match="nothing of this matter is recorded yet"):
        select(matter, Filters(as_of=5))
    Ledger.open(tmp_path).record(matter, 10)
    later = read_matter(write_matter(tmp_path, claims_csv()))
    assert select(later, Filters(as_of=9)) == ()
    assert len(select(later, Filters(as_of=10))) == 6
    assert rows(later, Filters(as_of=10, trust=read_trust(["decl"], later))) == [4]
    assert rows(later, Filters()) == []
