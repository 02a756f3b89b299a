"""The table of facilities: what it says, how it is looked up, and that it is what the lists and counties.csv give."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from habeas.core.schema import load_schema
from habeas.core.zones import zone_of
from habeas.release.facilities import (
    Facilities,
    Facility,
    district_place,
    load_facilities,
    place_of,
    state_place,
)
from tests.release.derived_facilities import COLUMNS, derive, kind_of


def test_the_tucson_hold_room_is_a_hold_room_in_arizona() -> None:
    room = load_facilities().by_code("TUCHOLD")
    assert room is not None
    assert (room.kind, room.zone, room.district, room.state) == ("hold_room", "America/Phoenix", "D. Ariz.", "AZ")
    assert room.place == "place:tuchold"
    assert room.within == ("place:d-ariz", "place:us-az", "place:us")


def test_the_columns_are_the_fields_in_their_order() -> None:
    text = files("habeas.release").joinpath("facilities.csv").read_text(encoding="utf-8")
    assert tuple(next(csv.reader(text.splitlines()))) == COLUMNS == tuple(Facility.__slots__)


def test_every_zone_exists_and_every_kind_is_a_code() -> None:
    kinds = load_schema().property("place.kind").codes
    for facility in load_facilities().values():
        assert facility.kind in kinds, facility
        if facility.zone:
            zone_of(facility.zone)


def test_a_facility_without_a_zone_lies_in_a_state_of_several_or_in_none() -> None:
    bare = {facility.code: facility.state for facility in load_facilities().values() if not facility.zone}
    assert bare == {"DRCPCTX": "TX", "HIRAYTX": "TX", "PAMSATX": "TX", "UCBPMCA": ""}


def test_zones_follow_the_county_where_a_state_has_several() -> None:
    table = load_facilities()
    assert {table[code].zone for code in ("EPC", "EROFCB")} == {"America/Denver"}  # El Paso
    assert table["PIC"].zone == "America/Chicago"  # Los Fresnos, Texas
    assert table["GTMOACU"].zone == "America/New_York"
    assert (table["GTMOACU"].district, table["GTMOACU"].within) == ("", ("place:cu",))


def test_codes_are_found_in_any_case_and_names_as_releases_write_them() -> None:
    table = load_facilities()
    assert table.by_code(" tuchold ") is table["TUCHOLD"]
    assert table.by_code("NOSUCH") is None
    assert table.by_name("KROME NORTH SPC") is table["KRO"]
    assert table.by_name("central louisiana ice proc ctr") is table["JENADLA"]  # by the name in releases
    assert table.by_name("nowhere") is None


def test_a_name_that_two_facilities_bear_finds_neither() -> None:
    one = load_facilities()["KRO"]
    other = Facility("KRX", one.name, "", "", "", "", "", "unknown", (), "", "")
    assert Facilities([one, other]).by_name(one.name) is None


def test_ids_of_places_are_the_same_for_districts_and_states_everywhere() -> None:
    assert district_place("S.D. Tex.") == "place:s-d-tex"
    assert district_place("") == state_place("") == ""
    assert place_of("A B/1") == "place:a-b-1"
    containing = load_facilities().containing()
    assert containing["place:s-d-tex"] == ("region", "S.D. Tex.", "place:us-tx")
    for facility in load_facilities().values():
        assert all(place in containing for place in facility.within), facility


def test_the_table_is_what_the_lists_and_the_counties_give(shared: Path) -> None:
    text = files("habeas.release").joinpath("facilities.csv").read_text(encoding="utf-8")
    assert derive(shared / "data") == text


def test_kinds_are_read_from_the_type_and_then_from_the_name() -> None:
    assert kind_of("Hold", "Anything") == "hold_room"
    assert kind_of("IGSA", "Mercy Hospital") == "hospital"
    assert kind_of("IGSA", "Somewhere") == "jail"
    assert kind_of("Hotel", "County Jail Inn") == "unknown"
    assert kind_of("BOP", "Terre Haute USP") == "prison"
