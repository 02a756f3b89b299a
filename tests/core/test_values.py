from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.claim import Value
from habeas.core.duration import Duration
from habeas.core.instant import MAX, Instant
from habeas.core.schema import load_schema
from habeas.core.values import Money, Quantity, ValueFault, countries, read_value

NEW_YORK = "America/New_York"
SCHEMA = load_schema()


def read(name: str, text: str) -> Value:
    return read_value(SCHEMA.property(name), text, NEW_YORK, 5)


@pytest.mark.parametrize(
    ("name", "text", "kind", "key"),
    [
        ("act.person", "P-17", "entity", "person:p-17"),
        ("act.by", "ICE", "entity", "org:ice"),
        ("act.by", "person:x", "entity", "person:x"),
        ("act.place", "Jail A", "entity", "place:jail-a"),
        ("act.kind", "departs", "code", "departs"),
        ("act.kind", "Books in", "code", "books_in"),
        ("act.authority", "instrument:aea", "entity", "instrument:aea"),
        ("act.authority", "alien_enemies_act", "code", "alien_enemies_act"),
        ("act.breaches", "instrument:class-order", "entity", "instrument:class-order"),
        ("act.breaches", "instrument:class-order/no-removal", "entity", "instrument:class-order/no-removal"),
        ("act.breaches", "the  spoken order", "text", "the spoken order"),
        ("act.breaches", "Judge: this breaks it", "text", "Judge: this breaks it"),
        ("person.citizenship", "ven", "code", "VEN"),
        ("person.status", "final_order", "code", "final_order"),
        ("search.where", "USA", "code", "USA"),
        ("place.zone", "America/New_York", "code", "America/New_York"),
        ("place.point", "30.690, -088.04", "text", "30.69 -88.04"),
        ("place.point", "-0.0 +3", "text", "0 3"),
        ("act.happened", "no", "flag", "false"),
        ("act.happened", "TRUE", "flag", "true"),
        ("instrument.text", " shall   not\nremove ", "text", "shall not remove"),
        ("person.called", "Jose\u0301", "text", "José"),
        ("claim.reports", "claim:claims.csv:12", "entity", "claim:claims.csv:12"),
        ("group.size", ">200", "quantity", "201.. people"),
        ("payment.amount", "10 USD", "money", "1000 USD"),
        ("custody.term", "P1Y", "duration", "12 months 0 days 0 microseconds"),
    ],
)
def test_every_kind_of_value_is_read(name: str, text: str, kind: str, key: str) -> None:
    value = read(name, text)
    assert (value.kind, value.key, value.text) == (kind, key, text.strip())


def test_data_is_what_the_kind_promises() -> None:
    assert isinstance(read("act.time", "2025-03-15").data, Instant)
    assert isinstance(read("group.size", "238").data, Quantity)
    assert isinstance(read("payment.amount", "low").data, Money)
    assert isinstance(read("custody.term", "P6M").data, Duration)
    assert read("act.happened", "yes").data is True
    assert read("act.person", "P-17").data == "person:p-17"


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("act.time", "2025-03-15T18:48", "2025-03-15T22:48Z", True),
        ("act.time", "2025-03-15", "[2025-03-15T00:00..2025-03-15T23:59]", True),
        ("act.time", "2025-03-15", "2025-03-15?", True),
        ("act.time", "2025-03-15", "2025-03-15~", False),
        ("custody.term", "P12M", "P1Y", True),
        ("custody.term", "PT24H", "P1D", False),
        ("custody.term", "PT48H", "PT2880M", True),
        ("act.person", "person:p-17", "P-17", True),
        ("group.size", "238", "238 people", True),
    ],
)
def test_keys_are_equal_exactly_when_two_values_say_the_same(name: str, one: str, other: str, same: bool) -> None:
    assert (read(name, one).key == read(name, other).key) is same


@pytest.mark.parametrize(
    ("name", "text", "code", "mend"),
    [
        ("act.kind", "departed", "unknown-code", 'Nearest: "departs".'),
        ("act.kind", "xyzzy", "unknown-code", "transfers, vacates. Or add it to matter.yaml"),
        ("act.manner", "xyzzy", "unknown-code", "Expected one of: deliberate, inadvertent, unknown."),
        ("act.place", "person:x", "wrong-type", "Expected: place."),
        ("act.authority", "Alien Enemies Act", "bad-code", "Write instrument:alien-enemies-act or alien_enemies_act."),
        ("person.status", "Final order", "bad-code", "Write final_order."),
        ("person.citizenship", "Venezuela", "unknown-country", "Write VEN."),
        ("person.citizenship", "VE", "unknown-country", "Write VEN."),
        ("person.citizenship", "VNE", "unknown-country", "Nearest"),
        ("place.zone", "EST", "unknown-zone", "America/New_York"),
        ("place.point", "100 3", "bad-point", "Write degrees"),
        ("place.point", "91 3", "bad-point", "Latitude first."),
        ("place.point", "3 181", "bad-point", "Latitude first."),
        ("place.point", "Harlingen", "bad-point", "Write degrees"),
        ("act.happened", "maybe", "bad-flag", "Write true or false."),
        ("act.time", "mar-25", "spreadsheet-date", "Format the cell"),
        ("act.time", "ongoing 2026-07-03", "bad-instant", ""),
        ("custody.end", "ongoing", "bad-ongoing", 'Write "ongoing 2026-07-03".'),
        ("custody.term", "2 days", "bad-duration", "Write P2D."),
        ("group.size", "75 %", "wrong-unit", "Write how many people."),
        ("payment.amount", "$4", "bad-money", "4760000 USD"),
        ("instrument.text", "", "empty-value", "leave the row out"),
        ("instrument.text", "a\u202eb", "control-character", "Take it out"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(name: str, text: str, code: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read(name, text)
    assert caught.value.code == code
    assert mend in caught.value.mend


def test_ongoing_is_an_end_of_a_custody_and_of_nothing_else() -> None:
    data = read("custody.end", "ongoing 2026-07-03").data
    assert isinstance(data, Instant)
    assert data.high == MAX
    assert read("custody.end", "2026-07-03").key != read("custody.end", "ongoing 2026-07-03").key


def test_codes_that_a_matter_adds_are_taken() -> None:
    schema = load_schema({"act.kind": ("offers",), "person.citizenship": ("XXA",)})
    assert read_value(schema.property("act.kind"), "offers", NEW_YORK, 5).key == "offers"
    assert read_value(schema.property("person.citizenship"), "XXA", NEW_YORK, 5).key == "XXA"


def test_the_table_of_countries_is_iso_3166() -> None:
    assert len(countries()) >= 249
    assert countries()["SLV"] == ("SV", "El Salvador")


@given(st.sampled_from(sorted(SCHEMA.properties)), st.text(max_size=40))
def test_whatever_a_cell_holds_is_read_or_refused(name: str, text: str) -> None:
    try:
        value = read(name, text)
    except ValueFault as fault:
        said = str(fault)
        assert said.isprintable()
        return
    assert value.kind in SCHEMA.property(name).kinds
    assert value.key
    again = read(name, value.text)
    assert again.key == value.key


def test_naughty_strings_are_read_or_refused(shared: Path) -> None:
    strings = shared / "hostile" / "blns" / "blns.txt"
    if not strings.is_file():
        pytest.skip("the hostile strings are not here")
    for text in strings.read_text(encoding="utf-8").splitlines():
        for name in ("act.person", "act.time", "act.kind", "group.size", "payment.amount", "instrument.text"):
            try:
                read(name, text)
            except ValueFault as fault:
                said = str(fault)
                assert said.isprintable()
