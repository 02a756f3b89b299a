"""From a matter, its claims and its instruments to the page's data. Nothing is decided here that a finding decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from habeas.core.claim import Claim
from habeas.core.instant import Instant
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.law import GroupReasons
from habeas.law.findings.run import examine
from habeas.law.instruments.model import Instrument
from habeas.law.worlds.one_act import OneAct
from habeas.report.choosing import chosen_lines
from habeas.report.chronology import Chronology, Told
from habeas.report.lines import Tested
from habeas.report.model import About, LeftOut, OpenPoint, Page, Panel, Request
from habeas.report.naming import Names
from habeas.report.natural import natural
from habeas.report.overview import more_of, overview, unasked
from habeas.report.panels import PanelMaker, term_words
from habeas.report.reasons import Explainer
from habeas.report.sayings import Sayings
from habeas.report.words import called


def build(
    matter: Matter,
    claims: Sequence[Claim],
    instruments: Sequence[Instrument],
    about: About,
    *,
    asked: int | None = None,
    by: str = "",
    only: Collection[str] | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Page:
    """The page of a matter for one asker: ``claims`` are those that they see, ``asked`` the day asked.

    ``by`` groups the rows (``act.carrier`` or ``act.person``); empty: by carrier where any is claimed. ``only``
    are the ids of the instruments that are answered for; the others still lend their titles. ``told`` hears what is
    being done.
    """
    schema = load_schema(matter.codes)
    titles = {f"instrument:{one.id}": one.title for one in instruments if one.title}
    examination, one_act = examine(matter, claims, asked), OneAct(claims)
    wanted = [one for one in instruments if only is None or one.id in only]
    claims, instruments = one_act.shown(claims), one_act.instruments(wanted)
    names = Names(claims, titles, matter.zone)
    sayings = Sayings(matter, claims, names)
    explainers = {one.id: Explainer(sayings, schema, term_words(one)) for one in instruments}
    maker = PanelMaker(examination, sayings, explainers)
    by = by or _grouping(claims)
    together = GroupReasons(examination, by)
    tested = [Tested(together, instrument) for instrument in instruments]
    found = [one.outcomes() for one in tested]
    chosen = chosen_lines(found)
    panels = []
    for place, instrument in enumerate(instruments):
        told(f"testing {instrument.title or instrument.id}")
        panel = maker.panel(instrument, tested[place].lines(None if chosen is None else chosen[place]))
        panels.append(replace(panel, left_out=more_of(panel, found[place], about)))
    # what answers and is in dispute comes first
    panels.sort(key=lambda panel: (not panel.duties, not panel.terms, natural(panel.id)))
    told("ordering the chronology")
    chronology = Chronology(sayings, schema, Explainer(sayings, schema, {}))
    spoken_of = _spoken_of(panels, instruments)
    timed, undated = chronology.timed(spoken_of), chronology.undated(spoken_of)
    by_id = {one.id: rows for one, rows in zip(instruments, found, strict=True)}
    whole = None if chosen is None else overview(panels, by_id)
    return Page(
        id=matter.id,
        title=matter.title or matter.id,
        question=matter.question,
        zone=matter.zone,
        panels=tuple(panels),
        chronology=timed.events,
        undated=undated.events,
        requests=_requests(panels),
        about=about,
        notes=_unclear(claims),
        overview=whole,
        untold=_untold(timed, undated, about),
        unasked=None if whole is None else unasked(whole, about),
    )


def _grouping(claims: Sequence[Claim]) -> str:
    return "act.carrier" if any(claim.property == "act.carrier" for claim in claims) else "act.person"


def _spoken_of(panels: Sequence[Panel], instruments: Sequence[Instrument]) -> set[str]:
    """The acts, custodies, people and groups of the answers shown, and the acts that make the orders."""
    force = [edge for one in instruments for edge in (one.in_force.start, one.in_force.end) if edge is not None]
    made = {edge.act for choice in force for edge in choice.options.values() if edge.act is not None}
    rows = {row.id for panel in panels for _, row in panel.lines}
    return made | rows | {act for panel in panels for one in panel.combinations for act in one.counts}


def _untold(timed: Told, undated: Told, about: About) -> LeftOut | None:
    left = timed.of - len(timed.events) + undated.of - len(undated.events)
    if not left:
        return None
    return LeftOut(
        f"Shown here: {len(timed.events):,} of {timed.of:,} events with a time, and {len(undated.events):,} of "
        f"{undated.of:,} without one: first those that the answers shown speak of, then the earliest.",
        about.claims,
        "prints every claim.",
    )


def _requests(panels: Sequence[Panel]) -> tuple[Request, ...]:
    """The open facts of the readings shown, the most decisive first, then by how many answers they settle."""
    found: dict[str, tuple[OpenPoint, dict[str, bool]]] = {}
    for panel in panels:
        for reading in panel.readings:
            for (duty, row), place in zip(panel.lines, panel.combinations[reading.combination].cells, strict=True):
                for point in panel.cells[place].reasons.settle:
                    _, settles = found.setdefault(point.fact, (point, {}))
                    line = f"“{duty.title}” for {called(row.id, row.title)}"
                    settles[line] = settles.get(line, False) or point.decisive
    ranked = sorted(
        found.values(),
        key=lambda one: (-sum(one[1].values()), -len(one[1]), one[0].fact),
    )
    return tuple(
        Request(point.request, point.sentence, all(settles.values()), tuple(settles)) for point, settles in ranked
    )


def _unclear(claims: Sequence[Claim]) -> tuple[str, ...]:
    """A word on times that were written with a question mark: they are computed with as they stand."""
    count = sum(1 for claim in claims if isinstance(claim.value.data, Instant) and claim.value.data.uncertain)
    if not count:
        return ()
    return ("A time written with a question mark is shown as uncertain, and is otherwise taken as it stands.",)
