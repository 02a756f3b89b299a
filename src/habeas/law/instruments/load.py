"""``instruments/*.yaml`` -> ``model.Instrument``: every key known, every condition parsed, every reading whole.

A fault names the file and the line. Semantics 14 to 21; the shape of the file is in ``docs/reference/instruments.md``.
"""

from __future__ import annotations

from pathlib import Path

from habeas.core.edtf import read_instant
from habeas.core.errors import Fault, InputError, nearest
from habeas.core.located import Node, read_documents
from habeas.core.schema import Schema
from habeas.law.instruments.checks import faults_of
from habeas.law.instruments.clauses import read_clause
from habeas.law.instruments.examples import read_example
from habeas.law.instruments.model import Choice, Clause, Condition, Const, Instrument, Meaning, Reading, Term
from habeas.law.instruments.reader import Context, Parsed, valued

INSTRUMENT_KEYS = frozenset(
    "instrument title kind binds in_force protects clauses terms readings verified_on examples citation url zone "
    "holidays text note".split()
)
READING_KEYS = frozenset(("holder", "source", "note"))
MEANING_KEYS = frozenset(("is", "means"))


def load_instruments(folder: Path, schema: Schema, zone: str, about: int) -> tuple[Instrument, ...]:
    """All instruments of a matter's ``instruments`` folder, by id. Raises ``InputError`` with every fault found."""
    found: list[Instrument] = []
    faults: list[Fault] = []
    parsed: Parsed = {}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        name = f"instruments/{path.name}"
        try:
            documents = read_documents(path.read_text(encoding="utf-8-sig"), name)
        except UnicodeDecodeError as error:
            faults.append(Fault("bad-utf8", f"byte {error.start} is not UTF-8.", "Save the file as UTF-8.", name))
            continue
        except InputError as error:
            faults.extend(error.faults)
            continue
        for document in documents:
            try:
                found.append(read_instrument(document, schema, zone, about, parsed))
            except InputError as error:
                faults.extend(error.faults)
    faults.extend(_doubled(found))
    if faults:
        raise InputError(faults)
    return tuple(sorted(found, key=lambda instrument: instrument.id))


def _doubled(found: list[Instrument]) -> list[Fault]:
    seen: dict[str, Instrument] = {}
    faults = []
    for instrument in found:
        first = seen.setdefault(instrument.id, instrument)
        if first is not instrument:
            faults.append(
                Fault("doubled-instrument", f'the instrument "{instrument.id}" stands twice; first in {first.file}, '
                      f"line {first.line}.", "Give one of them another id.", instrument.file, line=instrument.line)
            )  # fmt: skip
    return faults


def read_instrument(node: Node, schema: Schema, zone: str, about: int, parsed: Parsed | None = None) -> Instrument:
    """One document of an instrument file. ``parsed`` keeps conditions that were read before, of the same schema."""
    pairs = node.mapped("an instrument", INSTRUMENT_KEYS)
    if "instrument" not in pairs:
        raise node.fault("missing-key", "an instrument has no id.", "Add `instrument: SOME-ID` as its first line.")
    identity = pairs["instrument"].string("the id of an instrument").removeprefix("instrument:")
    own_zone = pairs["zone"].string("zone") if "zone" in pairs else zone
    terms = _terms(pairs.get("terms"), schema)
    context = Context(schema, own_zone, about, frozenset(terms), parsed={} if parsed is None else parsed)
    conditions = _conditions(pairs.get("terms"), terms, context)
    always: Condition = Const(True)
    protects = (
        context.choice(pairs["protects"], "protects", context.condition)
        if "protects" in pairs
        else Choice(None, {"": always})
    )
    in_force = context.in_force(pairs.get("in_force"), "in_force")
    clauses = [clause for item in _listed(pairs, "clauses", node) for clause in read_clause(item, context)]
    terms = _with_inline({**terms, **conditions}, context, node)
    _check_clauses(clauses, node)
    instrument = Instrument(
        id=identity,
        title=_string(pairs, "title"),
        binds=_string(pairs, "binds"),
        in_force=in_force,
        protects=protects,
        clauses=tuple(clauses),
        terms=terms,
        readings=_readings(pairs.get("readings"), terms),
        zone=own_zone,
        verified_on=valued(pairs["verified_on"], lambda text: read_instant(text, own_zone, about))
        if "verified_on" in pairs
        else None,
        citation=_string(pairs, "citation"),
        url=_string(pairs, "url"),
        holidays=_string(pairs, "holidays") or "US",
        file=node.file,
        line=node.line,
        examples=tuple(read_example(item) for item in _listed(pairs, "examples", node)),
    )
    if terms and not instrument.readings:
        raise node.fault(
            "missing-readings", f"the terms {', '.join(sorted(terms))} are in dispute and no reading is given.",
            "Add `readings:` with at least one choice of meanings."
        )  # fmt: skip
    faults = faults_of(instrument)
    if faults:
        raise InputError(faults)
    return instrument


def _string(pairs: dict[str, Node], key: str) -> str:
    return pairs[key].string(key) if key in pairs else ""


def _listed(pairs: dict[str, Node], key: str, node: Node) -> tuple[Node, ...]:
    if key not in pairs:
        if key == "clauses":
            raise node.fault("missing-key", "the instrument has no clauses.", "Add `clauses:` with a list of duties.")
        return ()
    return pairs[key].listed(key)


def _terms(node: Node | None, schema: Schema) -> dict[str, Term]:
    """The names first: a meaning may use another term as a word."""
    if node is None:
        return {}
    out = {}
    for name, term in node.mapped("terms").items():
        meanings = (
            [item.string("a meaning") for item in term.items] if term.items is not None else list(term.pairs or {})
        )
        if not meanings:
            raise term.fault(
                "term-without-meanings", f'the term "{name}" has no meanings.',
                f"Write `{name}: {{meaning: condition, other: condition}}` or a list of meanings."
            )  # fmt: skip
        if name in schema.properties:
            raise term.fault("term-is-property", f'the term "{name}" has the name of a property.', "Rename the term.")
        out[name] = Term(name, {meaning: Meaning(meaning) for meaning in meanings})
    return out


def _conditions(node: Node | None, terms: dict[str, Term], context: Context) -> dict[str, Term]:
    if node is None:
        return {}
    out = {}
    for name, term in (node.pairs or {}).items():
        if term.pairs is not None:
            meanings = {meaning: _meaning(meaning, given, context) for meaning, given in term.pairs.items()}
            out[name] = Term(name, meanings)
    return out


def _meaning(name: str, node: Node, context: Context) -> Meaning:
    if node.pairs is None:
        return Meaning(name, context.condition(node))
    pairs = node.mapped("a meaning", MEANING_KEYS)
    return Meaning(name, context.condition(pairs["is"]) if "is" in pairs else None, _string(pairs, "means"))


def _with_inline(terms: dict[str, Term], context: Context, node: Node) -> dict[str, Term]:
    """Add the terms that are named by their place; a list under ``terms`` must agree with what stands there."""
    out = dict(terms)
    for name, meanings in context.inline.items():
        if name in out and set(out[name].meanings) != set(meanings):
            raise node.fault(
                "term-meanings-differ", f'the term "{name}" has the meanings {", ".join(sorted(out[name].meanings))} '
                f"under `terms` and {', '.join(sorted(meanings))} where it stands.", "Make the two lists the same."
            )  # fmt: skip
        out.setdefault(name, Term(name, {meaning: Meaning(meaning) for meaning in meanings}))
    return out


def _readings(node: Node | None, terms: dict[str, Term]) -> dict[str, Reading]:
    if node is None:
        return {}
    allowed = frozenset(terms) | READING_KEYS
    ordered = {term: terms[term] for term in sorted(terms)}
    return {name: _reading(name, given, ordered, allowed) for name, given in node.mapped("readings").items()}


def _reading(name: str, node: Node, terms: dict[str, Term], allowed: frozenset[str]) -> Reading:
    """``terms`` in the order of their names; ``allowed`` are these and what else a reading may say."""
    pairs = node.mapped(f'the reading "{name}"', allowed)
    choices = {}
    for term, known in terms.items():
        if term not in pairs:
            raise node.fault(
                "reading-missing-term", f'the reading "{name}" gives no meaning to the term "{term}".',
                f"Add one of: {', '.join(known.meanings)}."
            )  # fmt: skip
        meaning = pairs[term].string(f"the meaning of {term}")
        if meaning not in known.meanings:
            raise pairs[term].fault(
                "reading-unknown-meaning", f'the reading "{name}" gives "{term}" the meaning "{meaning}", '
                "which the term does not have.", nearest(meaning, known.meanings)
            )  # fmt: skip
        choices[term] = meaning
    return Reading(name, choices, *(_string(pairs, key) for key in ("holder", "source", "note")))


def _check_clauses(clauses: list[Clause], node: Node) -> None:
    names = [clause.id for clause in clauses]
    for clause in clauses:
        if names.count(clause.id) > 1:
            raise node.fault("doubled-clause", f'the clause "{clause.id}" stands twice.', "Give one another id.")
        for other in (*clause.any_of, *([clause.failing] if clause.failing else [])):
            if other not in names:
                raise node.fault("unknown-clause", f'no clause "{other}".', nearest(other, names))
