"""One entry of a mapping's ``properties``: which column says it, how it is written, and what its codes mean."""

from __future__ import annotations

from dataclasses import dataclass

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.faults import ValueFault, quoted
from habeas.core.located import Node
from habeas.core.schema import Property, Schema
from habeas.core.values import read_value
from habeas.core.zones import zone_of
from habeas.release.model import FACILITY, Codes, Mapped
from habeas.release.reading.formats import check_format

PROPERTY_KEYS = frozenset(
    {"column", "earliest", "latest", "value", "format", "zone", "precision", "codes", "part", "only"}
)
PRECISIONS = ("day", "minute", "second")
PARTS = ("first", "last")
ONLY = {"yes": True, "true": True, "no": False, "false": False}
TABLES = {"facilities": "place", "countries": "ISO 3166-1 alpha-3", "criminality": "search.result"}
EDTF = "edtf"

_STAY = ("stay.start", "stay.end")  # of the stay that a stint belongs to, as the release gives it beside the stint
_SUBJECTS = {
    "act": ("act", "person", "search", "carrier", "group"),
    "detainer": ("act", "person", "search"),
    "stint": ("custody", "person", "search"),
    "stay": ("custody", "person", "search"),
    "count": ("act", "custody", "group", "place"),
}


@dataclass(frozen=True)
class Allowed:
    """What an entry may say: the matter's words, what a row is (empty: not known), the zone where none is given."""

    schema: Schema
    row: str
    zone: str
    about: int

    def property(self, name: str) -> Property:
        if name in _STAY and self.row == "stint":
            return Property(name, ("instant",), (), (), "", False, "the stay's own, beside its stint")
        prop = self.schema.property(name)
        subjects = _SUBJECTS.get(self.row)
        if subjects and name.partition(".")[0] not in subjects:
            raise ValueFault(
                "property-of-other-row", f"{name} is nothing that a row which is a {self.row} says.",
                f"Expected one of {', '.join(subject + '.…' for subject in subjects)}.",
            )  # fmt: skip
        return prop


def read_mapped(name: str, node: Node, line: int, allowed: Allowed) -> Mapped:
    """The entry of the property ``name``; raises ``InputError``."""
    try:
        prop = allowed.property(name)
    except ValueFault as fault:
        raise InputError(fault.at(node.file, line=line)) from None
    if node.text is not None:  # the short form: the name of a column alone
        return Mapped(name, _kind(prop), (node.text,), zone=allowed.zone, line=line)
    pairs = node.mapped(name, PROPERTY_KEYS)
    kind = _kind(prop)
    columns = _columns(name, node, pairs, kind)
    formats = read_formats(pairs["format"]) if "format" in pairs else ()
    zone = read_zone(pairs["zone"]) if "zone" in pairs else allowed.zone
    precision = _precision(pairs["precision"]) if "precision" in pairs else ""
    if kind != "instant":
        for key in ("format", "zone", "precision"):
            if key in pairs:
                raise pairs[key].fault("key-not-taken", f"{name} is no time, and takes no {key}.", "Leave it out.")
    codes = _codes(pairs["codes"], prop, allowed) if "codes" in pairs else None
    value = _value(pairs["value"], prop, zone, allowed.about) if "value" in pairs else None
    part = _part(pairs["part"], prop) if "part" in pairs else ""
    only = _only(pairs["only"], prop) if "only" in pairs else False
    return Mapped(name, kind, columns, value, formats, zone, precision, codes, line, part, only)


def _kind(prop: Property) -> str:
    return "entity" if prop.kinds[0] == "entity" else prop.kinds[0]


def _columns(name: str, node: Node, pairs: dict[str, Node], kind: str) -> tuple[str, ...]:
    given = tuple(key for key in ("column", "earliest", "latest", "value") if key in pairs)
    if given == ("earliest", "latest"):
        if kind != "instant":
            raise node.fault(
                "key-not-taken", f"{name} is no time, and is not said by two columns.", "Write column: NAME."
            )
        return pairs["earliest"].string("earliest"), pairs["latest"].string("latest")
    if given == ("column",):
        return (pairs["column"].string("column"),)
    if given == ("value",):
        return ()
    raise node.fault(
        "property-without-column", f"{name} does not say where it comes from in one way.",
        "Write column: NAME, or earliest: NAME and latest: NAME, or value: the same for every row.",
    )  # fmt: skip


def read_formats(node: Node) -> tuple[str, ...]:
    """One format or a list of them; none for EDTF."""
    nodes = node.items if node.items is not None else (node,)
    found = []
    for each in nodes:
        text = each.string("format")
        if text != EDTF:
            try:
                check_format(text)
            except ValueFault as fault:
                raise each.fault(fault.code, fault.what, fault.mend) from None
            found.append(text)
    return tuple(found)


def read_zone(node: Node) -> str:
    """An IANA name, or ``FACILITY``."""
    text = node.string("zone")
    if text == FACILITY:
        return text
    try:
        zone_of(text)
    except ValueFault as fault:
        raise node.fault(fault.code, fault.what, f'{fault.mend} Or "{FACILITY}": that of each row.') from None
    return text


def _precision(node: Node) -> str:
    text = node.string("precision")
    if text not in PRECISIONS:
        raise node.fault("bad-precision", f"{quoted(text)} is not a precision.", nearest(text, PRECISIONS))
    return text


def _part(node: Node, prop: Property) -> str:
    text = node.string("part")
    if text not in PARTS:
        raise node.fault("bad-part", f"{quoted(text)} is not a part of a cell.", nearest(text, PARTS))
    if prop.kinds[0] not in ("code", "entity", "text"):
        raise node.fault("key-not-taken", f"{prop.name} takes no part of a cell.", "Leave it out.")
    return text


def _only(node: Node, prop: Property) -> bool:
    text = node.string("only").lower()
    if text not in ONLY:
        raise node.fault("bad-only", f"{quoted(text)} is neither yes nor no.", "Write only: yes, or leave it out.")
    if not prop.many:
        raise node.fault("key-not-taken", f"{prop.name} has one value anyhow, and takes no only.", "Leave it out.")
    return ONLY[text]


def _codes(node: Node, prop: Property, allowed: Allowed) -> Codes:
    if node.text is not None:
        return _table(node, node.text, prop)
    if prop.kinds[0] not in ("code", "entity", "text", "flag"):
        raise node.fault("key-not-taken", f"{prop.name} takes no codes.", "Leave them out.")
    listed = node.items is not None
    pairs = {item.string("a code"): item for item in node.items or ()} if listed else node.mapped("codes")
    values: dict[str, str] = {}
    faults: list[Fault] = []
    for code, value in pairs.items():
        try:
            values[code] = _value(value, prop, "UTC", allowed.about) if value.text != "" else ""
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return Codes(values=values, line=node.line)


def _table(node: Node, text: str, prop: Property) -> Codes:
    if text not in TABLES:
        raise node.fault("unknown-codes", f"there is no table of codes {quoted(text)}.",
                         f"{nearest(text, TABLES)} Or write them out: codes: {{M: male}}.".strip())  # fmt: skip
    fits = TABLES[text] in (*prop.entities, prop.unit, prop.name)
    if not fits:
        raise node.fault("unknown-codes", f"the codes of {text} are no values of {prop.name}.",
                         f"They are values of {TABLES[text]}.")  # fmt: skip
    return Codes(table=text, line=node.line)


def _value(node: Node, prop: Property, zone: str, about: int) -> str:
    """The value as it stands in a column: an id, a code; a time stays the text that was written."""
    text = node.string(f"a value of {prop.name}")
    try:
        value = read_value(prop, text, "UTC" if zone == FACILITY else zone, about)
    except ValueFault as fault:
        raise node.fault(fault.code, fault.what, fault.mend) from None
    return text if value.kind in ("instant", "quantity", "duration") else value.key
