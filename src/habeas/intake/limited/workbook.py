"""First sheets of XLSX files as text. Arguments: paths. One line of JSON for each, in their order.

A value is read by ``python_calamine``; what it does not tell (how a date is shown, that a cell holds an error) is
read from the sheet's own XML beside it.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

MEGA = 1 << 20
LARGEST = 200 * MEGA  # all parts of the file, unpacked
MOST_CELLS = 600_000  # far more than a matter; what is larger is a data release
LONGEST = 131_072
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_SHOWS_DATE = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58})
_SHOWS_TIME = frozenset({18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hHmMsS]+\])[^\]]*\]')


class Refused(Exception):
    """Code and words of why the file is not read."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (800 * MEGA, 800 * MEGA))
    resource.setrlimit(resource.RLIMIT_CPU, (18, 18))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 * MEGA, 256 * MEGA))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: str) -> dict[str, object]:
    with Path(path).open("rb") as stream:
        data = stream.read(64 * MEGA + 1)
    if len(data) > 64 * MEGA:
        raise Refused("stopped-at-limit", "the file has more than 64 MB.")
    parts = zipfile.ZipFile(BytesIO(data))
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > LARGEST or len(parts.infolist()) > 5000:
        raise Refused("stopped-at-limit", f"unpacked, it has {unpacked // MEGA} MB; {LARGEST // MEGA} are read.")
    if (bad := parts.testzip()) is not None:
        raise Refused("bad-workbook", f"its part {bad!r} is damaged.")
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    if not book.sheet_names:
        raise Refused("bad-workbook", "it has no sheet.")
    sheet = book.get_sheet_by_index(0)
    height, width = sheet.total_height + 1, sheet.total_width + 1  # the library gives the last index of each
    if height * width > MOST_CELLS:
        raise Refused("stopped-at-limit", f"the sheet reaches to row {height}, column {width}.")
    shown = dict(special_cells(parts))
    rows = sheet.to_python(skip_empty_area=False)
    records, dated, midnights, errors = [], [], [], []
    for number, row in enumerate(rows, 1):
        record = []
        for index, value in enumerate(row):
            text = as_text(value)
            if len(text) > LONGEST:
                raise Refused("cell-too-long", f"row {number} has a cell of {len(text)} characters.")
            if isinstance(value, date):
                dated.append((number, index))
                if not isinstance(value, datetime) and shown.get((number, index)) == "clock":
                    midnights.append((number, index))
            record.append(text)
        records.append(record)
    errors = [place for place, kind in shown.items() if kind == "error"]
    return {
        "records": records, "dated": dated, "midnights": midnights, "errors": sorted(errors),
        "sheet": book.sheet_names[0], "others": book.sheet_names[1:],
    }  # fmt: skip


def as_text(value: object) -> str:
    """What a person reads in the cell, in the form in which the CSV would have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        rounded = value + timedelta(microseconds=500_000)  # a spreadsheet counts days in floating point
        return rounded.strftime("%Y-%m-%d %H:%M:%S" if rounded.second else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


# ---- the sheet's own XML ---------------------------------------------------------------------------------


def special_cells(parts: zipfile.ZipFile) -> Iterator[tuple[tuple[int, int], str]]:
    """``clock`` for each cell shown as a date with a clock time, ``error`` for each that holds an error or a
    formula that was never computed.
    """
    clock = clock_styles(parts)
    row = column = 0
    for _, cell in ET.iterparse(BytesIO(part(parts, first_sheet(parts))), events=("end",)):  # noqa: S314 - `part` refuses what declares entities
        name = cell.tag.rpartition("}")[2]
        if name == "row":
            row, column = int(cell.get("r") or row + 1), 0
            cell.clear()
        if name != "c":
            continue
        at = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r") or "")
        if at is None:
            raise Refused("bad-workbook", "a cell of the sheet does not say where it stands.")
        column = 0
        for letter in at[1]:
            column = column * 26 + ord(letter) - 64
        place = (int(at[2]), column - 1)
        filled = {child.tag.rpartition("}")[2]: child.text for child in cell}
        if cell.get("t") == "e" or ("f" in filled and not filled.get("v") and cell.get("t") != "str"):
            yield place, "error"
        elif int(cell.get("s") or 0) in clock:
            yield place, "clock"


def clock_styles(parts: zipfile.ZipFile) -> frozenset[int]:
    """The cell styles that show a date together with a clock time."""
    if "xl/styles.xml" not in parts.namelist():
        return frozenset()
    root = ET.fromstring(part(parts, "xl/styles.xml"))  # noqa: S314 - as above
    space = STRICT if root.tag.startswith(STRICT) else MAIN
    codes = {int(made.get("numFmtId", 0)): made.get("formatCode", "") for made in root.iter(f"{space}numFmt")}
    found = set()
    for index, style in enumerate(root.iterfind(f"{space}cellXfs/{space}xf")):
        number = int(style.get("numFmtId") or 0)
        shown = _NOT_SHOWN.sub("", codes.get(number, "")).lower()
        if number in _SHOWS_DATE & _SHOWS_TIME or ("h" in shown and ("d" in shown or "y" in shown)):
            found.add(index)
    return frozenset(found)


def first_sheet(parts: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    book = ET.fromstring(part(parts, "xl/workbook.xml"))  # noqa: S314 - as above
    links = ET.fromstring(part(parts, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            named = [value for key, value in sheet.items() if key.rpartition("}")[2] == "id"]
            target = targets.get(named[0] if named else None, "")
            return target.lstrip("/") if target.startswith("/") else "xl/" + target
    raise Refused("bad-workbook", "it has no sheet.")


def part(parts: zipfile.ZipFile, name: str) -> bytes:
    if name not in parts.namelist():
        raise Refused("bad-workbook", f"its part {name!r} is missing.")
    data = parts.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("bad-workbook", f"its part {name!r} declares entities.")
    return data


def answer(path: str) -> dict[str, object]:
    try:
        return read(path)
    except Refused as refused:
        return {"code": refused.args[0], "what": refused.args[1]}
    except MemoryError:
        return {"code": "stopped-at-limit", "what": "reading it takes more than 800 MB of memory."}
    except Exception as error:  # noqa: BLE001 - whatever a library raises on what others made: the file is refused with its words
        return {"code": "bad-workbook", "what": f"{type(error).__name__}: {str(error)[:200]}."}


if __name__ == "__main__":
    limit()
    for argument in sys.argv[1:]:
        sys.stdout.write(json.dumps(answer(argument)) + "\n")
        sys.stdout.flush()
