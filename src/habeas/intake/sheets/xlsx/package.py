"""The package of a workbook: its sheets by name, how its cells are shown, and its parts as streams."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree as ET

from habeas.core.errors import Fault, InputError

SMALL = 32 << 20  # bytes of a part that is read as a whole; styles of real workbooks have less than one megabyte
PIECE = 8 << 20
_AGAIN = "It is damaged or came only in part: download it again, or save it anew in a spreadsheet program."


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str


class Package:
    """An opened workbook. Raises ``InputError`` (``bad-workbook``, ``stopped-at-limit``) for what is wrong with it."""

    def __init__(self, path: Path, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise self.bad("its list of parts, which stands at the end of the file, is missing or damaged") from error
        self._names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}
        book_part = self._start()
        if book_part.endswith(".bin"):
            raise InputError(
                Fault("old-workbook", "the workbook is of the binary kind (.xlsb).", "Save it as XLSX.", file)
            )
        book = self.xml(book_part)
        self._links = self._relations(book_part)
        self.sheets = tuple(self._listed(book))
        setting = next((each for each in book.iter() if local(each.tag) == "workbookPr"), None)
        self.from_1904 = setting is not None and setting.get("date1904") in {"1", "true", "on"}
        self.styles = self._linked("styles")
        self.strings = self._linked("sharedStrings")

    def bad(self, what: str) -> InputError:
        return InputError(Fault("bad-workbook", f"the workbook cannot be read: {what}.", _AGAIN, self.file))

    def stopped(self, what: str) -> InputError:
        mend = "No honest release looks like this; whoever made it can save it anew."
        return InputError(Fault("stopped-at-limit", f"the workbook is not read: {what}.", mend, self.file))

    def has(self, part: str) -> bool:
        return part.lower() in self._names

    def size(self, part: str) -> int:
        """The size of a part unpacked, as the package states it."""
        return self._info(part).file_size

    def xml(self, part: str) -> ET.Element:
        """A small part as a tree. What declares entities is refused."""
        if self.size(part) > SMALL:
            raise self.stopped(f"its part {part} has {self.size(part) >> 20} MB")
        data = b"".join(self.pieces(part, SMALL))
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data:
            raise self.bad(f"its part {part} declares entities")
        try:
            return ET.fromstring(data)  # noqa: S314 - declares no entities, as just seen
        except ET.ParseError as error:
            raise self.bad(f"its part {part} is no XML") from error

    def pieces(self, part: str, size: int = PIECE) -> Iterator[bytes]:
        """The unpacked bytes of a part, piece by piece."""
        try:
            with self._open(part) as stream:
                while piece := stream.read(size):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise self.bad(f"its part {part} is damaged") from error

    def _open(self, part: str) -> IO[bytes]:
        info = self._info(part)
        if info.flag_bits & 1:
            raise InputError(
                Fault("protected-workbook", "the workbook is protected by a password.",
                      "Open it in a spreadsheet program, take the password off, and save it again.", self.file)
            )  # fmt: skip
        return self._zip.open(info)

    def _info(self, part: str) -> zipfile.ZipInfo:
        info = self._names.get(part.lower())
        if info is None:
            raise self.bad(f"its part {part} is missing")
        return info

    # ---- what its parts say of each other -------------------------------------------------------------------

    def _start(self) -> str:
        """The part that lists the sheets."""
        if self.has("_rels/.rels"):
            for kind, target in _targets(self.xml("_rels/.rels"), "").values():
                if kind == "officeDocument":
                    return target
        if self.has("xl/workbook.xml"):
            return "xl/workbook.xml"
        inside = ", ".join(sorted(info.filename for info in self._names.values())[:5])
        raise InputError(
            Fault("bad-workbook", f"this is a ZIP archive that holds no XLSX workbook, but {inside or 'nothing'}.",
                  "Unpack it, and name the files in it.", self.file)
        )  # fmt: skip

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        place = PurePosixPath(part)
        links = f"{place.parent}/_rels/{place.name}.rels".removeprefix("./")
        return _targets(self.xml(links), str(place.parent)) if self.has(links) else {}

    def _linked(self, kind: str) -> str | None:
        return next((target for known, target in self._links.values() if known == kind and self.has(target)), None)

    def _listed(self, book: ET.Element) -> Iterator[Listed]:
        """Sheets of cells, in the order of the workbook; charts and macros on sheets of their own are none."""
        for sheet in book.iter():
            if local(sheet.tag) == "sheet":
                link = next((value for key, value in sheet.items() if local(key) == "id"), "")
                kind, target = self._links.get(link, ("", ""))
                if kind == "worksheet":
                    yield Listed(sheet.get("name", ""), target)


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def _targets(links: ET.Element, folder: str) -> dict[str, tuple[str, str]]:
    """Link id to its kind and the part that it leads to; links that lead out of the file are left alone."""
    found = {}
    for link in links:
        target = link.get("Target", "").replace("\\", "/")
        if link.get("TargetMode") == "External" or not target:
            continue
        whole = PurePosixPath(target.lstrip("/")) if target.startswith("/") else PurePosixPath(folder) / target
        parts: list[str] = []
        for step in whole.parts:
            if step == "..":
                parts[-1:] = []
            elif step != ".":
                parts.append(step)
        found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], "/".join(parts))
    return found
