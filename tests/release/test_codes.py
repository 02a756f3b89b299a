"""Codes as releases write them: what each says, and that nothing is taken for what is nearest."""

import csv
from importlib.resources import files

import pytest

from habeas.core.schema import load_schema
from habeas.core.values import countries
from habeas.release.model import Codes, Mapped
from habeas.release.reading.codes import NO_COUNTRY, Said, read_country, read_criminality, read_facility, reader_of


@pytest.mark.parametrize(
    ("text", "code"),
    [("MEXICO", "MEX"), ("mexico", "MEX"), ("MEX", "MEX"), ("CHINA, PEOPLES REPUBLIC OF", "CHN"),
     ("DEM REP OF THE CONGO", "COD"), ("Viet Nam", "VNM"), ("VIETNAM", "VNM"), ("CÔTE D’IVOIRE", "CIV"),
     ("IVORY COAST", "CIV"), ("BOSNIA-HERZEGOVINA", "BIH")],
)  # fmt: skip
def test_countries_by_code_and_by_the_names_of_releases(text: str, code: str) -> None:
    assert read_country(text) == Said(code)


def test_a_country_that_is_none_says_nothing_and_one_that_nobody_knows_is_not_known() -> None:
    assert read_country("USSR") == Said(None, listed=True)
    assert read_country("KOREA") == Said(None, listed=True)  # either of two
    assert read_country("UNKNOWN") == Said(None)
    assert read_country("MEXIKO") == Said(None, False)


def test_the_table_of_names_gives_codes_that_exist() -> None:
    text = files("habeas.release.reading").joinpath("country_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert not [row for row in rows if row["code"] not in ("", NO_COUNTRY, *countries())]
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [("1", "conviction"), ("2 Pending Criminal Charges", "pending"), ("3 Other Immigration Violator", "none_found"),
     ("Convicted Criminal", "conviction"), ("1 Other Immigration Violator", None), ("4", None), ("", None)],
)  # fmt: skip
def test_criminality(text: str, said: str | None) -> None:
    assert read_criminality(text) == Said(said, said is not None)


def test_facilities_by_code_and_by_name_and_as_written() -> None:
    assert read_facility("TUCHOLD") == Said("place:tuchold")
    assert read_facility(" tuchold ") == Said("place:tuchold")
    assert read_facility("NO SUCH PLACE 9") == Said("place:no-such-place-9", False)
    assert read_facility("?") == Said(None, False)


def test_listed_codes_and_one_of_several_in_a_cell() -> None:
    codes = Codes(values={"TUC": "place:tuchold", "X": ""})
    read = reader_of(Mapped("custody.place", "entity", ("c",), codes=codes), None, load_schema(), "UTC", 10)
    assert [read(text) for text in ("TUC", "X", "tuc")] == [Said("place:tuchold"), Said(None), Said(None, False)]
    mapped = Mapped("custody.place", "entity", ("c",), codes=Codes("facilities"), part="last")
    assert reader_of(mapped, None, load_schema(), "UTC", 10)("FSF; TUCHOLD") == Said("place:tuchold")
