"""Whether a part of a clause's condition and scope holds of a row, for each value that its columns can have.

The answer is the law's own (``law.kernel.holds`` over worlds), asked about one row that says that value, beside the
matter's claims. Where a value leaves nothing open and nothing of the matter bears on it, the same answer is read off
at once (``plain.py``).

An answer is seven bits, since condition and scope can be open together: ``LINE`` the condition holds in some world;
``SCOPE`` the scope does; ``BOTH`` both do in some world; ``SURE`` both do in every world; ``OFF`` in scope and not of
the kind in some world; ``BOUND`` in scope in every world; ``RIVAL`` what is open is so because claims disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from habeas.core.claim import Claim, Content, Value, ValueKind
from habeas.core.instant import Instant
from habeas.core.schema import Schema
from habeas.law.bulk.parts import Column, Group
from habeas.law.bulk.shape import Shape
from habeas.law.instruments.model import Compare, atoms_of
from habeas.law.kernel.holds import Tester
from habeas.law.worlds.facts import Entry, Facts, entries_of
from habeas.law.worlds.world import World, explore

LINE, SCOPE, BOTH, SURE, OFF, BOUND, RIVAL = 1, 2, 4, 8, 16, 32, 64

# A token is what one row says in one column: a word, ``None`` where nobody says; for a ``person`` column the words of
# all the person's rows, and ``None`` where nobody says whose row it is; for ``who`` and ``spoken`` a name, ``""`` for
# somebody else; for a ``time`` an interval (low, high).
Token = object
_ROW = "this-row"


class Truth:
    """Puts parts to the law. ``facts`` are the matter's own and what the release says of places."""

    def __init__(
        self, claims: Sequence[Claim], origin_of: Callable[[str], str], schema: Schema, zone: str, shape: Shape
    ) -> None:
        self.schema, self.shape = schema, shape
        self.tester = Tester(schema, zone)
        self.facts = Facts(entries_of([*claims, *shape.claims(schema)], origin_of, schema))
        self.subject = f"{shape.subject}:{_ROW}"

    def elsewhere(self) -> frozenset[str]:
        """The people of whom more may be said than their rows and the matter say: under another id, if it is theirs, or
        of a custody that is no row.
        """
        entries = [entry for entry in self.facts.entries if not entry.content.against]
        same = [entry.content for entry in entries if entry.content.property == "person.same_as"]
        held = [entry.content.key for entry in entries if entry.content.property == "custody.person"]
        return frozenset([*(name for one in same for name in (one.subject, one.key)), *held])

    def ask(self, group: Group, tokens: Sequence[Token]) -> int:
        """The bits for a row that says these tokens, one for each of the group's columns."""
        facts = self._facts(group, tokens)

        def run(world: World) -> tuple[bool, bool]:
            scope = all(self.tester.holds(world, part, self.subject) for part in group.scope)
            return all(self.tester.holds(world, part, self.subject) for part in group.condition), scope

        found = list(explore(facts, run))
        rival = any(_disputed(world) for _, world in found)
        return bits(pair for pair, _ in found) | (RIVAL if rival else 0)

    def _facts(self, group: Group, tokens: Sequence[Token]) -> Facts:
        said = dict(zip(group.columns, tokens, strict=True))
        facts = self.facts
        literals: dict[str, set[str]] = {}
        for part in (*group.condition, *group.scope):
            for atom in atoms_of(part):
                if isinstance(atom, Compare):
                    literals.setdefault(".".join(atom.path[-2:]), set()).add(atom.literal)
        person = self._person(said)
        if person is not None:
            facts = facts.with_one(self._entry(self.subject, f"{self.shape.subject}.person", person))
        if self.shape.kind:
            facts = facts.with_one(self._entry(self.subject, "custody.kind", self.shape.kind))
        for column, token in said.items():
            if token is None or column.kind in ("who", "spoken"):
                continue
            about = self.subject
            if column.kind == "person":
                if person is None:
                    continue
                about = person
            for entry in self._entries(about, column, token, literals.get(column.property, set())):
                facts = facts.with_one(entry)
        return facts

    def _person(self, said: dict[Column, Token]) -> str | None:
        """Whose row it is: a name that matters, or a stand-in for somebody of whom the matter says nothing."""
        tokens = [token for column, token in said.items() if column.kind in ("who", "spoken", "person")]
        if not tokens or any(token is None for token in tokens):
            return None
        named = [str(said[column]) for column in said if column.kind in ("who", "spoken") and said[column]]
        return named[0] if named else f"person:{_ROW}"

    def _entries(self, about: str, column: Column, token: Token, literals: set[str]) -> Iterable[Entry]:
        name = column.property
        known = self.schema.properties[name]
        words = token if column.kind == "person" and isinstance(token, tuple) else (token,)
        for word in words:
            if known.kinds[0] == "flag":
                yield self._entry(about, name, "true", against=word == "false")
            else:
                yield self._entry(about, name, word)
        if name in self.shape.only:  # each row denies every other word than its own
            for word in words:
                for other in sorted(({str(each) for each in words} | literals) - {str(word)}):
                    yield self._entry(about, name, other, against=True)

    def _entry(self, about: str, name: str, word: Token, *, against: bool = False) -> Entry:
        known = self.schema.properties[name]
        kind: ValueKind = known.kinds[0]
        if isinstance(word, tuple):
            low, high = word
            value = Value("instant", f"{low}..{high}", f"{low}..{high}", Instant(((low, high),)))
        else:
            value = Value(kind, str(word), str(word), str(word))
        content = Content(about, name, value.key, against)
        return Entry(-1, content, value, (), (), known.many)


def _disputed(world: World) -> bool:
    return "conflict" in world.flag_why.values() or any(len(one.first_named) > 1 for one in world.singles.values())


def bits(pairs: Iterable[tuple[bool, bool]]) -> int:
    """Of the (condition, scope) of every world, the first six bits."""
    found = set(pairs)
    out = 0
    if any(condition for condition, _ in found):
        out |= LINE
    if any(scope for _, scope in found):
        out |= SCOPE
    if (True, True) in found:
        out |= BOTH
        if len(found) == 1:
            out |= SURE
    if (False, True) in found:
        out |= OFF
    if all(scope for _, scope in found):
        out |= BOUND
    return out
