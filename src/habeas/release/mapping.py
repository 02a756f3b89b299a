"""``releases/ID.yaml``: what each column of a data release means.

In comes the file, with the settings of its matter; out goes a ``Mapping``, or every fault of the file at once, each
with its line and the nearest valid word. Whether the columns are there is asked of the data (``headers``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from habeas.core.edtf import read_instant
from habeas.core.errors import Fault, InputError, nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.located import Node, read_documents
from habeas.intake.settings import read_settings
from habeas.intake.sheets.encoding import USUAL, named
from habeas.intake.sheets.signs import delimiter_fault
from habeas.release.mapped import Allowed, read_formats, read_mapped, read_zone
from habeas.release.model import PERSONS, Codes, Files, Mapped, Mapping, RuleUse
from habeas.release.rules import RULES, Rule

KEYS = frozenset({"release", "title", "source", "files", "row", "zone", "cutoff", "withheld", "blank", "properties",
                  "keep", "drop", "rules"})  # fmt: skip
FILE_KEYS = frozenset({"path", "sheets", "header", "delimiter", "encoding"})
OPTION_KEYS = frozenset({"bond", "format", "order"})
FOLDER = "releases"

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
T = TypeVar("T")


def mappings(folder: Path) -> list[str]:
    """The ids of the releases that the matter maps, sorted."""
    return sorted(path.stem for path in (folder / FOLDER).glob("*.yaml"))


def load_mapping(folder: Path, release: str) -> Mapping:
    """The mapping ``releases/RELEASE.yaml`` of the matter in ``folder``. Raises ``InputError`` with all faults."""
    name = f"{FOLDER}/{release}.yaml"
    path = folder / name
    if not _ID.fullmatch(release) or not path.is_file():
        known = mappings(folder)
        mend = nearest(release, known) or (
            f"Draft one with `habeas release guess FILE -o {name}`." if not known else ""
        )
        raise InputError(Fault("no-mapping", f"there is no mapping {quoted(release)} in {folder}.", mend, name))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Fault("bad-utf8", f"byte {error.start + 1} of the file is not UTF-8.", "Save the file as UTF-8.", name)
        ) from None
    return read_mapping(text, name, folder)


def read_mapping(text: str, name: str, folder: Path) -> Mapping:
    """The mapping that the text says; ``name`` is that of its file, ``folder`` the matter's."""
    documents = read_documents(text, name)
    if len(documents) != 1:
        raise InputError(
            Fault("empty-file", "the file is empty.", "It needs at least release, files, row and properties.", name)
            if not documents
            else Fault("wrong-shape", "a second document begins here.", "One file maps one release.", name,
                       line=documents[1].line)
        )  # fmt: skip
    return _Reading(documents[0], folder).mapping(text, name, folder)


class _Reading:
    """One reading of one file; ``faults`` gathers what is wrong, so that all of it is said at once."""

    def __init__(self, root: Node, folder: Path) -> None:
        settings = read_settings(folder)
        self.schema, self.about, self.matter_zone = settings.schema, settings.about, settings.zone
        self.root = root
        self.pairs = root.mapped("the mapping", KEYS)
        self.faults: list[Fault] = []

    def get(self, key: str, read: Callable[[Node], T], default: T) -> T:
        node = self.pairs.get(key)
        if node is None or (node.text == "" and not node.quoted):
            return default
        try:
            return read(node)
        except InputError as error:
            self.faults += error.faults
            return default

    def mapping(self, text: str, name: str, folder: Path) -> Mapping:
        for key, mend in (
            ("release", "Write the name of the file, without its ending."),
            ("files", "Write where the data lies, as files: {path: sources/stays.csv}."),
            ("row", f"Write what a row is: {', '.join(PERSONS)}."),
            ("properties", "Write at least one property with its column."),
        ):
            if key not in self.pairs:
                self.faults.append(
                    Fault("missing-key", f'the key "{key}" is missing.', mend, name, line=self.root.line)
                )
        row = self.get("row", _row, "")
        zone = self.get("zone", read_zone, self.matter_zone)
        none: tuple[str, ...] = ()
        withheld, blank = self.get("withheld", _texts, none), self.get("blank", _texts, none)
        for mark in sorted(set(withheld) & set(blank)):
            self.faults.append(
                Fault("mark-in-both", f"{quoted(mark)} is both withheld and blank.", "A mark means one of the two.",
                      name, line=self.pairs["withheld"].line)
            )  # fmt: skip
        allowed = Allowed(self.schema, row, zone, self.about)
        no_properties: tuple[Mapped, ...] = ()
        properties = self.get("properties", lambda node: self._properties(node, allowed), no_properties)
        cutoff = self.get("cutoff", self._cutoff, "")
        no_rules: tuple[RuleUse, ...] = ()
        rules = self.get("rules", lambda node: self._rules(node, row, properties, cutoff), no_rules)
        no_files: tuple[Files, ...] = ()
        made = Mapping(
            folder=folder,
            file=name,
            text=text,
            release=self.get("release", lambda node: _release(node, Path(name).stem), ""),
            title=self.get("title", lambda node: node.string("title"), Path(name).stem),
            source=self.get("source", lambda node: node.string("source"), ""),
            files=self.get("files", _files, no_files),
            row=row,
            zone=zone,
            about=self.about,
            cutoff=cutoff,
            withheld=withheld,
            blank=blank,
            properties=_implied(properties, row, {rule.name for rule in rules}),
            keep=self.get("keep", _texts, none),
            drop=self.get("drop", _texts, none),
            rules=rules,
            lines={key: node.line for key, node in self.pairs.items()},
        )
        self._check_columns(made)
        self._check_order(made)
        if self.faults:
            raise InputError(sorted(self.faults, key=lambda fault: fault.line or 0))
        return made

    def _properties(self, node: Node, allowed: Allowed) -> tuple[Mapped, ...]:
        found: list[Mapped] = []
        for name, entry in node.mapped("properties").items():
            line = (node.keys or {}).get(name, entry.line)
            try:
                found.append(read_mapped(name, entry, line, allowed))
            except InputError as error:
                self.faults += error.faults
        return tuple(found)

    def _cutoff(self, node: Node) -> str:
        text = node.string("cutoff")
        try:
            read_instant(text, self.matter_zone, self.about)
            return text
        except ValueFault as fault:
            raise node.fault(fault.code, fault.what, fault.mend) from None

    def _rules(self, node: Node, row: str, properties: tuple[Mapped, ...], cutoff: str) -> tuple[RuleUse, ...]:
        mapped = {each.name for each in properties}
        found: dict[str, RuleUse] = {}
        for item in node.listed("rules"):
            try:
                use = _rule(item)
                if use.name in found:
                    raise item.fault("doubled-rule", f'the rule "{use.name}" stands twice.', "Keep one of the two.")
                _check_rule(item, RULES[use.name], row, mapped, cutoff)
                found[use.name] = use
            except InputError as error:
                self.faults += error.faults
        return tuple(found.values())

    def _check_columns(self, made: Mapping) -> None:
        """One column has one use, except that several properties may come from it."""
        for key in ("keep", "drop"):
            for column in sorted({one for one in getattr(made, key) if getattr(made, key).count(one) > 1}):
                self._doubled(column, f"stands twice under {key}", made.lines[key], made.file)
        for column in sorted(set(made.keep) & set(made.drop)):
            self._doubled(column, "is both kept and dropped", made.lines["drop"], made.file)
        used = {column for each in made.properties for column in each.columns}
        for column in sorted(used & set(made.drop)):
            self._doubled(column, "is both used and dropped", made.lines["drop"], made.file)

    def _check_order(self, made: Mapping) -> None:
        """Rows are ordered by what is kept of them: kept columns, properties and the columns that say these."""
        for use in made.rules:
            for name in use.options.get("order", ()):
                if not made.ordered_by(name):
                    dropped = name in made.drop
                    known = [*made.keep, *(one for each in made.properties for one in (*each.columns, each.name))]
                    self.faults.append(
                        Fault("unknown-order", f"the rule {use.name} cannot order rows by {quoted(name)}: "
                              + ("it is dropped." if dropped else "it is no column that is kept, and no property."),
                              "Move it from drop: to keep:." if dropped else nearest(name, known)
                              or "Name a column under keep:, or a property.", made.file, line=use.line)
                    )  # fmt: skip

    def _doubled(self, column: str, what: str, line: int, name: str) -> None:
        self.faults.append(
            Fault("doubled-use", f"the column {quoted(column)} {what}.", "Keep one of the two.", name, line=line)
        )


def _implied(properties: tuple[Mapped, ...], row: str, rules: set[str]) -> tuple[Mapped, ...]:
    """What the mapping says without a word: the kind of a custody, and the field's codes where their rule is asked."""
    found = [
        replace(each, codes=Codes("criminality", line=each.line))
        if each.name == "search.result" and "criminality-codes" in rules and each.codes is None
        else each
        for each in properties
    ]
    if row in ("stint", "stay") and all(each.name != "custody.kind" for each in properties):
        found.append(Mapped("custody.kind", "code", (), row))
    return tuple(found)


def _release(node: Node, stem: str) -> str:
    text = node.string("release")
    if text != stem:
        raise node.fault("bad-id", f"the release is named {quoted(text)}, and its file {quoted(stem + '.yaml')}.",
                         "Write the same name in both.")  # fmt: skip
    return text


def _row(node: Node) -> str:
    text = node.string("row")
    if text not in PERSONS:
        raise node.fault("unknown-row", f"{quoted(text)} is not what a row can be.", nearest(text, PERSONS))
    return text


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item.string("an entry") for item in node.listed("this"))


def _files(node: Node) -> tuple[Files, ...]:
    if node.text is not None:
        return (Files(node.text, line=node.line),)
    if node.items is not None:
        return tuple(each for item in node.items for each in _files(item))
    pairs = node.mapped("files", FILE_KEYS)
    if "path" not in pairs:
        raise node.fault(
            "missing-key", 'the key "path" is missing.', "Write where the file lies, from the matter's folder."
        )
    header = pairs["header"].string("header") if "header" in pairs else "find"
    if header != "find" and not re.fullmatch(r"[1-9]\d{0,6}", header):
        mend = 'Write the number of its row, as a spreadsheet shows it, or "find".'
        raise pairs["header"].fault("bad-header", f"{quoted(header)} is not the row of a header.", mend)
    sheets = _texts(pairs["sheets"]) if "sheets" in pairs else ()
    row = None if header == "find" else int(header)
    delimiter = _delimiter(pairs["delimiter"]) if "delimiter" in pairs else None
    encoding = _encoding(pairs["encoding"]) if "encoding" in pairs else None
    return (Files(pairs["path"].string("path"), sheets, row, pairs["path"].line, delimiter, encoding),)


def _delimiter(node: Node) -> str:
    text = node.string("delimiter")
    mend = delimiter_fault(text)
    if mend:
        raise node.fault("bad-delimiter", f"{quoted(text)} cannot stand between cells.", mend)
    return text


def _encoding(node: Node) -> str:
    text = node.string("encoding")
    if not named(text):
        raise node.fault("unknown-encoding", f"no encoding is called {quoted(text)}.", USUAL)
    return text


def _rule(node: Node) -> RuleUse:
    options: dict[str, tuple[str, ...]] = {}
    if node.text is not None:
        name = node.text
    else:
        pairs = node.mapped("a rule")
        if len(pairs) != 1:
            raise node.fault("wrong-shape", "a rule is one name, with or without options.", "Write - NAME: {...}.")
        name, inner = next(iter(pairs.items()))
        options = {
            key: read_formats(value) if key == "format" else _texts(value)
            for key, value in inner.mapped(f"the rule {name}", OPTION_KEYS).items()
        }
    if name not in RULES:
        raise node.fault("unknown-rule", f"there is no rule {quoted(name)}.",
                         nearest(name, RULES) or "See docs/reference/releases.md.")  # fmt: skip
    for key in sorted(options.keys() - RULES[name].options):
        raise node.fault(
            "unknown-key", f"the rule {name} has no option {quoted(key)}.", nearest(key, RULES[name].options)
        )
    return RuleUse(name, options, node.line)


def _check_rule(node: Node, rule: Rule, row: str, mapped: set[str], cutoff: str) -> None:
    if row and row not in rule.rows:
        what = f'the rule "{rule.name}" is for rows of kind {" or ".join(sorted(rule.rows))}, and here it is {row}.'
        raise node.fault("rule-for-other-rows", what, "Leave it out.")
    needs = [*rule.needs, *([PERSONS[row]] if rule.person and PERSONS.get(row) else [])]
    missing = [name for name in needs if name not in mapped]
    if missing:
        raise node.fault("rule-without-property", f'the rule "{rule.name}" needs {" and ".join(missing)}.',
                         "Map it, or leave the rule out.")  # fmt: skip
    if rule.name == "open-ends" and not cutoff:
        raise node.fault("rule-without-cutoff", 'the rule "open-ends" needs the day on which the release was cut off.',
                         "Write it, as cutoff: 2026-03-10.")  # fmt: skip
