"""The exact words of each refusal: error text is public."""
# ruff: noqa: E501, ISC004 - the messages stand as they are printed

from datetime import date
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.intake import read_matter
from tests.intake.folder import CLAIMS_HEADER, GOOD, claims_csv, events_csv, refusal, workbook, write_matter

Change = dict[str, str | bytes | None]

CLAIM = "act:f1,act.kind,departs,ap,,AP,asserts,,,,,,"
DECL = "act:f1,act.kind,departs,decl"
CLAIMS = GOOD["claims/claims.csv"]

CASES: dict[str, tuple[Change, str]] = {
    "missing settings": (
        {"matter.yaml": None},
        'matter.yaml: there is no matter.yaml in {folder}. Give the folder of a matter, or make one with "habeas init'
        ' FOLDER". [missing-file]',
    ),
    "missing list of sources": (
        {"sources.csv": None},
        "sources.csv: there is no sources.csv in the matter. Every claim stands in a source: list them there, with at"
        " least id and kind. [missing-file]",
    ),
    "missing document": (
        {"sources/decl.txt": None, "sources/decal.txt": "x"},
        'sources.csv:2, column file: there is no file "decl.txt" in the folder sources. Nearest: "decal.txt".'
        " [missing-file]",
    ),
    "empty file": (
        {"claims/claims.csv": ""},
        "claims.csv: the file is empty. Its first row names the columns: subject, property, value, source, locator,"
        " speaker, stance, said, label, note, not, pin, quote. [empty-file]",
    ),
    "unknown column": (
        {"claims/claims.csv": CLAIMS.replace("speaker", "speeker", 1)},
        'claims.csv:1: the column "speaker" is missing. Add it to the first row. [missing-column]\n'
        'claims.csv:1: unknown column "speeker". Nearest: "speaker". [unknown-column]',
    ),
    "missing column": (
        {"claims/claims.csv": "subject,property,value,source,speaker\n"},
        'claims.csv:1: the column "stance" is missing. Add it to the first row. [missing-column]',
    ),
    "duplicate header": (
        {"claims/claims.csv": CLAIMS.replace("note", "value", 1)},
        'claims.csv:1, column value: the column "value" stands twice. Keep one of the two. [doubled-column]',
    ),
    "column without a name": (
        {"claims/claims.csv": CLAIMS.replace(",note", ",", 1).replace("2025-03-16,,", "2025-03-16,,x", 1)},
        "claims.csv:1: column 10 has cells and no name. Name it, or delete it. [unnamed-column]",
    ),
    "ragged row": (
        {"claims/claims.csv": CLAIMS + "act:f1,act.kind,departs\n"},
        "claims.csv:4: the row has 3 cells, and the header has 10. Look for a missing separator, or for one inside a cell"
        " that is not in quotation marks. [ragged-row]",
    ),
    "bad UTF-8": (
        {"claims/claims.csv": CLAIMS.encode() + b"act:f1,act.ground,caf\xe9,ap,,AP,asserts,,,\n"},
        'claims.csv:4: byte 220 of the file (0xe9, in cell 3 of the row) is not UTF-8. Save the file as "CSV UTF-8";'
        " it was probably saved in an older encoding. [bad-utf8]",
    ),
    "UTF-16": (
        {"claims/claims.csv": CLAIMS.encode("utf-16")},
        'claims.csv: the file is in UTF-16. Save it as "CSV UTF-8". [bad-encoding]',
    ),
    "NUL": (
        {"claims/claims.csv": CLAIMS + "act:f1,act.ki\0nd,departs,ap,,AP,asserts,,,\n"},
        'claims.csv:4: a NUL character in cell 2 of the row. Save the file again as "CSV UTF-8". [nul-character]',
    ),
    "a second byte order mark": (
        {"claims/claims.csv": "\ufeff\ufeff" + CLAIMS},
        "claims.csv:1: a byte order mark that is not at the start in cell 1 of the row. Delete it, or save the file"
        " again. [stray-mark]",
    ),
    "unclosed quotation mark": (
        {"claims/claims.csv": CLAIMS + 'act:f1,act.ground,"never closed,ap,,AP,asserts,,,\n'},
        "claims.csv:4: a quotation mark is opened in this row and never closed. Close it; a quotation mark inside a"
        ' quoted cell is written twice: "". [unclosed-quote]',
    ),
    "quotation mark inside a cell": (
        {"claims/claims.csv": CLAIMS + 'act:f1,act.ground,"he said "go" twice",ap,,AP,asserts,,,\n'},
        "claims.csv:4: a quotation mark closes in the middle of a cell, in this row or where a mark was opened before it."
        ' A quotation mark inside a quoted cell is written twice: "". [stray-quote]',
    ),
    "unread file": (
        {"claims/more.ods": "x"},
        "claims/more.ods: this is neither a CSV nor an XLSX file. Save it as one of the two, or move it elsewhere."
        " [unread-file]",
    ),
    "unknown property": (
        claims_csv(CLAIM.replace("act.kind", "act.knd")),
        'claims.csv:2, column property: unknown property "act.knd". Nearest: "act.kind". [unknown-property]',
    ),
    "unknown kind of act": (
        claims_csv(CLAIM.replace("departs", "depart")),
        'claims.csv:2, column value: "depart" is not a code of act.kind. Nearest: "departs". [unknown-code]',
    ),
    "unknown kind of source": (
        {"sources.csv": GOOD["sources.csv"].replace("declaration", "declarations")},
        'sources.csv:2, column kind: unknown kind of source "declarations". Nearest: "declaration".'
        " [unknown-source-kind]",
    ),
    "unknown stance": (
        claims_csv(CLAIM.replace("asserts", "assert")),
        'claims.csv:2, column stance: unknown stance "assert". Nearest: "asserts". [unknown-stance]',
    ),
    "subject of another type": (
        claims_csv(CLAIM.replace("act:f1", "person:f1")),
        'claims.csv:2, column subject: "person:f1" is of type person. Expected: act. [wrong-type]',
    ),
    "a source that does not exist": (
        claims_csv(CLAIM.replace(",ap,", ",dec,")),
        'claims.csv:2, column source: there is no source "dec". Nearest: "decl". [unknown-source]',
    ),
    "no source": (
        claims_csv(CLAIM.replace(",ap,", ",,")),
        "claims.csv:2, column source: no source is named. Every claim stands in a source of sources.csv."
        " [unknown-source]",
    ),
    "an origin that does not exist": (
        {"sources.csv": GOOD["sources.csv"].replace(",ap\n", ",app\n")},
        'sources.csv:4, column origin: there is no source "app". Nearest: "ap". [unknown-source]',
    ),
    "an impossible date": (
        claims_csv("act:f1,act.time,2025-02-30,ap,,AP,asserts,,,,,,"),
        'claims.csv:2, column value: "2025-02-30": February 2025 has 28 days. Write a day from 01 to 28.'
        " [impossible-date]",
    ),
    "a locator that does not fit its medium": (
        claims_csv(f"{DECL},page=3,AP,asserts,,,,,,"),
        'claims.csv:2, column locator: "page=3" does not fit "decl.txt", which is a piece of text. Write char=120,188 or'
        " line=10,12. [locator-medium]",
    ),
    "a locator past the end": (
        claims_csv(f'{DECL},"char=60,90",AP,asserts,,,,,,'),
        'claims.csv:2, column locator: "char=60,90" lies past the end of the source. It has 64 characters.'
        " [locator-past-end]",
    ),
    "lines past the end": (
        claims_csv(f'{DECL},"line=2,4",AP,asserts,,,,,,'),
        'claims.csv:2, column locator: "line=2,4" lies past the end of the source. It has 3 lines. [locator-past-end]',
    ),
    "a quote that its source does not hold": (
        claims_csv(f"{DECL},,AP,asserts,,,,,,Nobody was ever told of it"),
        'claims.csv:2, column quote: "decl.txt" does not hold the quote. No word of it stands there. [quote-not-found]',
    ),
    "an altered quote": (
        claims_csv(f'{DECL},,AP,asserts,,,,,,"The flight departed at 17:26, and landed at 19:36"'),
        'claims.csv:2, column quote: the quote differs from "decl.txt", which says: "The flight left\\nat 17:26, and'
        ' landed at 19:36". Write the words as they stand; mark what you leave out with [...]. [quote-not-found]',
    ),
    "a quote elsewhere": (
        claims_csv(f'{DECL},"char=0,16",AP,asserts,,,,,,The flight left'),
        "claims.csv:2, column quote: the quote does not stand at char=0,16. It stands at char=17,32. [quote-elsewhere]",
    ),
    "a cyclic same_as": (
        claims_csv(
            "person:a,person.same_as,person:b,ap,,AP,asserts,,,,,,",
            "person:b,person.same_as,person:a,ap,,AP,asserts,,,,,,",
        ),
        "claims.csv:2, column value: person.same_as comes back to where it began: person:a -> person:b (claims.csv:2),"
        " person:b -> person:a (claims.csv:3). Take one of them out, or withdraw it with claim.retracted. [cycle]",
    ),
    "the same as itself": (
        claims_csv("person:a,person.same_as,person:a,ap,,AP,asserts,,,,,,"),
        "claims.csv:2, column value: person.same_as comes back to where it began: person:a -> person:a (claims.csv:2)."
        " Take one of them out, or withdraw it with claim.retracted. [cycle]",
    ),
    "a cyclic origin": (
        {"sources.csv": GOOD["sources.csv"].replace("ap,press,AP,2025-03-16,,,,,", "ap,press,AP,2025-03-16,,,,,copy")},
        "sources.csv:3, column origin: origin comes back to where it began: ap -> copy (sources.csv:3), copy -> ap"
        " (sources.csv:4). Take one of them out, or withdraw it with claim.retracted. [cycle]",
    ),
    "a date that a spreadsheet turned": (
        claims_csv("act:f1,act.time,mar-25,ap,,AP,asserts,,,,,,"),
        'claims.csv:2, column value: "mar-25" is what a spreadsheet makes of a date or of something else. Format the cell'
        " as text and write what the source says, as 2025-03-15 or 2025-03. [spreadsheet-date]",
    ),
    "a pin that a spreadsheet turned": (
        claims_csv("act:f1,act.kind,departs,ap,,AP,asserts,,,,,25-Mar,"),
        'claims.csv:2, column pin: "25-Mar" is what a spreadsheet makes of something else. Format the cell as text and'
        " write what the source says. [spreadsheet-date]",
    ),
    "a midnight that no one wrote": (
        events_csv(",2025-03-15 00:00:00,lands,,,,,,,AP,asserts,ap,,"),
        'night.csv:2, column when: "2025-03-15 00:00:00" is how programs write a day without a time; nobody need have'
        " said midnight. Write 2025-03-15 for the day, or 2025-03-15T00:00 if midnight was said. [unwritten-midnight]",
    ),
    "an event row without who says so": (
        events_csv(",2025-03-15,lands,,,,,,,,asserts,ap,,"),
        "night.csv:2, column said_by: nobody is named as saying this. Write who says so, as a person or body would be"
        " cited: ICE (Smith Decl.). [no-speaker]",
    ),
    "an event row without an act": (
        events_csv(",2025-03-15,,,,,,,,AP,asserts,ap,,"),
        "night.csv:2, column what: the row does not say what was done. Write the kind of act, as transfers; or the id of"
        " an act that another row describes. [no-act]",
    ),
    "an event row that says nothing": (
        events_csv("act:x,,,,,,,,,AP,asserts,ap,,"),
        "night.csv:2, column what: the row says nothing of its act. Fill a cell. [no-act]",
    ),
    "an unknown label": (
        claims_csv("act:f1,act.kind,departs,ap,,AP,asserts,,seald,,,,"),
        'claims.csv:2, column label: unknown label "seald". Nearest: "sealed". [unknown-label]',
    ),
    "a word for not": (
        claims_csv("act:f1,act.kind,departs,ap,,AP,finds,,,,true,,"),
        'claims.csv:2, column not: "true" in the column not. Write yes, or leave it empty. [bad-not]',
    ),
    "a search without what was found": (
        claims_csv("search:s,search.found,40,ap,,AP,asserts,,,convictions,,,"),
        'claims.csv:2, column note: search.found needs what was found as the first word of the note, not "convictions".'
        ' Nearest: "conviction". [unknown-found-code]',
    ),
    "a claim about no claim": (
        claims_csv(CLAIM, "claim:claims.csv:20,claim.retracted,true,ap,,AP,asserts,,,,,,"),
        'claims.csv:3, column subject: there is no claim "claims.csv:20". Nearest: "claims.csv:2". [unknown-claim]',
    ),
    "a sign that cannot be seen": (
        claims_csv("act:f1,act.kind,departs,ap,,A\u202eP,asserts,,,,,,"),
        'claims.csv:2, column speaker: "A\\u202eP" holds a character that cannot be seen (U+202E). Take it out, or type'
        " the value anew. [control-character]",
    ),
    "an unknown key": (
        {"matter.yaml": "id: small\nzone: UTC\nlable: [x]\n"},
        'matter.yaml, line 3: unknown key "lable" in the matter. Nearest: "labels". [unknown-key]',
    ),
    "no zone": (
        {"matter.yaml": "id: small\n"},
        'matter.yaml, line 1: the key "zone" is missing. Write one, as America/New_York. [missing-key]',
    ),
    "several mistakes in the settings": (
        {"matter.yaml": "id: A small one\nzone: EST\nabout: wide\nlabels: [public]\ncodes: {act.knd: [offers]}\n"},
        'matter.yaml, line 1: "A small one" is not the id of a matter. Write it as jgg-v-trump. [bad-id]\n'
        'matter.yaml, line 2: "EST" is not the name of a time zone. Write the place, as America/New_York; an'
        " abbreviation has several meanings. [unknown-zone]\n"
        'matter.yaml, line 3: "wide" is not a number of minutes. Write one, as about: 10. [bad-about]\n'
        'matter.yaml, line 4: "public" cannot be a label. Write one word; "public" is what has no label. [bad-label]\n'
        'matter.yaml, line 5: codes for an unknown property "act.knd". Nearest: "act.kind". [unknown-property]',
    ),
    "a source of the same id": (
        {"sources.csv": GOOD["sources.csv"] + "ap,post,X,,,,,,\n"},
        'sources.csv:5, column id: the id "ap" stands twice; first in sources.csv:3. Give the second source an id of its'
        " own. [doubled-source]",
    ),
    "a document elsewhere": (
        {"sources.csv": GOOD["sources.csv"].replace("decl.txt", "../matter.yaml")},
        'sources.csv:2, column file: "../matter.yaml" lies outside of the matter\'s folder sources. Copy the file into it,'
        " and write its name alone. [file-outside]",
    ),
    "an address that runs": (
        {"sources.csv": GOOD["sources.csv"].replace("https://example.org/decl", "javascript:alert(1)"),
         "claims/claims.csv": None},
        'sources.csv:2, column url: "javascript:alert(1)" is not an address that a page may link to. Write https://...'
        " [bad-url]",
    ),
    "a document that changed": (
        {"sources.csv": GOOD["sources.csv"].replace("decl.txt,", f"decl.txt,{'0' * 64}")},
        'sources.csv:2, column sha256: "decl.txt" is not the document whose SHA-256 is written here. Put the document'
        " back as it came, or take it in anew under another name. [changed-source]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_words_of_a_refusal(case: str, tmp_path: Path) -> None:
    change, words = CASES[case]
    assert refusal(tmp_path, change) == words.replace("{folder}", str(tmp_path))


def test_a_date_cell_where_none_belongs(tmp_path: Path) -> None:
    header: list[object] = [*CLAIMS_HEADER.strip().split(",")]
    row: list[object] = [
        "act:f1",
        "act.kind",
        "departs",
        "ap",
        "",
        "AP",
        "asserts",
        "",
        "",
        "",
        "",
        date(2025, 3, 25),
    ]
    write_matter(tmp_path, {"claims/claims.csv": None})
    workbook(tmp_path / "claims/claims.xlsx", [header, row], {"L2": "d-mmm"})
    assert refusal(tmp_path, {"claims/claims.csv": None}) == (
        "claims.xlsx:2, column pin: cell L2 is a date, and none belongs here. Format the cell as text and write what the"
        " source says. [spreadsheet-date]"
    )


def test_a_midnight_of_a_workbook_that_no_one_wrote(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["when", "what", "said_by", "stance", "source"],
        [date(2025, 3, 15), "lands", "AP", "asserts", "ap"],
        [date(2025, 3, 15), "lands", "AP", "asserts", "ap"],
    ]
    workbook(tmp_path / "events/log.xlsx", rows, {"A2": "yyyy-mm-dd hh:mm", "A3": "yyyy-mm-dd"})
    assert refusal(tmp_path, {"events/night.csv": None}) == (
        "log.xlsx:2, column when: cell A2 is a midnight that no one wrote. Write the day (2025-03-15); or, if midnight was"
        " said, the minute as text (2025-03-15T00:00). [unwritten-midnight]"
    )


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    change = claims_csv(CLAIM.replace("departs", "depart"), CLAIM.replace(",ap,", ",app,").replace("asserts", "saith"))
    change |= {
        "events/night.csv": "when,what,said_by,stance,source\n2025-02-30,lands,,asserts,ap\n",
        "claims/b.csv": "\0",
    }
    lines = refusal(tmp_path, change).split("\n")
    assert [line.split(": ")[0] for line in lines] == [
        "b.csv:1", "claims.csv:2, column value", "claims.csv:3, column source", "claims.csv:3, column stance",
        "night.csv:2, column said_by", "night.csv:2, column when",
    ]  # fmt: skip


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no matter\.yaml in") as refused:
        read_matter(tmp_path / "nowhere")
    assert len(refused.value.faults) == 1
