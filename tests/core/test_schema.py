from pathlib import Path

import pytest
import yaml

from habeas.core.faults import ValueFault
from habeas.core.schema import FILE_LISTS, SUBJECT_TYPES, load_schema, read_property


def test_the_table_is_read_whole() -> None:
    schema = load_schema()
    assert len(schema.properties) >= 70
    assert schema.stances == ("asserts", "denies", "admits", "alleges", "finds", "records")
    assert "declaration" in schema.source_kinds
    assert not set(FILE_LISTS) & set(schema.properties)
    assert {name.partition(".")[0] for name in schema.properties} <= set(SUBJECT_TYPES)
    assert all(prop.means for prop in schema.properties.values())


@pytest.mark.parametrize(
    ("name", "kinds", "entities", "unit", "many"),
    [
        ("act.person", ("entity",), ("person", "group"), "", True),
        ("act.authority", ("entity", "code"), ("instrument",), "", True),
        ("act.breaches", ("entity", "text"), ("instrument",), "", True),
        ("act.time", ("instant",), (), "", False),
        ("group.size", ("quantity",), (), "people", False),
        ("person.citizenship", ("code",), (), "ISO 3166-1 alpha-3", True),
        ("place.point", ("text",), (), "latitude longitude", False),
        ("place.zone", ("code",), (), "IANA", False),
        ("payment.amount", ("money",), (), "", False),
        ("custody.term", ("duration",), (), "", False),
        ("act.happened", ("flag",), (), "", False),
    ],
)
def test_a_row_says_what_a_value_may_be(
    name: str, kinds: tuple[str, ...], entities: tuple[str, ...], unit: str, many: bool
) -> None:
    prop = load_schema().property(name)
    assert (prop.kinds, prop.entities, prop.unit, prop.many) == (kinds, entities, unit, many)


def test_some_codes_are_a_list_and_some_are_open() -> None:
    schema = load_schema()
    assert "departs" in schema.property("act.kind").codes
    assert not schema.property("act.kind").open_codes
    assert schema.property("person.status").open_codes
    assert not schema.property("place.zone").open_codes


def test_a_plain_name_of_who_did_it_is_a_body() -> None:
    schema = load_schema()
    assert schema.property("act.by").plain_type == "org"
    assert schema.property("act.person").plain_type == "person"
    assert schema.property("act.time").plain_type == ""


def test_the_properties_of_one_type_of_subject() -> None:
    names = {prop.name for prop in load_schema().of("carrier")}
    assert names == {"carrier.tail", "carrier.flight"}


def test_an_unknown_property_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueFault) as caught:
        load_schema().property("act.persn")
    assert (caught.value.code, caught.value.what) == ("unknown-property", 'unknown property "act.persn".')
    assert caught.value.mend == 'Nearest: "act.person".'


def test_an_unknown_stance_or_kind_of_source_is_refused_with_the_nearest() -> None:
    schema = load_schema()
    assert schema.stance("denies") == "denies"
    assert schema.source_kind("press") == "press"
    with pytest.raises(ValueFault) as caught:
        schema.stance("denied")
    assert (caught.value.code, caught.value.mend) == ("unknown-stance", 'Nearest: "denies".')
    with pytest.raises(ValueFault) as caught:
        schema.source_kind("newspaper")
    assert caught.value.code == "unknown-source-kind"


def test_a_matter_adds_codes_and_takes_none_away() -> None:
    schema = load_schema({"act.kind": ("offers", "departs"), "stance": ("supposes",), "source.kind": ("diary",)})
    assert schema.property("act.kind").codes == (*load_schema().property("act.kind").codes, "offers")
    assert schema.stances[-1] == "supposes"
    assert schema.source_kinds[-1] == "diary"
    assert "offers" not in load_schema().property("act.kind").codes


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("act.kin", ("offers",), "unknown-property"),
        ("act.time", ("noon",), "codes-not-taken"),
        ("act.kind", ("makes an offer",), "bad-code"),
    ],
)
def test_codes_that_do_not_fit_the_table_are_refused(name: str, words: tuple[str, ...], code: str) -> None:
    with pytest.raises(ValueFault) as caught:
        load_schema({name: words})
    assert caught.value.code == code


@pytest.mark.parametrize(
    "row",
    [
        {"type": "number", "means": "x"},
        {"type": "entity(persn)", "means": "x"},
        {"type": "entity", "means": "x"},
        {"type": "text", "means": "where it ended", "or was to end": None},
    ],
)
def test_a_mistake_in_the_table_itself_is_found_at_once(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"act\.x"):
        read_property("act.x", row)


def test_the_table_knows_every_word_of_the_contract(shared: Path) -> None:
    contract = yaml.safe_load((shared / "properties.yaml").read_text(encoding="utf-8"))
    schema = load_schema()
    for name, row in contract.items():
        if name in FILE_LISTS:
            continue
        prop = schema.property(name)
        assert set(row.get("codes", ())) <= set(prop.codes), name
        assert prop.many is row.get("many", False), name
        assert " | ".join(prop.kinds) == " | ".join(part.split("(")[0].strip() for part in row["type"].split("|")), name
