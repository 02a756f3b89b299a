"""Where in its source a claim stands: the locator against the stored document, and the quote against its words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from habeas.core.errors import Fault
from habeas.core.faults import ValueFault, quoted
from habeas.core.locator import Locator, find_quote, fits, past_end, read_locator
from habeas.core.matter import Source
from habeas.intake.sources import row_number, stored_path
from habeas.intake.worker import ask

_TEXT = (".txt", ".text", ".md", ".log", ".srt", ".vtt")  # plain words, in which a quote stands as it is
_TABLE = (".csv", ".tsv", ".tab")

Found = tuple[str, tuple[tuple[str, ValueFault], ...]]


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a source is in what a locator counts; None where that is not known."""

    length: int | None
    columns: int | None = None


@dataclass
class Places:
    """Locators and quotes of one matter, each text and each length read once."""

    folder: Path
    sources: dict[str, Source]
    notices: list[Fault] = field(default_factory=list)
    _found: dict[tuple[str, str, str], Found] = field(default_factory=dict)
    _texts: dict[str, str | None] = field(default_factory=dict)
    _lengths: dict[tuple[str, str], _Length] = field(default_factory=dict)

    def locate(self, source: Source, locator: str, quote: str) -> Found:
        """The locator as it is kept (found through the quote where the row gives none), and what is wrong, each
        with its column."""
        key = (source.id, locator, quote)
        if key not in self._found:
            faults: list[tuple[str, ValueFault]] = []
            place = Locator("", ())
            try:
                place = read_locator(locator)
                fits(place, source.file)
                self._check_length(source, place)
            except ValueFault as fault:
                faults.append(("locator", fault))
            found = place.text
            if quote and not faults:
                try:
                    found = self._quoted(source, place, quote)
                except ValueFault as fault:
                    faults.append((fault_column(fault), fault))
            self._found[key] = (found, tuple(faults))
        return self._found[key]

    # ---- quotes ----------------------------------------------------------------------------------------

    def _quoted(self, source: Source, place: Locator, quote: str) -> str:
        text = self._text(source) if source.file.lower().endswith(_TEXT) else None
        if text is None:
            return place.text
        match = find_quote(text, quote)
        if match.kind == "altered":
            raise ValueFault("quote-not-found", f"the quote differs from {quoted(source.file)}, which says:"
                             f" {quoted(match.nearest)}.",
                             "Write the words as they stand; mark what you leave out with [...].")  # fmt: skip
        if match.kind == "not found":
            nearest = f"Its nearest words: {quoted(match.nearest)}." if match.nearest else "Nothing in it is near."
            raise ValueFault("quote-not-found", f"{quoted(source.file)} does not hold the quote.", nearest)
        if place.scheme == "char":
            low, high = place.spans[0]
            if find_quote(text[low : len(text) if high is None else high], quote).kind != "verbatim":
                raise ValueFault("quote-elsewhere", f"the quote does not stand at {place.text}.",
                                 f"It stands at char={match.start},{match.end}.")  # fmt: skip
        elif match.times > 1 and not place.scheme:
            self.notices.append(
                Fault("quote-found-twice", f"{quoted(quote)} stands {match.times} times in {source.file}; the first, at"
                      f" char={match.start},{match.end}, is taken.", "Give the locator of the one that is meant.")
            )  # fmt: skip
        return place.text or f"char={match.start},{match.end}"

    def _text(self, source: Source) -> str | None:
        """The words of a stored text; None where it is not UTF-8, which is said once."""
        if source.id not in self._texts:
            path = stored_path(self.folder, source)
            text = None
            if path is not None and path.is_file():
                try:
                    # one character for each end of line, as RFC 5147 counts
                    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
                except UnicodeDecodeError as error:
                    self.notices.append(
                        Fault("unchecked-quotes", f"{quoted(source.file)} is not UTF-8 (byte {error.start + 1}), so"
                              " quotes and places in it are not checked.", "Store a copy in UTF-8 beside it.",
                              source.row.rpartition(":")[0], row_number(source.row), "file")
                    )  # fmt: skip
            self._texts[source.id] = text
        return self._texts[source.id]

    # ---- lengths ---------------------------------------------------------------------------------------

    def _check_length(self, source: Source, place: Locator) -> None:
        measure = _MEASURES.get(place.scheme)
        path = stored_path(self.folder, source)
        if measure is None or path is None or not path.is_file():
            return
        key = (source.id, "table" if place.scheme in ("row", "col", "cell") else place.scheme)
        if key not in self._lengths:
            measure(self, source, path)
        known = self._lengths[key]
        if place.scheme == "col" and known.columns is not None:
            past_end(place, known.columns)
        elif place.scheme != "col" and known.length is not None:
            past_end(place, known.length, known.columns if place.scheme == "cell" else None)

    def _measure_text(self, source: Source, path: Path) -> None:
        text = self._text(source)
        lines = None if text is None else text.count("\n") + (not text.endswith("\n") and text != "")
        self._lengths[source.id, "char"] = _Length(None if text is None else len(text))
        self._lengths[source.id, "line"] = _Length(lines)

    def _measure_table(self, source: Source, path: Path) -> None:
        found = _Length(None)
        if path.suffix.lower() in _TABLE:
            text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\x00", "")
            csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
            separator = "\t" if path.suffix.lower() != ".csv" else ","
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
            found = _Length(len(rows), max((len(row) for row in rows), default=0))
        elif path.suffix.lower() == ".xlsx":
            answer = ask("workbook", [path])[0]
            if "code" in answer:
                raise ValueFault(answer["code"], f"{quoted(source.file)} is not read: {answer['what']}",
                                 "Leave the locator empty, and give the place under pin.")  # fmt: skip
            records = answer["records"]
            found = _Length(len(records), max((len(record) for record in records), default=0))
        self._lengths[source.id, "table"] = found

    def _measure_pdfs(self, source: Source, path: Path) -> None:
        """All PDFs of the matter at once: to start a worker takes longer than to count the pages of one."""
        pdfs = {
            one.id: place
            for one in self.sources.values()
            if (place := stored_path(self.folder, one)) and place.suffix.lower() == ".pdf" and place.is_file()
        }
        for (name, _), answer in zip(pdfs.items(), ask("pdf", list(pdfs.values())), strict=True):
            self._lengths[name, "page"] = _Length(answer.get("pages"))
            if "code" in answer:
                self.notices.append(
                    Fault("unread-pdf", f"{quoted(self.sources[name].file)} cannot be opened, so pages of it are not"
                          f" checked: {answer['what']}", "", self.sources[name].row.rpartition(":")[0],
                          row_number(self.sources[name].row), "file")
                )  # fmt: skip


def fault_column(fault: ValueFault) -> str:
    return "locator" if fault.code == "quote-elsewhere" else "quote"


_MEASURES: dict[str, Callable[[Places, Source, Path], None]] = {
    "char": Places._measure_text,
    "line": Places._measure_text,
    "row": Places._measure_table,
    "col": Places._measure_table,
    "cell": Places._measure_table,
    "page": Places._measure_pdfs,
}
