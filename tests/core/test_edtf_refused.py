"""Every text that is not one instant, with the exact words that its writer reads."""

import json
from pathlib import Path

import pytest

from habeas.core.edtf import read_instant
from habeas.core.faults import ValueFault

REFUSED = [
    # turned by a spreadsheet
    ("mar-25", "spreadsheet-date",
     '"mar-25" is what a spreadsheet makes of a date or of something else.',
     "Format the cell as text and write what the source says, as 2025-03-15 or 2025-03."),
    ("Mar-25", "spreadsheet-date", "", ""),
    ("25-Mar", "spreadsheet-date", "", ""),
    ("15-Mar-25", "spreadsheet-date", "", ""),
    ("15 Mar 25", "spreadsheet-date", "", ""),
    ("########", "spreadsheet-date", "", ""),
    ("45731", "spreadsheet-date", '"45731" is a spreadsheet\'s count of days.',
     "Format the cell as text; if the sheet counts from 1900, the day is 2025-03-15."),
    ("45731.7833", "spreadsheet-date", "", "the day is 2025-03-15"),
    ("2025-03-15 00:00:00", "unwritten-midnight",
     '"2025-03-15 00:00:00" is how programs write a day without a time; nobody need have said midnight.',
     "Write 2025-03-15 for the day, or 2025-03-15T00:00 if midnight was said."),
    # two meanings
    ("1/2/25", "ambiguous-date", '"1/2/25" does not say which number is the month.',
     "Write the year first: 2025-01-02 or 2025-02-01."),
    ("01/02/2025", "ambiguous-date", "", "Write the year first: 2025-01-02 or 2025-02-01."),
    ("3/15/2025", "ambiguous-date", "", "Write the year first: 2025-03-15."),
    ("15.03.2025", "ambiguous-date", "", "Write the year first: 2025-03-15."),
    ("3/15/2025 18:48", "ambiguous-date", "", ""),
    ("45/67/2025", "ambiguous-date", "", "Write the year first, as 2025-03-15."),
    # something is missing
    ("15 March", "date-without-year", '"15 March" has no year.',
     "Write the year too, as 2025-03-15; a year is never guessed."),
    ("March 15", "date-without-year", "", ""),
    ("March 15th", "date-without-year", "", ""),
    ("03-15", "date-without-year", "", ""),
    ("--03-15", "date-without-year", "", ""),
    ("18:48", "time-without-date", '"18:48" is a clock time without its day.',
     "Write the day too: 2025-03-15T18:48."),
    ("[2025-03-15T23:00..01:00]", "time-without-date", "", ""),
    ("2025-03-15T18", "hour-without-minutes", '"2025-03-15T18" has an hour without minutes.',
     "Write [2025-03-15T18:00..2025-03-15T18:59] for the whole hour, or 2025-03-15T18:00 for its first minute."),
    ("", "empty-value", "no time is written.", "Leave the whole row out, or write one, as 2025-03-15."),
    ("   ", "empty-value", "", ""),
    ("[..]", "empty-range", '"[..]" says nothing.', "Leave out what is not known."),
    # what does not exist
    ("2025-02-30", "impossible-date", '"2025-02-30": February 2025 has 28 days.', "Write a day from 01 to 28."),
    ("2025-02-29", "impossible-date", "", ""),
    ("2025-04-31~", "impossible-date", '"2025-04-31~": April 2025 has 30 days.', ""),
    ("2025-13-01", "impossible-date", '"2025-13-01": there is no month 13.', "Months are 01 to 12."),
    ("2025-13", "impossible-date", "", ""),
    ("2025-00-10", "impossible-date", "", ""),
    ("2025-02-3X", "impossible-date", '"2025-02-3X": no such day exists.', ""),
    ("0000-01-01", "year-out-of-range", '"0000-01-01" lies outside the years 0001 to 9999.', ""),
    ("-0044-03-15", "year-out-of-range", "", ""),
    ("Y170000002", "year-out-of-range", "", ""),
    ("Y17E7", "year-out-of-range", "", ""),
    ("2025-03-15T24:00", "impossible-time",
     '"2025-03-15T24:00": a day ends at 23:59, and 24:00 is the next day\'s 00:00.',
     "Write 2025-03-16T00:00, or 2025-03-15T23:59 for the last minute of the day."),
    ("2025-12-31T24:00:00", "impossible-time", "", "Write 2026-01-01T00:00"),
    ("9999-12-31T24:00", "impossible-time", "", ""),
    ("2025-03-15T25:00", "impossible-time", '"2025-03-15T25:00": there is no such clock time.',
     "Write 00:00 to 23:59."),
    ("2025-03-15T18:60", "impossible-time", "", ""),
    ("2016-12-31T23:59:60Z", "impossible-time",
     '"2016-12-31T23:59:60Z": there is no second 60; leap seconds are not kept.', ""),
    # offsets and zones
    ("2025-03-15T18:48-05:00[America/New_York]", "bad-offset",
     '"2025-03-15T18:48-05:00[America/New_York]": the clocks of America/New_York were at -04:00 then.', ""),
    ("2025-03-15T18:48+17:00", "bad-offset", '"2025-03-15T18:48+17:00": no clock is +17:00 from UTC.', ""),
    ("2025-03-15-04:00", "bad-offset", "", "Write 2025-03-15 alone."),
    ("2025-03-15T18:48 EST", "unknown-zone", '"EST" is not the name of a time zone.', "abbreviation"),
    ("2025-03-15T18:48[America/New_Yrok]", "unknown-zone", "", 'Nearest: "America/New_York".'),
    # more than one instant
    ("2025-03-15/2025-03-16", "interval-not-instant",
     '"2025-03-15/2025-03-16" is a stretch of time, and one instant is wanted.', "Write [2025-03-15..2025-03-16]"),
    ("2025-03-15/..", "interval-not-instant", "", "Write [2025-03-15..]"),
    ("../2025-03-15", "interval-not-instant", "", "Write [..2025-03-15]"),
    ("2025-03-15..2025-03-16", "interval-not-instant", "", "Write [2025-03-15..2025-03-16]"),
    ("2025-03-15T18:45 to 2025-03-15T18:48", "interval-not-instant", "", "[2025-03-15T18:45..2025-03-15T18:48]"),
    ("{2025-03-15,2025-03-16}", "several-instants",
     '"{2025-03-15,2025-03-16}" says all of these times, and one instant is wanted.',
     "Write [2025-03-15,2025-03-16] for one of them, or a row for each."),
    ("[2025-03-16..2025-03-15]", "backwards-range", '"[2025-03-16..2025-03-15]" ends before it begins.',
     "Write the earlier first: [2025-03-15..2025-03-16]."),
    # words
    ("before 2025-03-15T19:25", "words-for-time", "", "Write [..2025-03-15T19:25]"),
    ("after 2025-03-15", "words-for-time", "", "Write [2025-03-15..]"),
    ("about 2025-03-15", "words-for-time", "", "Write 2025-03-15~."),
    ("2025-03-15 noon", "words-for-time", "", "2025-03-15T12:00"),
    ("2025-03-15 evening", "words-for-time", "", "[2025-03-15T18:00..2025-03-15T23:59]"),
    ("March 15, 2025", "date-in-words", '"March 15, 2025" is written in words.', "Write 2025-03-15."),
    ("15th March 2025", "date-in-words", "", "Write 2025-03-15."),
    ("15-Mar-2025", "date-in-words", "", "Write 2025-03-15."),
    ("March 2025", "date-in-words", "", "Write 2025-03."),
    ("2025-03-15 6:48 pm", "twelve-hour-clock", "", "Write 2025-03-15T18:48."),
    ("2025-03-15 12:10 a.m.", "twelve-hour-clock", "", "Write 2025-03-15T00:10."),
    ("2025-03-15 06:48 pm", "twelve-hour-clock", "", "Write 2025-03-15T18:48."),
    # not as the standard writes it
    ("2025-3-5", "unpadded-date", '"2025-3-5" is not written as YYYY-MM-DD.', "Write 2025-03-05."),
    ("2025/03/15", "unpadded-date", "", "Write 2025-03-15."),
    ("2025-03-15 9:10", "unpadded-time", "", "Write 2025-03-15T09:10, by the 24-hour clock."),
    ("2025-03-15t18:48z", "bad-instant", "", "Write 2025-03-15T18:48Z."),
    ("2025-03-15~?", "bad-instant", "", ""),
    ("2025-03-15?T18:48~", "bad-instant", "", ""),
    ("198u", "bad-instant", "", "Write 198X."),
    ("unknown", "bad-instant", "", ""),
    ("2025-W11", "bad-instant", "", ""),
    ("Y2025", "bad-instant", "", "Write 2025."),
    ("1950S9", "bad-instant", "", ""),
    ("\u0662\u0660\u0662\u0665-\u0660\u0661-\u0660\u0661", "non-ascii-digits", "other digits than 0 to 9", ""),
    ("2025\u201101\u201101", "non-ascii-time", "U+2011", ""),
    ("2025-01-01\x00", "control-character", '"2025-01-01\\x00" holds a character that cannot be seen (U+0000).', ""),
    ("2025-01-01\n2026", "control-character", "U+000A", ""),
    ("2025-01-01\u202e", "control-character", "U+202E", ""),
    ("[" + "2025," * 300 + "2025]", "too-long", "a time of 1506 characters", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "what", "mend"), REFUSED)
def test_what_is_not_one_instant_is_refused_by_name(text: str, code: str, what: str, mend: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read_instant(text, "America/New_York", 5)
    assert caught.value.code == code
    assert what in caught.value.what
    assert mend in caught.value.mend
    assert caught.value.mend
    assert str(caught.value).isprintable()


def test_hostile_strings_are_read_or_refused(shared: Path) -> None:
    strings = shared / "hostile" / "edtf" / "strings.json"
    if not strings.is_file():
        pytest.skip("the hostile strings are not here")
    groups = json.loads(strings.read_text(encoding="utf-8"))
    texts = [text for name, group in groups.items() if name != "origin" for text in group]
    assert len(texts) > 50
    refused = set()
    for text in texts:
        try:
            read_instant(text, "America/New_York", 5)
        except ValueFault as fault:
            refused.add((text, fault.code))
    # all that the standard calls invalid, but for two dates with blanks around them, which a cell may have
    assert set(groups["invalid"]) - {text for text, _ in refused} == {" 1863-03-29", "1863-03-29 "}
    assert ("1960-06-31", "impossible-date") in refused
    assert {text for text in texts if text not in {text for text, _ in refused}} == {
        " 1863-03-29", "1863-03-29 ", "2001-21", "[1667,1668, 1670..1672]", "2025-XX-XX",
    }  # fmt: skip
