import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.faults import ValueFault
from habeas.core.ids import read_id
from habeas.core.schema import SUBJECT_TYPES

PEOPLE = ("person", "group")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P-17", "person:p-17"),
        ("person:P-17", "person:p-17"),
        ("group:class", "group:class"),
        ("Group: class", "group:class"),
        ("Maria  Lopez", "person:maria-lopez"),
        ("O’Brien", "person:o-brien"),
        ("J.G.G.", "person:j.g.g"),
        ("José", "person:josé"),
        ("Jose\u0301", "person:josé"),
        ("Иван Петров", "person:иван-петров"),
        ("محمد", "person:محمد"),
        ("राम", "person:राम"),
        ("row_12", "person:row_12"),
    ],
)
def test_a_name_becomes_an_id_of_its_type(text: str, expected: str) -> None:
    assert read_id(text, PEOPLE, "person") == expected


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("persn:x", "unknown-type", 'Nearest: "person".'),
        ("place:x", "wrong-type", "Expected: person or group."),
        ("", "empty-value", "person:a-1"),
        ("  ", "empty-value", "person:a-1"),
        ("Smith, John", "bad-id", "Write person:smith-john:"),
        ("a/b", "bad-id", "Write person:a-b:"),
        ("../etc/passwd", "bad-id", "Write person:etc-passwd:"),
        ("a..b", "bad-id", "Write person:a-b:"),
        ("-x", "bad-id", "Write person:x:"),
        (".hidden", "bad-id", ""),
        ("person:", "bad-id", "Write person:a-1:"),
        ("???", "bad-id", ""),
        ("=1+1", "bad-id", ""),
        ("a" * 201, "bad-id", "At most 200 bytes."),
        ("p\u0430ul", "mixed-scripts", ""),  # a Cyrillic letter that looks like a Latin one
        ("a\u202eb", "control-character", ""),
        ("a\x00b", "control-character", ""),
        ("\u0301a", "bad-id", ""),
    ],
)
def test_what_cannot_be_an_id_is_refused_with_one_that_can(text: str, code: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_id(text, PEOPLE, "person")
    assert caught.value.code == code
    assert mend in caught.value.mend
    assert str(caught.value).isprintable()


def test_a_plain_name_where_no_type_is_plain_is_asked_for_its_type() -> None:
    with pytest.raises(ValueFault) as caught:
        read_id("flight 1", ("act", "instrument"), "")
    assert (caught.value.code, caught.value.mend) == ("bad-id", "Write act:flight-1.")


@pytest.mark.parametrize("name", ["claims.csv:12", "claims/claims.csv:12", "a" * 64])
def test_a_claim_is_named_by_its_content_or_its_row(name: str) -> None:
    assert read_id(f"claim:{name}", ("claim",), "claim") == f"claim:{name}"


@pytest.mark.parametrize("name", ["claims.csv", "../claims.csv:1", "claims.csv:0", "/claims.csv:1", "A" * 64])
def test_other_names_of_claims_are_refused(name: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_id(f"claim:{name}", ("claim",), "claim")
    assert caught.value.code == "bad-id"


@given(st.text(max_size=60))
def test_an_id_is_safe_to_print_and_to_put_into_a_file_name(text: str) -> None:
    try:
        got = read_id(text, SUBJECT_TYPES, "person")
    except ValueFault as fault:
        said = str(fault)
        assert said.isprintable()
        return
    kind, _, name = got.partition(":")
    assert kind in SUBJECT_TYPES
    if kind != "claim":
        assert not set(name) & set('/\\:*?"<>|\0\n\r\t ')
        assert not name.startswith((".", "-"))
        assert len(name.encode()) <= 200
        assert read_id(got, SUBJECT_TYPES, "person") == got  # an id is its own id
        assert unicodedata.is_normalized("NFC", got)
