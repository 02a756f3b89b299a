"""Where in its source a claim stands: the locator against the stored document, and the quote against its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from habeas.core.errors import Fault
from habeas.core.faults import ValueFault, quoted
from habeas.core.locator import Locator, find_quote, fits, read_locator
from habeas.core.matter import Source
from habeas.intake.lengths import TABLES, Length, pdf_lengths, table_length, text_length
from habeas.intake.sources import row_number, stored_path

_WORDS = (".txt", ".text", ".md", ".log", ".srt", ".vtt")  # plain words, in which a quote stands as it is

Found = tuple[str, tuple[tuple[str, ValueFault], ...]]


@dataclass
class Places:
    """Locators and quotes of one matter, each text and each length read once."""

    folder: Path
    sources: dict[str, Source]
    notices: list[Fault] = field(default_factory=list)
    _found: dict[tuple[str, str, str], Found] = field(default_factory=dict)
    _texts: dict[str, str | None] = field(default_factory=dict)
    _lengths: dict[str, Length] = field(default_factory=dict)

    def locate(self, source: Source, locator: str, quote: str) -> Found:
        """The locator as it is kept, found through the quote where the row gives none; and what is wrong, each with
        its column.
        """
        key = (source.id, locator, quote)
        if key not in self._found:
            self._found[key] = self._located(source, locator, quote)
        return self._found[key]

    def _located(self, source: Source, locator: str, quote: str) -> Found:
        column = "locator"
        try:
            place = read_locator(locator)
            fits(place, source.file)
            if place.scheme:
                self._length(source).check(place)
            column = "quote"
            return (self._quoted(source, place, quote) if quote else place.text), ()
        except ValueFault as fault:
            return "", ((column, fault),)

    # ---- quotes ----------------------------------------------------------------------------------------

    def _quoted(self, source: Source, place: Locator, quote: str) -> str:
        """The locator of the quote. Raises ``ValueFault`` when the source does not hold it there."""
        text = self._text(source) if source.file.lower().endswith(_WORDS) else None
        if text is None:
            return place.text
        match = find_quote(text, quote)
        if match.kind == "altered":
            raise ValueFault("quote-not-found", f"the quote differs from {quoted(source.file)}, which says:"
                             f" {quoted(match.nearest)}.",
                             "Write the words as they stand; mark what you leave out with [...].")  # fmt: skip
        if match.kind == "not found":
            nearest = f"Its nearest words: {quoted(match.nearest)}." if match.nearest else "No word of it stands there."
            raise ValueFault("quote-not-found", f"{quoted(source.file)} does not hold the quote.", nearest)
        own = f"char={match.start},{match.end}"
        if place.scheme == "char":
            low, high = place.spans[0]
            if find_quote(text[low : len(text) if high is None else high], quote).kind != "verbatim":
                raise ValueFault(
                    "quote-elsewhere", f"the quote does not stand at {place.text}.", f"It stands at {own}."
                )
        elif match.times > 1 and not place.scheme:
            self.notices.append(
                Fault("quote-found-twice", f"{quoted(quote)} stands {match.times} times in {source.file}; the first, at"
                      f" {own}, is taken.", "Give the locator of the one that is meant.")
            )  # fmt: skip
        return place.text or own

    def _text(self, source: Source) -> str | None:
        """The words of a stored text; None where it is not UTF-8, which is said once."""
        if source.id not in self._texts:
            path = stored_path(self.folder, source)
            self._texts[source.id] = None
            if path is not None and path.is_file():
                try:
                    # one character for each end of line, as RFC 5147 counts
                    self._texts[source.id] = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
                except UnicodeDecodeError as error:
                    what = f"is not UTF-8 (byte {error.start + 1}), so quotes and places in it are not checked."
                    self._notice(source, "unchecked-quotes", what, "Store a copy in UTF-8 beside it.")
        return self._texts[source.id]

    # ---- lengths ---------------------------------------------------------------------------------------

    def _length(self, source: Source) -> Length:
        """The length of what is stored; that of a source without a document, or of a recording, is not known."""
        if source.id not in self._lengths:
            path = stored_path(self.folder, source)
            ending = path.suffix.lower() if path is not None and path.is_file() else ""
            self._lengths[source.id] = Length()
            if ending == ".pdf":
                self._measure_pdfs()
            elif path is not None and ending in TABLES:
                self._lengths[source.id] = table_length(path)
            elif ending and (text := self._text(source)) is not None:
                self._lengths[source.id] = text_length(text)
        return self._lengths[source.id]

    def _measure_pdfs(self) -> None:
        """All PDFs of the matter at once: to start a worker takes longer than to count the pages of one."""
        stored = [(one, path) for one in self.sources.values() if (path := stored_path(self.folder, one)) is not None]
        pdfs = [(one, path) for one, path in stored if path.suffix.lower() == ".pdf" and path.is_file()]
        for (one, _), (length, why) in zip(pdfs, pdf_lengths([path for _, path in pdfs]), strict=True):
            self._lengths[one.id] = length
            if why:
                self._notice(one, "unread-pdf", f"cannot be opened, so its pages are not checked: {why}")

    def _notice(self, source: Source, code: str, what: str, mend: str = "") -> None:
        file, number = source.row.rpartition(":")[0], row_number(source.row)
        self.notices.append(Fault(code, f"{quoted(source.file)} {what}", mend, file, number, "file"))
