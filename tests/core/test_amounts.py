import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.amounts import Money, Quantity, currencies, read_money, read_quantity
from habeas.core.faults import ValueFault


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("238", 238, 238),
        ("1,400", 1400, 1400),
        ("238 people", 238, 238),
        ("1 person", 1, 1),
        ("0", 0, 0),
        (">200", 201, None),
        ("> 200", 201, None),
        (">=22", 22, None),
        ("≥22", 22, None),
        ("<300", None, 299),
        ("<=300", None, 300),
        ("over 200", 201, None),
        ("More than 40,000", 40001, None),
        ("at least 22", 22, None),
        ("under 24", None, 23),
        ("less than 24 people", None, 23),
        ("up to 24", None, 24),
        ("14..17", 14, 17),
    ],
)
def test_a_quantity_has_the_bounds_that_were_said(text: str, low: int | None, high: int | None) -> None:
    assert read_quantity(text, "people") == Quantity(low, high, "people")


@pytest.mark.parametrize("text", ["~300", "about 300", "around 300", "approximately 300", "~ 300 people"])
def test_about_bounds_nothing_but_zero_and_keeps_its_number(text: str) -> None:
    assert read_quantity(text, "people") == Quantity(1, None, "people", near=300)


@pytest.mark.parametrize("text", ["most", "many", "Most"])
def test_most_and_many_are_kept_and_bound_nothing_but_zero(text: str) -> None:
    assert read_quantity(text, "people") == Quantity(1, None, "people", word=text.lower())


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("75 %", "wrong-unit", "Write how many people."),
        ("75%", "wrong-unit", "Write how many people."),
        ("3 flights", "wrong-unit", "Write how many people."),
        ("3.1", "bad-quantity", "Write no more."),
        ("14-17", "bad-quantity", "Write 14..17."),
        ("14 to 17", "bad-quantity", "Write 14..17."),
        ("nearly 300", "bad-quantity", "Write <300, or ~300."),
        ("17..14", "bad-quantity", "Write the lower end first"),
        (">14..17", "bad-quantity", "Write the lower end first"),
        ("<0", "bad-quantity", "Write 0"),
        ("~0", "bad-quantity", "Write 0"),
        ("-3", "bad-quantity", "Write 238"),
        ("1,40", "bad-quantity", "Write 238"),
        ("a dozen", "bad-quantity", "Write 238"),
        ("\u0663", "bad-quantity", "Write 238"),
        ("9" * 30, "bad-quantity", "Write 238"),
        ("", "bad-quantity", "Write 238"),
    ],
)
def test_what_is_no_number_of_people_is_refused(text: str, code: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_quantity(text, "people")
    assert caught.value.code == code
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("4760000 USD", 476_000_000, 476_000_000, "USD"),
        ("4,760,000 USD", 476_000_000, 476_000_000, "USD"),
        ("1234.5 USD", 123_450, 123_450, "USD"),
        (">1000 USD", 100_001, None, "USD"),
        ("at most 1000 USD", None, 100_000, "USD"),
        ("4000000..6000000 USD", 400_000_000, 600_000_000, "USD"),
        ("1000 JPY", 1000, 1000, "JPY"),
        ("1.234 KWD", 1234, 1234, "KWD"),
    ],
)
def test_money_is_whole_numbers_of_the_smallest_unit(
    text: str, low: int | None, high: int | None, currency: str
) -> None:
    assert read_money(text) == Money(low, high, currency)


@pytest.mark.parametrize("word", ["minimal", "low", "significant", "Low"])
def test_a_vague_amount_is_kept_as_its_word(word: str) -> None:
    assert read_money(word) == Money(None, None, "", word=word.lower())


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("$4,760,000", "bad-money", "Write the amount and the currency, as 4760000 USD"),
        ("4760000", "bad-money", "low, minimal or significant"),
        ("4.505 USD", "bad-quantity", "Write no more."),
        ("10.5 JPY", "bad-quantity", "Write no more."),
        ("10 dollars", "unknown-currency", "ISO 4217"),
        ("10 USX", "unknown-currency", "ISO 4217"),
        ("10 usd", "unknown-currency", "Write USD."),
        ("cheap", "bad-money", "low, minimal or significant"),
    ],
)
def test_what_is_no_money_is_refused(text: str, code: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_money(text)
    assert caught.value.code == code
    assert mend in caught.value.mend


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_what_is_written_with_and_without_commas_is_the_same(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert read_quantity(f"{low}..{high}", "people").key == read_quantity(f"{low:,}..{high:,}", "people").key
    assert (read_quantity(str(one), "people").key == read_quantity(str(other), "people").key) is (one == other)


def test_keys_differ_where_what_is_said_differs() -> None:
    texts = ["238", ">238", ">=238", "<238", "<=238", "~238", "most", "many", "237..238"]
    assert len({read_quantity(text, "people").key for text in texts}) == len(texts)
    assert read_quantity(">=239", "people").key == read_quantity(">238", "people").key
    assert read_money("10 USD").key != read_money("10 EUR").key


def test_the_table_of_currencies_is_iso_4217() -> None:
    assert len(currencies()) > 150
    assert {code: currencies()[code] for code in ("USD", "JPY", "KWD", "CLF")} == {
        "USD": 2,
        "JPY": 0,
        "KWD": 3,
        "CLF": 4,
    }
