"""Mappings: what each key means, and what is said of each mistake."""

# ruff: noqa: E501 (a message stands on one line of the table, as it is printed)
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.release.mapping import load_mapping, mappings
from habeas.release.model import FACILITY
from tests.release.matters import MAPPING, make

WHOLE = """\
release: r
title: Stints
source: tucson
files:
  - {path: data/a.xlsx, sheets: [One, Two], header: 7}
  - data/b.csv
row: stint
zone: facility
cutoff: 2026-03-10
withheld: ["b(6), b(7)c"]
blank: ["", NA]
properties:
  custody.person: id
  custody.start: {column: in, format: ["%m/%d/%Y %H:%M", "%m/%d/%Y"], precision: minute}
  custody.end: {earliest: out_from, latest: out_to, zone: America/Phoenix}
  stay.start: stay_in
  custody.place: {column: code, codes: {TUC: "place:tuchold", X: ""}}
  person.citizenship: {column: country, codes: countries, only: yes}
  search.result: {column: crime}
  custody.ground: {value: "instrument:ina-236"}
keep: [amount]
drop: [race]
rules:
  - criminality-codes
  - {stint-duplicates-exact: {bond: [amount]}}
"""


def faults(folder: Path, mapping: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_mapping(make(folder, mapping), "r")
    return [str(fault) for fault in raised.value.faults]


def test_every_key_is_read(tmp_path: Path) -> None:
    mapping = load_mapping(make(tmp_path, WHOLE), "r")
    assert mappings(tmp_path) == ["r"]
    assert (mapping.row, mapping.zone, mapping.source, mapping.cutoff) == ("stint", FACILITY, "tucson", "2026-03-10")
    assert [(one.path, one.sheets, one.header) for one in mapping.files] == [
        ("data/a.xlsx", ("One", "Two"), 7), ("data/b.csv", (), None),
    ]  # fmt: skip
    start, end = mapping.mapped("custody.start"), mapping.mapped("custody.end")
    assert start is not None
    assert end is not None
    assert (start.formats, start.precision, start.zone) == (("%m/%d/%Y %H:%M", "%m/%d/%Y"), "minute", FACILITY)
    assert (end.columns, end.zone) == (("out_from", "out_to"), "America/Phoenix")
    place, crime = mapping.mapped("custody.place"), mapping.mapped("search.result")
    assert place is not None
    assert place.codes is not None
    assert place.codes.values == {"TUC": "place:tuchold", "X": ""}
    assert crime is not None
    assert crime.codes is not None
    assert crime.codes.table == "criminality"
    assert [one.name for one in mapping.properties if one.only] == ["person.citizenship"]
    kind = mapping.mapped("custody.kind")
    assert kind is not None
    assert kind.value == "stint"
    assert mapping.rules[1].options == {"bond": ("amount",)}
    assert (mapping.person, mapping.time, mapping.place) == ("custody.person", "custody.start", "custody.place")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("row: stay", "row: stays", 'releases/r.yaml, line 3: "stays" is not what a row can be. Nearest: "stay". [unknown-row]'),
        ("row: stay", "rows: stay", 'releases/r.yaml, line 3: unknown key "rows" in the mapping. Nearest: "row". [unknown-key]'),
        ("zone: America/Phoenix", "zone: America/Phenix",
         'line 4: "America/Phenix" is not the name of a time zone. Nearest: "America/Phoenix". Or "facility": that of each row. [unknown-zone]'),
        ("zone: America/Phoenix", "zone: MST", 'line 4: "MST" is not the name of a time zone. Write the place'),
        ("custody.start: {column: in}", "custody.begin: {column: in}",
         'line 7: unknown property "custody.begin". '),
        ("custody.start: {column: in}", "act.time: {column: in}",
         "line 7: act.time is nothing that a row which is a stay says. Expected one of custody.…, person.…"),
        ("custody.start: {column: in}", "custody.start: {colum: in}",
         'line 7: unknown key "colum" in custody.start. Nearest: "column". [unknown-key]'),
        ("custody.start: {column: in}", "custody.start: {column: in, value: 2025}",
         "line 7: custody.start does not say where it comes from in one way. Write column: NAME, or"),
        ("custody.start: {column: in}", 'custody.start: {column: in, format: "%m/%d"}',
         'line 7: the format "%m/%d" has no year. Write %Y where the year stands. [bad-format]'),
        ("custody.start: {column: in}", "custody.start: {column: in, precision: minutes}",
         'line 7: "minutes" is not a precision. Nearest: "minute". [bad-precision]'),
        ("custody.start: {column: in}", "custody.start: {column: in, codes: [a]}", "line 7: custody.start takes no codes."),
        ("custody.person: {column: id}", "custody.person: {column: id, zone: UTC}",
         "line 6: custody.person is no time, and takes no zone. Leave it out. [key-not-taken]"),
        ("custody.person: {column: id}", "custody.person: {column: id}\n  person.citizenship: {column: land, only: maybe}",
         'line 7: "maybe" is neither yes nor no. Write only: yes, or leave it out. [bad-only]'),
        ("custody.person: {column: id}", "custody.person: {column: id, only: yes}",
         "line 6: custody.person has one value anyhow, and takes no only. Leave it out. [key-not-taken]"),
        ("codes: facilities", "codes: facility", 'line 9: there is no table of codes "facility". Nearest: "facilities"'),
        ("codes: facilities", "codes: countries",
         "line 9: the codes of countries are no values of custody.place. They are values of ISO 3166-1 alpha-3."),
        ("codes: facilities", "codes: {TUC: org:ice}", 'line 9: "org:ice" is of type org. Expected: place. [wrong-type]'),
        ("rules: []", "rules: [footnote]", 'line 11: there is no rule "footnote". Nearest: "footnotes". [unknown-rule]'),
        ("rules: []", "rules: [footnotes, footnotes]", 'line 11: the rule "footnotes" stands twice. Keep one'),
        ("rules: []", "rules: [arrest-duplicates]",
         'line 11: the rule "arrest-duplicates" is for rows of kind act, and here it is stay. Leave it out.'),
        ("rules: []", "rules: [open-ends]",
         'line 11: the rule "open-ends" needs the day on which the release was cut off. Write it, as cutoff: 2026-03-10.'),
        ("rules: []", "rules: [criminality-codes]",
         'line 11: the rule "criminality-codes" needs search.result. Map it, or leave the rule out.'),
        ("rules: []", "rules: [{footnotes: {bond: [a]}}]", 'line 11: the rule footnotes has no option "bond".'),
        ("rules: []", "drop: [born]", 'line 11: the column "born" is both used and dropped. Keep one of the two.'),
        ("rules: []", "keep: [x]\ndrop: [x]", 'line 12: the column "x" is both kept and dropped.'),
        ("rules: []", "withheld: [x]\nblank: [x]", 'line 11: "x" is both withheld and blank. A mark means one of the two.'),
        ("rules: []", "cutoff: 03/10/2026", "line 11: "),
        ("files: data/stays.csv", "files: {path: data/stays.csv, header: seven}",
         'line 2: "seven" is not the row of a header. Write the number of its row, as a spreadsheet shows it, or "find".'),
        ("files: data/stays.csv\n", "", 'line 1: the key "files" is missing. Write where the data lies'),
        ("release: r", "release: s", 'line 1: the release is named "s", and its file "r.yaml".'),
        ("custody.start: {column: in}", "custody.start: {column: in}\n  custody.start: {column: out}",
         'line 8: the key "custody.start" stands twice; first on line 7.'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MAPPING
    found = faults(tmp_path, MAPPING.replace(old, new))
    assert len(found) == 1, found
    assert said in found[0]


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    wrong = MAPPING.replace("row: stay", "row: stay\ncutoff: soon").replace("custody.end", "custody.ends")
    wrong = wrong.replace('"%Y"', '"%Q"').replace("rules: []", "rules: [foot]")
    assert [fault.split(":")[0] for fault in faults(tmp_path, wrong)] == [
        f"releases/r.yaml, line {line}" for line in (4, 9, 11, 12)
    ]


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(InputError, match=r'there is no mapping "q" in .*\[no-mapping\]'):
        load_mapping(tmp_path, "q")
    with pytest.raises(InputError, match="no mapping"):
        load_mapping(tmp_path, "../matter")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("delimiter: '\"'", '"\\"" cannot stand between cells. A quotation mark, an end of line and a NUL'),
        ("delimiter: ab", '"ab" cannot stand between cells. Letters and digits stand in cells'),
        ("delimiter: ''", '"" cannot stand between cells. State one sign, or up to 8.'),
        ("encoding: cp12", 'no encoding is called "cp12". The usual ones: utf-8'),
    ],
)
def test_a_delimiter_or_an_encoding_that_is_none(tmp_path: Path, key: str, said: str) -> None:
    (fault,) = faults(tmp_path, MAPPING.replace("files: data/stays.csv", f"files: {{path: data/stays.csv, {key}}}"))
    assert fault.startswith("releases/r.yaml, line 2: ")
    assert said.replace('\\"', '"') in fault or said in fault
