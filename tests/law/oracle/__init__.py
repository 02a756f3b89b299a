"""A second reading of the law part, slow and independent: it shares no code with the kernel, and imports nothing of it.

In: a `Matter` (rows, instruments as plain dicts, the day asked). Out: for each instrument, clause, act or custody and
reading whether there is a line, its outcome, and the reasons (`Oracle`, `why`, `lines`). It enumerates worlds: every
choice of the facts that a verdict looks at, and every cell of the times (`state.py` says why cells are exact).
It never reads a file, and knows UTC, hours, minutes and seconds only.

    text.py       instants and lengths         state.py     paths, choices, cells of time
    condition.py  conditions                   world.py     what is so in one world
    matter.py     rows, contents, facts        people.py    groups, whose act
    order.py      constraints, part by part    rules.py     conditions and what is in force, in one world
    clauses.py    each kind of clause          answer.py    outcomes
    why.py        reasons                      points.py    the same by points of time (a check of the cells)
    lines.py      whole findings               notation.py  a short way to write cases

Where the text is silent this reading chooses, by number of the section in the contract:

 1. (1, 17) An instant that an instrument writes (`from`, `until`, `by`) is one moment somewhere in it, chosen anew at
    each place where it is written; only a time in a condition is its first microsecond.
 2. (4, 9) A denied instant is read as a claim of every other moment, and takes part in the maximal sets. For one
    claimed and denied that is "another one, too"; a moment that is only denied is excluded.
 3. (9) A one-valued property of which values are only denied takes any other value. A kind nobody claims is none.
 4. (9) An act of which nobody says whom is of any one person or group named in the matter, or of somebody unnamed whose
    memberships are free. A custody whose claimed people are all denied is of one of them, or of nobody.
Where the text is silent this reading chooses (the number of the section of the contract in brackets):
    Chains are of claims: nobody is assumed to be somebody else, or in a group on the way, unless a claim says so. A
    pair nobody spoke of obeys the edges that hold: who is not in the whole is in no part of it.
 6. (10) Reached, and denied of a group on the way but claimed of the person: open, as where it is denied directly.
    Groups' own pairs say nothing of their single members unless they are claimed: such a pair is whether some of the
    group belong, and others of it may be where nobody of the one group is in the other.
 7. (10, 15) `some_in` makes `person.member_of` true of an act upon the whole group (at least one of its people), open
    for each member. An act's people are those named, the claimed members of a group named, and their other ids.
 8. (12) Constraints bind acts that happened, in the worlds where they did. `during`: later than its beginning, and
    earlier than each later act that ends it. "One custody" orders `books_in` and `releases` of one carrier only: no
    property ties acts to a custody otherwise. `act.same_as` is not read.
 9. (13) Where the claims allow no world there are the lines that there would be without constraints; `would_settle` is
    empty; the set that cannot all be true is the smallest set that by itself allows no world.
10. (14) Unknown (a property that such a subject has not) is not TRUE: it is of no kind, and `protects` does not hold.
    An act without a kind is of none that anybody names, and so `NOT (act.kind = 'x')` holds of it.
11. (15) Each comparison with `person.X` is true if it is true of at least one person, one comparison at a time.
12. (16) A reading's term for `except` is `in_force.except.0.from`; for a clause's own time `CLAUSE.in_force.from`.
13. (17) A clause's own `in_force` replaces the instrument's whole. An act that did not happen begins nothing, ends
    nothing. Ways of `any_of` inherit their clause's.
14. (19) In each world: an act is spoken of if it is there of the kind and of these people, even if it did not happen.
    A log covers if for every kind that could meet the condition, for every one of the trigger's people, logs together
    span from the first to the last moment that counts; a log of a group covers its members. Not due: the moment at
    which it would break, `after` and `before` alike, is later than the moment asked.
15. (19) A trigger that did not happen requires nothing.
16. (20) With exceptions: at some moment in force, at or after start + D and before the end.
17. (21) `permits` speaks of every custody; it is broken if its conditions do not hold or the clause is not in force at
    some moment of the custody. `any_of` leaves out ways that are switched off or are not about this act; it breaks when
    the last way does. `failing` speaks of what its clause speaks of, and of nothing if that clause is switched off.
18. (22, 23) A world in which the act is of another kind counts as not broken; there is a line if in some world it is of
    the kind; so two kinds and no breach in any world are `kept`.
19. (25) A claim and a denial of one fact are not in one support; nor are two instants without a common point.
20. (26) The strength of `undetermined` is by the same definition.
21. (28) A fact's value settles by the rule of outcomes over the worlds that have it, so one that makes the act of
    another kind settles on `kept`. A time's values are its moments. `happened` open is a conflict. A pair led to by
    claims, however denied, is a conflict, else a gap; it is named as it was spoken of, else as `person.member_of`. The
    silence about a required act is an open fact without a name in the contract (`named` is false, and `lines`
    leaves it out). An act nobody is named for is the one fact `<act> act.person`.
22. (30) An act is of every group that is claimed of it. Custodies are of none.
"""

from .answer import Line, Oracle
from .matter import Matter, Row
from .why import Open

__all__ = ["Line", "Matter", "Open", "Oracle", "Row"]
