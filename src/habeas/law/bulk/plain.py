"""The answers of the law for many values at once, where they can be read off.

A word in a column of one value settles every comparison with it; a place of which one thing is claimed and nothing
denied settles what is asked of the place. Whatever is not as plain as that is put to the law (``Truth.ask``) value by
value: these answers only spare the asking, and a test holds them to be the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from habeas.law.bulk.parts import Column, Group, Splitter
from habeas.law.bulk.truth import BOTH, BOUND, LINE, OFF, SCOPE, SURE, Token, Truth
from habeas.law.instruments.model import All, Any, Compare, Condition, Const, Not, Within, atoms_of
from habeas.law.worlds.belonging import upward

Flags = npt.NDArray[np.uint8]
Holds = npt.NDArray[np.bool_]
Said = npt.NDArray[np.int8]

# What a comparison says of one value. HARD: only the law can tell.
_FALSE, _TRUE, _OPEN, _HARD = 0, 1, 2, 3
_ELSE = "something-else"

# The bits of one comparison by itself, by what it says: an open one may hold or not.
_HOLDS = LINE | SCOPE | BOUND | BOTH | SURE
_OF_CONDITION = np.array([SCOPE | BOUND | OFF, _HOLDS, LINE | SCOPE | BOTH | OFF | BOUND, 0], np.uint8)
_OF_SCOPE = np.array([LINE, _HOLDS, LINE | SCOPE | BOTH, 0], np.uint8)


class Words:
    """Words of many rows, or what is to be said of every comparison where there is no one word."""

    def __init__(self, words: list[str | int]) -> None:
        self.words = words
        self.onward: dict[str, Words] = {}
        self._fixed = np.array([word if isinstance(word, int) else -1 for word in words], np.int8)
        self._where: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if isinstance(word, str):
                self._where.setdefault(word, []).append(at)

    def __len__(self) -> int:
        return len(self.words)

    def compared(self, literal: str, other: int) -> Said:
        """TRUE for the word itself, ``other`` for any other."""
        out = np.where(self._fixed >= 0, self._fixed, np.int8(other))
        out[self.at(literal)] = _TRUE
        return out

    def at(self, word: str) -> list[int]:
        """Where the word stands."""
        return self._where.get(word, [])


class Tables:
    """Answers for tokens, each part asked once."""

    def __init__(self, truth: Truth, splitter: Splitter) -> None:
        self.truth, self.splitter = truth, splitter
        self._places: dict[tuple[str, str], str | int] = {}
        self._above: dict[str, tuple[frozenset[str], int]] = {}
        self._last: tuple[Column, Sequence[tuple[Token, ...]], Words] | None = None

    def flags(self, group: Group, tokens: Sequence[tuple[Token, ...]]) -> Flags:
        """The bits of each tuple of tokens (``law.bulk.truth``)."""
        out = np.zeros(len(tokens), np.uint8)
        hard = np.ones(len(tokens), bool)
        if len(group.columns) == 1:
            hard = self._plain(group, tokens, out)
        asked: dict[tuple[Token, ...], int] = {}
        for at in np.flatnonzero(hard).tolist():
            same = self._same(group, tokens[at])
            if same not in asked:
                asked[same] = self.truth.ask(group, same)
            out[at] = asked[same]
        return out

    def _same(self, group: Group, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """A word that is compared with others only is as good as any other word that is none of them."""
        if len(group.columns) != 1 or group.columns[0].kind != "value" or not isinstance(tokens[0], str):
            return tokens
        atoms = [atom for part in (*group.condition, *group.scope) for atom in atoms_of(part)]
        if not all(isinstance(atom, Compare) and len(self.splitter.path(atom)) == 2 for atom in atoms):
            return tokens
        literals = {atom.literal for atom in atoms if isinstance(atom, Compare)}
        return tokens if tokens[0] in literals else (_ELSE,)

    def _words(self, column: Column, tokens: Sequence[tuple[Token, ...]]) -> Words:
        """Kept for the next part that is asked of the same tokens."""
        if self._last is None or self._last[0] != column or self._last[1] is not tokens:
            self._last = (column, tokens, Words([_word(column, token) for (token,) in tokens]))
        return self._last[2]

    def _plain(self, group: Group, tokens: Sequence[tuple[Token, ...]], out: Flags) -> Holds:
        """Fills in what can be read off; the rest is marked."""
        column = group.columns[0]
        size = len(tokens)
        if len(group.condition) + len(group.scope) == 1:
            (part,) = (*group.condition, *group.scope)
            if isinstance(part, Compare | Within):
                said = self._atom(part, column, self._words(column, tokens))
                out |= (_OF_CONDITION if group.condition else _OF_SCOPE)[said]
                return np.equal(said, _HARD)
        hard = np.zeros(size, bool)
        open_atoms = np.zeros(size, np.int64)
        words = self._words(column, tokens)

        def value(condition: Condition) -> Holds:
            if isinstance(condition, Const):
                return np.full(size, condition.value)
            if isinstance(condition, Not):
                return ~value(condition.inner)
            if isinstance(condition, All):
                return _all([value(part) for part in condition.parts])
            if isinstance(condition, Any):
                return ~_all([~value(part) for part in condition.parts])
            assert isinstance(condition, Compare | Within), condition
            found = self._atom(condition, column, words)
            nonlocal hard, open_atoms
            hard |= found == _HARD
            open_atoms += found == _OPEN
            return np.equal(found, _TRUE)

        condition = _all([np.ones(size, bool), *(value(part) for part in group.condition)])
        scope = _all([np.ones(size, bool), *(value(part) for part in group.scope)])
        out |= np.where(condition, LINE, 0).astype(np.uint8)
        out |= np.where(scope, SCOPE | BOUND, 0).astype(np.uint8)
        out |= np.where(condition & scope, BOTH | SURE, 0).astype(np.uint8)
        out |= np.where(scope & ~condition, OFF, 0).astype(np.uint8)
        return hard | (open_atoms > 0)

    def _atom(self, atom: Compare | Within, column: Column, words: Words) -> Said:
        if self.splitter.columns(atom) != (column,):  # it asks for something that the column does not say
            return np.full(len(words), _HARD, np.int8)
        steps = self.splitter.path(atom)[1:]
        if column.kind == "person":
            steps = steps[1:]
        elif column.kind == "spoken":
            steps = ()
        if not steps or column.kind == "time":
            return np.full(len(words), _HARD, np.int8)
        if len(steps) == 1 and isinstance(atom, Compare):
            said = words.compared(atom.literal, self._else(column))
            if column.kind == "who":  # another id of theirs, or a group that they are in
                others = upward(self.truth.facts, atom.literal) - {atom.literal}
                said[[at for other in others for at in words.at(other)]] = _HARD
            return said
        if column.kind == "value" and not self._many(column.property):
            return self._of_place(atom, words, steps)
        return np.full(len(words), _HARD, np.int8)

    def _else(self, column: Column) -> int:
        """What is to be said of a word that another one was compared with."""
        name = column.property
        many = column.kind != "who" and self._many(name) and name not in self.truth.shape.only
        return _OPEN if many else _FALSE

    def _many(self, name: str) -> bool:
        return self.truth.schema.properties[name].many

    def _of_place(self, atom: Compare | Within, words: Words, steps: tuple[str, ...]) -> Said:
        """What is said of the places that the words are: one step on, or any number inside of each other."""
        if isinstance(atom, Within):
            if len(steps) > 1:
                return np.full(len(words), _HARD, np.int8)
            return np.array([self._within(atom.place, word) for word in words.words], np.int8)
        if len(steps) > 2 or atom.op != "=" or self._many(f"place.{steps[1]}"):
            return np.full(len(words), _HARD, np.int8)
        name = f"place.{steps[1]}"
        if name not in words.onward:
            words.onward[name] = Words(
                [word if isinstance(word, int) else self._claimed(word, name) for word in words.words]
            )
        return words.onward[name].compared(atom.literal, _FALSE)

    def _within(self, place: str, word: str | int) -> int:
        if isinstance(word, int):
            return word
        above, end = self._containers(word)
        return _TRUE if place in above else end

    def _claimed(self, place: str, name: str) -> str | int:
        """The one thing that is claimed of a place; OPEN where nothing is said, HARD where it is disputed."""
        if not place.startswith("place:"):
            return _HARD
        key = (place, name)
        if key not in self._places:
            entries = self.truth.facts.of(place, name)
            plain = len(entries) == 1 and not entries[0].content.against
            self._places[key] = entries[0].content.key if plain else _HARD if entries else _OPEN
        return self._places[key]

    def _containers(self, place: str) -> tuple[frozenset[str], int]:
        """The place and all that are claimed to contain it; and what is to be said of any other."""
        if place not in self._above:
            found = {place}
            at = place
            while True:
                above = self._claimed(at, "place.in")
                if isinstance(above, int) or above in found:
                    break
                found.add(above)
                at = above
            end = above if isinstance(above, int) else _FALSE
            self._above[place] = (frozenset(found), end)
        return self._above[place]


def _all(parts: list[Holds]) -> Holds:
    out = parts[0]
    for part in parts[1:]:
        out = out & part
    return out


def _word(column: Column, token: Token) -> str | int:
    """The one word that a token is; else what is to be said of every comparison with it."""
    if column.kind == "person":
        if not isinstance(token, tuple) or len(token) != 1 or not isinstance(token[0], str):
            return _HARD
        return token[0]
    if isinstance(token, str):
        return token
    return _HARD if column.property == "act.kind" else _OPEN
