"""Each cleaning rule, alone, on a few rows: what it touches, what it leaves, and what would be without it."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from habeas.core.errors import InputError
from habeas.core.zones import DAY, MINUTE
from habeas.release.build import build, check
from habeas.release.built import SET_ASIDE, Built
from habeas.release.rules import RULES
from tests.release.matters import make

STINTS = """\
release: r
files: data/*.csv
row: stint
zone: UTC
cutoff: 2026-01-01
properties:
  custody.person: id
  custody.start: in
  custody.end: out
  custody.place: {column: code, codes: facilities}
  stay.start: stay_in
  stay.end: stay_out
  person.birth: {column: born, format: "%%Y"}
keep: [reason, bond amount, bond date]
rules: [%s]
"""
HEAD = "id,in,out,code,stay_in,stay_out,born,reason,bond amount,bond date\n"
ACTS = """\
release: r
files: data/*.csv
row: %s
zone: UTC
properties:
  act.person: id
  act.time: when
  act.kind: {value: arrests}
rules: [%s]
"""


def built(folder: Path, mapping: str, text: str, head: str = HEAD) -> Built:
    return build(make(folder, mapping, data=head + text), "r")


def rule(made: Built, name: str) -> dict[str, Any]:
    return next(one for one in made.report()["rules"] if one["rule"] == name)


def table(made: Built) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pa.Table.from_batches(list(made.batches())).to_pylist()
    return sorted(found, key=lambda row: row["row"])


def kept(made: Built) -> list[int]:
    return [row["row"] for row in table(made)]


def aside(made: Built) -> list[tuple[str, int]]:
    rows = pq.read_table(made.folder / SET_ASIDE).to_pylist()
    counts = made.meta["counts"]
    assert counts["read"] == counts["kept"] + sum(counts["set_aside"].values())
    assert len(rows) == sum(counts["set_aside"].values())
    return [(row["rule"], row["row"]) for row in rows]


def micros(row: dict[str, Any], name: str) -> int:
    return int(row[f"{name}.latest"].timestamp() * 1_000_000) - int(row[f"{name}.earliest"].timestamp() * 1_000_000)


def test_every_rule_has_a_source_and_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for name, one in RULES.items():
        assert one.source, name
        assert one.does, name
        assert f'"{name}"' in text, f"no test of {name}"


def test_footnotes_are_set_aside(tmp_path: Path) -> None:
    text = "a,2025-01-01,,X1,,,,,,\nSource: an office,,,,,,,,,\n* as of Monday,,,,,,,,,\n"
    made = built(tmp_path, STINTS % "footnotes", text)
    assert aside(made) == [("footnotes", 3), ("footnotes", 4)]
    assert rule(made, "footnotes")["examples"][0] == {
        "file": "data.csv", "sheet": "", "locator": "row=3", "text": "Source: an office",
    }  # fmt: skip
    with pytest.raises(InputError, match=r"2 cells of .id. are not known"):
        built(tmp_path / "b", STINTS % "", text)


def test_a_row_of_one_cell_inside_of_the_table_is_a_row(tmp_path: Path) -> None:
    made = built(tmp_path, STINTS % "footnotes", "a,2025-01-01,,X1,,,,,,\nb,,,,,,,,,\nc,2025-01-01,,X1,,,,,,\n")
    assert kept(made) == [2, 3, 4]


def test_blank_and_withheld_columns_need_no_mention(tmp_path: Path) -> None:
    mapping = (STINTS % "blank-columns").replace("rules", 'withheld: ["b(6)"]\nrules')
    head, text = HEAD.replace("\n", ",empty,hidden\n"), "a,2025-01-01,,X1,,,,,,,,b(6)\nb,2025-01-01,,X1,,,,x,,,,b(6)\n"
    made = built(tmp_path, mapping, text, head)
    assert rule(made, "blank-columns")["columns"] == [
        "bond amount (blank)", "bond date (blank)", "empty (blank)", "hidden (withheld)",
    ]  # fmt: skip
    assert "reason" in made.schema.names
    assert "bond date" not in made.schema.names
    with pytest.raises(InputError, match=r'the column "empty" of data\.csv is neither used, kept nor dropped'):
        built(tmp_path / "b", mapping, text.replace("X1,,,,x,,,,", "X1,,,,x,,,1,"), head)


def test_sheets_may_differ(tmp_path: Path) -> None:
    other = "id,in,out,code,stay_in,stay_out,born\nb,2025-01-01,,X1,,,1990\n"
    mapping = STINTS % "differing-columns"
    made = build(make(tmp_path, mapping, one=HEAD + "a,2025-01-01,,X1,,,1990,r,5,\n", two=other), "r")
    assert [row["reason"] for row in table(made)] == ["r", None]
    assert rule(made, "differing-columns")["columns"] == ["two.csv: reason, bond amount, bond date"]
    with pytest.raises(InputError, match=r'two\.csv has no column "reason"'):
        build(make(tmp_path / "b", STINTS % "", one=HEAD + "a,2025-01-01,,X1,,,1990,r,5,\n", two=other), "r")
    with pytest.raises(InputError, match='no sheet of the release, it has no column "reason"'):
        build(make(tmp_path / "c", mapping, two=other), "r")


def test_criminality_is_read_by_its_codes(tmp_path: Path) -> None:
    mapping = (STINTS % "criminality-codes").replace("keep", "  search.result: crime\nkeep")
    head = HEAD.replace("\n", ",crime\n")
    rows = ["1 Convicted Criminal", "2", "Other Immigration Violator", "3 Other Immigration Violator", ""]
    made = built(tmp_path, mapping, "".join(f"p{at},2025-01-01,,X1,,,,,,,{one}\n" for at, one in enumerate(rows)), head)
    assert [row["search.result"] for row in table(made)] == ["conviction", "pending", "none_found", "none_found", None]
    assert rule(made, "criminality-codes")["codes"] == {"conviction": 1, "none_found": 2, "pending": 1}
    with pytest.raises(InputError, match=r'"4 Saint" \(1, first data.csv:2\)'):
        built(tmp_path / "b", mapping, "a,2025-01-01,,X1,,,,,,,4 Saint\n", head)


def test_rows_of_nobody(tmp_path: Path) -> None:
    text = "a,2025-01-01,,X1,,,,,,\n,2025-01-01,,X1,,,,,,\n"
    made = built(tmp_path, STINTS % "no-identifier", text)
    assert aside(made) == [("no-identifier", 3)]
    assert rule(made, "no-identifier")["without"]["without_identifier"] == 1
    assert kept(built(tmp_path / "b", STINTS % "", text)) == [2, 3]


def test_a_column_of_midnights_is_one_of_days(tmp_path: Path) -> None:
    text = "a,2025-01-01 00:00:00,2025-01-03 10:00:00,X1,,,,,,\nb,2025-01-02 00:00:00,,X1,,,,,,\n"
    made = built(tmp_path, STINTS % "days-only", text)
    first = table(made)[0]
    assert micros(first, "custody.start") == DAY - 1
    assert micros(first, "custody.end") == MINUTE - 1
    assert (rule(made, "days-only")["rows"], rule(made, "days-only")["columns"]) == (2, ["custody.start"])
    assert micros(table(built(tmp_path / "b", STINTS % "", text))[0], "custody.start") == MINUTE - 1


def test_too_many_midnights_are_unknown_times(tmp_path: Path) -> None:
    rows = [f"m{at},2025-01-{at + 1:02} 00:00:00,,X1,,,,,," for at in range(12)]
    rows += ["e,2025-02-01 23:50:00,,X1,,,,,,", "f,2025-02-01 00:10:00,,X1,,,,,,", "g,2025-02-01 12:00:00,,X1,,,,,,"]
    made = built(tmp_path, STINTS % "midnight-unknown", "\n".join(rows) + "\n")
    widths = [micros(row, "custody.start") for row in table(made)]
    assert widths == [DAY - 1] * 12 + [MINUTE - 1] * 3
    few = built(tmp_path / "b", STINTS % "midnight-unknown", "\n".join(rows[8:]) + "\n")
    assert {micros(row, "custody.start") for row in table(few)} == {MINUTE - 1}


def test_open_ends_are_open_at_the_cut_off(tmp_path: Path) -> None:
    mapping = (STINTS % "open-ends").replace("rules", 'withheld: ["b(6)"]\nrules')
    text = (
        "a,2025-01-01,,X1,,,,,,\nb,2026-02-01,,X1,,,,,,\nc,2025-01-01,b(6),X1,,,,,,\nd,2025-01-01,2025-01-05,X1,,,,,,\n"
    )
    made = built(tmp_path, mapping, text)
    ends = [(row["custody.end.earliest"], row["custody.end.latest"]) for row in table(made)]
    assert [low.isoformat()[:10] if low else None for low, _ in ends] == [
        "2026-01-01",
        "2026-02-01",
        None,
        "2025-01-05",
    ]
    assert [high is None for _, high in ends] == [True, True, True, False]
    assert rule(made, "open-ends")["without"]["without_length"] == 3
    # the stay of each is open too, and that is touched by the same rule
    assert rule(made, "open-ends")["columns"] == ["custody.end", "stay.end"]


def test_an_end_before_the_start(tmp_path: Path) -> None:
    text = "a,2025-01-02 10:00,2025-01-02 09:59,X1,,,,,,\nb,2025-01-02 10:00,2025-01-02 10:00,X1,,,,,,\n"
    text += "c,2025-01-02 10:00,2025-01-02,X1,,,,,,\n"
    made = built(tmp_path, STINTS % "end-before-start", text)
    assert aside(made) == [("end-before-start", 2)]
    assert rule(made, "end-before-start")["without"]["rows"] == 3
    (wrong,) = check(make(tmp_path / "b", STINTS % "", data=HEAD + text), "r").account["impossible"]
    assert (wrong["what"], wrong["rows"], wrong["examples"][0]["locator"]) == ("ends before it starts", 1, "row=2")


def test_equal_rows_are_one_with_the_lowest_bond(tmp_path: Path) -> None:
    row = "a,2025-01-02 10:00,2025-01-03 10:00,X1,2025-01-02 10:00,2025-01-03 10:00,1990,out"
    text = f'{row},"1,500",2025-01-09\n{row},900,2025-01-08\n{row.replace("out", "in")},1,\n{row},,\n'
    made = built(tmp_path, STINTS % "stint-duplicates-exact", text)
    assert aside(made) == [("stint-duplicates-exact", 3), ("stint-duplicates-exact", 5)]
    first, second = table(made)
    assert (first["bond amount"], first["bond date"]) == ("900", "2025-01-08")
    assert (second["row"], second["bond amount"]) == (4, "1")


@pytest.mark.parametrize(
    ("option", "days", "earliest"),
    [
        ("{format: '%m/%d/%Y'}", ["01/02/2025", "12/31/2024"], "12/31/2024"),
        ("{format: ['%d/%m/%Y']}", ["01/02/2025", "02/01/2025"], "02/01/2025"),
        ("{}", ["[..2025-03-01]", "2025-02-01", "NA", ""], "[..2025-03-01]"),
        ("{}", ["NA", "1999"], "1999"),
    ],
)
def test_the_earliest_bond_day_is_that_of_the_calendar(
    tmp_path: Path, option: str, days: list[str], earliest: str
) -> None:
    text = "".join(f"a,2025-01-02,2025-01-03,X1,,,1990,out,$900,{day}\n" for day in days)
    mapping = STINTS.replace("keep:", "blank: [NA]\nkeep:") % f"{{stint-duplicates-exact: {option}}}"
    (row,) = table(built(tmp_path, mapping, text))
    assert (row["bond date"], row["bond amount"]) == (earliest, "$900")


def test_a_bond_day_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    text = "".join(f"a,2025-01-02,2025-01-03,X1,,,1990,out,,{day}\n" for day in ("01/02/2025", "12/31/2024"))
    with pytest.raises(InputError) as raised:
        built(tmp_path, STINTS % "stint-duplicates-exact", text)
    said = str(raised.value)
    assert said.startswith(
        'releases/r.yaml, line 15: stint-duplicates-exact: 2 cells of "bond date" cannot be read as days'
    )
    assert '"01/02/2025" (1, first data.csv:2), "12/31/2024" (1, first data.csv:3). Write how they are written' in said
    one_alone = text.splitlines(keepends=True)[0]
    assert kept(built(tmp_path / "b", STINTS % "stint-duplicates-exact", one_alone)) == [2]


def test_the_same_cell_in_two_columns_does_not_make_rows_equal(tmp_path: Path) -> None:
    """Each row begins its stay with its stint: a hash that let equal cells cancel would take them for one row."""
    text = "".join(f"a,{day},2025-02-01,X1,{day},2025-02-01,1990,out,,\n" for day in ("2025-01-01", "2025-01-02"))
    assert kept(built(tmp_path, STINTS % "stint-duplicates-exact", text)) == [2, 3]


def test_rows_of_nobody_are_no_duplicates(tmp_path: Path) -> None:
    row = ",2025-01-02 10:00,2025-01-03 10:00,X1,2025-01-02 10:00,,1990,out,,\n"
    assert kept(built(tmp_path, STINTS % "stint-duplicates-exact, stint-duplicates-day", row * 3)) == [2, 3, 4]


def test_stints_begun_on_one_day_are_one_the_last(tmp_path: Path) -> None:
    text = "a,2025-01-02 10:00,,X1,2025-01-01,,,in,,\na,2025-01-02 12:00,,X1,2025-01-01,,,in,,\n"
    text += "a,2025-01-02 12:00,,X1,2025-01-01,,,out,,\n"  # the same moment: by release reason
    text += "a,2025-01-02 13:00,,X2,2025-01-01,,,in,,\na,2025-01-03 01:00,,X1,2025-01-01,,,in,,\n"
    text += "a,2025-01-02 12:30,,X1,2025-01-02,,,in,,\n"  # another stay
    made = built(tmp_path, STINTS % "{stint-duplicates-day: {order: [reason]}}", text)
    assert aside(made) == [("stint-duplicates-day", 2), ("stint-duplicates-day", 3)]


def test_stints_of_a_day_whose_stay_nobody_said_are_one(tmp_path: Path) -> None:
    """As they are in a release that says no stays at all; beside one whose stay is said, they are not of that stay."""
    text = "".join(f"a,2025-01-02 1{hour}:00,,X1,{stay},,,in,,\n" for hour, stay in enumerate(["", "", "2025-01-02"]))
    assert aside(built(tmp_path, STINTS % "stint-duplicates-day", text)) == [("stint-duplicates-day", 2)]


def test_arrests_less_than_a_day_apart_are_one_chained(tmp_path: Path) -> None:
    times = ["2025-01-01 10:00", "2025-01-02 09:59", "2025-01-03 09:58", "2025-01-04 09:58", "2025-03-08", "2025-03-08",
             "2025-03-09", "2025-03-10"]  # fmt: skip
    text = "".join(f"a,{one}\n" for one in times) + "b,2025-01-01 10:00\n,2025-01-01 10:00\n,2025-01-01 10:00\n"
    mapping = (ACTS % ("act", "arrest-duplicates")).replace("UTC", "America/New_York")  # 9 March has 23 hours there
    made = built(tmp_path, mapping, text, "id,when\n")
    assert aside(made) == [("arrest-duplicates", 3), ("arrest-duplicates", 4), ("arrest-duplicates", 7)]


def test_detainers_prepared_on_one_day_are_one(tmp_path: Path) -> None:
    text = "a,2025-01-01 10:00\na,2025-01-01 23:00\na,2025-01-02 00:00\nb,2025-01-01\n,2025-01-01\n,2025-01-01\n"
    made = built(tmp_path, ACTS % ("detainer", "detainer-duplicates"), text, "id,when\n")
    assert aside(made) == [("detainer-duplicates", 3)]


def test_a_stint_outside_of_its_stay_is_marked(tmp_path: Path) -> None:
    text = (
        "a,2025-01-01,2025-01-05,X1,2025-01-02,2025-01-09,,,,\na,2025-01-06,2025-01-09,X1,2025-01-02,2025-01-09,,,,\n"
    )
    made = built(tmp_path, STINTS % "stint-outside-stay", text)
    assert [row["doubts"] for row in table(made)] == ["stint-outside-stay", None]
    assert rule(made, "stint-outside-stay")["rows"] == 1


def test_a_stay_that_ends_before_its_last_stint_ends_in_between(tmp_path: Path) -> None:
    stay = "2025-01-01,2025-01-05,,,,"
    text = f"a,2025-01-01,2025-01-03,X1,{stay}\na,2025-01-03,2025-01-08,X2,{stay}\nb,2025-01-01,2025-01-03,X1,{stay}\n"
    made = built(tmp_path, STINTS % "stay-end-before-last-stint", text)
    ends = [(str(row["stay.end.earliest"])[:10], str(row["stay.end.latest"])[:10]) for row in table(made)]
    assert ends == [("2025-01-05", "2025-01-08")] * 2 + [("2025-01-05", "2025-01-05")]


def test_births_that_disagree_are_somewhere_between(tmp_path: Path) -> None:
    text = (
        "a,2025-01-01,,X1,,,1990,,,\na,2025-02-01,,X1,,,1992,,,\nb,2025-01-01,,X1,,,1990,,,\na,2025-03-01,,X1,,,,,,\n"
    )
    made = built(tmp_path, STINTS % "birth-years-disagree", text)
    births = [(str(row["person.birth.earliest"])[:4], str(row["person.birth.latest"])[:4]) for row in table(made)]
    assert births == [("1990", "1992")] * 2 + [("1990", "1990"), ("None", "None")]
    assert rule(made, "birth-years-disagree")["rows"] == 2


def test_a_rule_left_out_is_left_out_alone(tmp_path: Path) -> None:
    """Without the first step the second takes its rows; the figures say so, and not merely put the rows back."""
    row = "a,2025-01-02 10:00,2025-01-03 10:00,X1,2025-01-02 10:00,,1990,out,,\n"
    made = built(tmp_path, STINTS % "stint-duplicates-exact, stint-duplicates-day", row * 2)
    assert rule(made, "stint-duplicates-exact")["rows"] == 1
    assert rule(made, "stint-duplicates-exact")["without"]["rows"] == 1
    assert rule(made, "stint-duplicates-day")["rows"] == 0


def test_a_day_that_is_not_known_is_not_the_same_day(tmp_path: Path) -> None:
    """Times with an offset are of their local day; where it may be several days, rows are no duplicates of that day."""
    starts = [
        "2025-01-02T10:00Z",
        "2025-01-02T18:00-05:00",
        "2025-01-05T10:00Z",
        "[2025-01-02..2025-01-09]",
        "[..2025-01-02]",
    ]
    text = "".join(f"a,{start},2025-02-01,X1,2025-01-01,,,,,\n" for start in (*starts, starts[-1]))
    assert kept(built(tmp_path, STINTS % "stint-duplicates-day", text)) == [3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("order", "row"),
    [("[reason]", 2), ("[code, out]", 4), ("[custody.place, custody.end]", 4), ("[in, born]", 3), ("[bond amount]", 4)],
)
def test_duplicates_of_a_day_are_ordered_by_columns_and_by_properties(tmp_path: Path, order: str, row: int) -> None:
    text = (
        "a,2025-01-02 10:00,2025-01-03,X1,2025-01-02,,1970,z,,\n"
        "a,2025-01-02 10:00,2025-01-04,X1,2025-01-02,,1980,a,,\n"
        "a,2025-01-02 10:00,2025-01-05,X1,2025-01-02,,1975,b,5,\n"
    )
    assert kept(built(tmp_path, STINTS % f"{{stint-duplicates-day: {{order: {order}}}}}", text)) == [row]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("[raeson]", 'by "raeson": it is no column that is kept, and no property. Nearest: "reason".'),
        (
            "[custody.places]",
            'by "custody.places": it is no column that is kept, and no property. Nearest: "custody.place".',
        ),
        ("[gender]", 'by "gender": it is dropped. Move it from drop: to keep:.'),
    ],
)
def test_an_order_by_what_is_not_kept(tmp_path: Path, order: str, said: str) -> None:
    mapping = (STINTS % f"{{stint-duplicates-day: {{order: {order}}}}}") + "drop: [gender]\n"
    with pytest.raises(InputError) as raised:
        built(tmp_path, mapping, "a,2025-01-02,,X1,,,,,,\n")
    assert str(raised.value) == (
        f"releases/r.yaml, line 15: the rule stint-duplicates-day cannot order rows {said} [unknown-order]"
    )
