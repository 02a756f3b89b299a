"""The collective SQL as text: what each file reads, needs and takes, and the text filled in for one engine.

The head of a file says ``-- reads: a b`` (relations: given, or made by the files of those names), ``-- needs rows: p``
(columns that a given relation must have; ``p.*`` stands for ``p.earliest`` and ``p.latest``), ``-- takes: x`` (values)
and ``-- slots: s`` (lists of columns). Nothing here knows an engine; ``duck`` and ``spark`` run what comes out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from habeas.core.errors import Fault, InputError, nearest
from habeas.core.instant import MAX, MIN

HOUR = 3_600_000_000
DAY = 24 * HOUR

# What a file takes where the caller does not say: see docs/reference/stays.md.
USUAL: dict[str, int] = {
    "never": MAX,
    "drawn": MIN,
    "gap": DAY,
    "arrest_before": 10 * DAY,
    "arrest_after": 5 * DAY,
}

_HEAD = re.compile(r"^-- (reads|takes|slots|needs \w+): (.*)$", re.MULTILINE)
_SLOT = re.compile(r"\{(\w+)\}")
_VALUE = re.compile(r"(?<![:\w]):([a-z_]+)")


@dataclass(frozen=True)
class Text:
    """One file: the relations it reads, the columns it needs of each, the values it takes, and the SQL itself."""

    name: str
    reads: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    takes: tuple[str, ...]
    slots: tuple[str, ...]
    sql: str


@dataclass(frozen=True)
class Call:
    """What a caller asks for: ``stay`` is the column that with the person names a stay (or none), ``attributes`` are
    further columns carried along, ``cutoffs`` the end of the cut-off day by place and ``drawn_in`` its beginning by
    zone, where they are not one for all, ``values`` the numbers and words that the files take.
    """

    values: Mapping[str, int | str]
    stay: str | None = None
    attributes: tuple[str, ...] = ()
    cutoffs: Mapping[str, int] = field(default_factory=dict)
    drawn_in: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, parameters: Mapping[str, object]) -> "Call":
        values: dict[str, int | str] = dict(USUAL)
        for name, value in parameters.items():
            if name in {"stay", "attributes", "cutoffs", "drawn_in"}:
                continue
            if not isinstance(value, int | str):
                raise TypeError(f"{name}: a whole number or a text is taken, not {type(value).__name__}")
            values[name] = value
        stay, attributes = parameters.get("stay"), parameters.get("attributes", ())
        if not (stay is None or isinstance(stay, str)):
            raise TypeError("stay: the name of a column, or None")
        if isinstance(attributes, str) or not isinstance(attributes, Sequence):
            raise TypeError("attributes: a list of names of columns")
        cutoffs, drawn_in = parameters.get("cutoffs", {}), parameters.get("drawn_in", {})
        if not (isinstance(cutoffs, Mapping) and isinstance(drawn_in, Mapping)):
            raise TypeError("cutoffs, drawn_in: a moment for each place, for each zone")
        return cls(values, stay, tuple(str(name) for name in attributes), cutoffs, drawn_in)


def names() -> tuple[str, ...]:
    """The results that there is SQL for, sorted."""
    return tuple(
        sorted(f.name.removesuffix(".sql") for f in files("habeas.engine.sql").iterdir() if f.name.endswith(".sql"))
    )


@lru_cache(maxsize=64)
def text(name: str) -> Text:
    """The file of that name, its head read."""
    sql = files("habeas.engine.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
    heads = {kind: tuple(rest.split()) for kind, rest in _HEAD.findall(sql)}
    needs = {
        kind.removeprefix("needs "): tuple(column for word in words for column in _columns(word))
        for kind, words in heads.items()
        if kind.startswith("needs ")
    }
    return Text(name, heads.get("reads", ()), needs, heads.get("takes", ()), heads.get("slots", ()), sql)


def _columns(word: str) -> tuple[str, ...]:
    if word.endswith(".*"):
        return (word.removesuffix("*") + "earliest", word.removesuffix("*") + "latest")
    return (word,)


def steps(name: str, given: Sequence[str]) -> tuple[Text, ...]:
    """The files to run, each after those that it reads, the one asked for last."""
    out: dict[str, Text] = {}

    def visit(wanted: str) -> None:
        if wanted in given or wanted in out:
            return
        if wanted not in names():
            raise InputError(Fault("unknown-relation", f'No rows were given for "{wanted}".', nearest(wanted, names())))
        found = text(wanted)
        for read in found.reads:
            visit(read)
        out[wanted] = found

    visit(name)
    return tuple(out.values())


def check_columns(found: Text, relation: str, columns: Sequence[str], call: Call) -> None:
    """A column that is needed, named as the stay's or carried along must be there."""
    wanted = list(found.needs.get(relation, ()))
    if "stay" in found.slots and call.stay is not None:
        wanted.append(call.stay)
    if "stay" in found.slots:
        wanted.extend(call.attributes)
    faults = [
        Fault("release-lacks-column", f'The release has no column "{name}".', nearest(name, columns))
        for name in wanted
        if name not in columns
    ]
    if faults:
        raise InputError(faults)


def filled(found: Text, call: Call) -> str:
    """The SQL with its lists of columns and its values written in."""
    lists = {
        "stay": quoted(call.stay) if call.stay else "CAST(NULL AS BIGINT)",
        "attributes": "".join(f", {quoted(name)}" for name in call.attributes),
        "last": "".join(
            f", max(CASE WHEN back = 1 THEN {quoted(name)} END) AS {quoted(name)}" for name in call.attributes
        ),
        "cutoffs": _by("place", call.cutoffs, "cutoff"),
        "drawn_in": _by("zone", call.drawn_in, "drawn"),
    }
    missing = [name for name in found.takes if name not in call.values]
    if missing:
        raise TypeError(f"{found.name}: a value is needed for {', '.join(missing)}")
    body = _HEAD.sub("", found.sql)
    body = _SLOT.sub(lambda slot: lists[slot[1]], body)
    return _VALUE.sub(lambda value: literal(call.values[value[1]]) if value[1] in found.takes else value[0], body)


def _by(column: str, moments: Mapping[str, int], usual: str) -> str:
    """The moment of what stands in the column, or the ``usual`` value; what shares one moment stands together."""
    words: dict[int, list[str]] = {}
    for word, moment in sorted(moments.items()):
        words.setdefault(moment, []).append(literal(word))
    cases = "".join(f" WHEN {column} IN ({', '.join(among)}) THEN {literal(at)}" for at, among in words.items())
    return f"CASE{cases} ELSE :{usual} END" if cases else f":{usual}"


def quoted(name: str) -> str:
    """A column's name as both engines read it."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: int | str) -> str:
    """A value as both engines read it. A text with a mark that either reads in its own way is refused."""
    if isinstance(value, int):
        return f"CAST({int(value)} AS BIGINT)"
    if "'" in value or "\\" in value:
        raise ValueError(f"no quotation mark and no backslash may stand in {value!r}")
    return f"'{value}'"
