"""Every answer of a matter counted, for a page that cannot show them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from habeas.core.finding import Outcome
from habeas.report.choosing import Outcomes
from habeas.report.lines import Key
from habeas.report.model import About, LeftOut, Overview, Panel, Tally
from habeas.report.words import OUTCOME_WORD, counted, listed, plain, upper_first

COLUMNS: tuple[Outcome, ...] = ("breach", "undetermined", "kept", "not_bound")


def overview(panels: Sequence[Panel], found: Mapping[str, Mapping[Key, Outcomes]]) -> Overview:
    """``found`` has the outcomes of every row of every instrument, by the instrument's id."""
    tallies = [tally for place, panel in enumerate(panels) for tally in _tallies(place, panel, found[panel.id])]
    whole = Counter[str | None]()
    for tally in tallies:
        whole.update(dict(zip(COLUMNS, tally.counts, strict=True)))
    tested, shown, broken, differ = (
        sum(getattr(tally, name) for tally in tallies) for name in ("tested", "shown", "broken", "differ")
    )
    same = [f"{whole[outcome]:,} {OUTCOME_WORD[outcome]}" for outcome in COLUMNS if whole[outcome]]
    instruments = _many(len({tally.panel for tally in tallies}), "instrument")
    give = "gives" if len(tallies) == 1 else "give"
    given = f"{_many(len(tallies), 'clause')} of {instruments} {give} {_many(tested, 'answer')}"
    lead = [f"{given}, one for each person, flight or act that a clause was tested on."]
    if same:
        lead.append(f"The same under every reading: {listed(same)}.")
    if broken or differ:
        lead.append(f"Depending on the reading: {broken:,} broken under some readings, {differ:,} under none of them.")
    left_out = (
        f"This page explains {shown:,} of {tested:,} answers: of each clause those that are broken under most "
        "readings, then those that are undetermined under most, then those that are kept; what no reading binds comes "
        "last. The table counts every answer that a reading here gives."
    )
    total = Tally(-1, "", "All", tested, tuple(whole[outcome] for outcome in COLUMNS), broken, differ, shown)
    return Overview(tuple(lead), tuple(tallies), total, left_out)


def more_of(panel: Panel, rows: Collection[Key], about: About) -> LeftOut | None:
    """What the panel does not show, and how to see it."""
    shown = len(panel.lines)
    if shown >= len(
        rows
    ):  # under meanings that no reading here gives there may be more rows than under any that one does
        return None
    return LeftOut(
        f"Shown here: {shown:,} of {_many(len(rows), 'answer')}. The others are counted in the table above, and",
        f"{about.test} --instrument {panel.id}",
        "prints the findings of each act and custody.",
    )


def unasked(whole: Overview, about: About) -> LeftOut:
    """The open facts of the answers that are not shown are not asked for."""
    return LeftOut(
        f"These are the open facts of the {whole.total.shown:,} answers explained here, and of no other.",
        f"{about.test} --json",
        "prints, for every finding, what would settle it.",
    )


def _tallies(place: int, panel: Panel, rows: Mapping[Key, Outcomes]) -> list[Tally]:
    shown = Counter(duty.id for duty, _ in panel.lines)
    out = []
    for clause in dict.fromkeys(clause for clause, _ in rows):
        mine = [outcomes for (name, _), outcomes in rows.items() if name == clause]
        same = Counter(outcomes[0] for outcomes in mine if len(set(outcomes)) == 1)
        rest = [outcomes for outcomes in mine if len(set(outcomes)) > 1]
        broken = sum("breach" in outcomes for outcomes in rest)
        counts = tuple(same[outcome] for outcome in COLUMNS)
        title = upper_first(plain(clause))
        out.append(Tally(place, panel.title, title, len(mine), counts, broken, len(rest) - broken, shown[clause]))
    return out


def _many(count: int, one: str) -> str:
    return counted(count, one).replace(str(count), f"{count:,}", 1)
