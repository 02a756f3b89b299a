"""From a matter, its claims and its instruments to the page's data. Nothing is decided here that a finding decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from habeas.core.claim import Claim
from habeas.core.instant import Instant
from habeas.core.matter import Matter
from habeas.core.schema import load_schema
from habeas.law.model import Instrument
from habeas.law.one_act import OneAct
from habeas.law.run import examine
from habeas.report.chronology import Chronology
from habeas.report.model import About, OpenPoint, Page, Panel, Request
from habeas.report.naming import Names
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
    maker = PanelMaker(examination, sayings, explainers, by or _grouping(claims))
    panels = []
    for instrument in instruments:
        told(f"testing {instrument.title or instrument.id}")
        panels.append(maker.panel(instrument))
    panels.sort(key=lambda panel: (not panel.duties, not panel.terms))  # what answers and is in dispute comes first
    told("ordering the chronology")
    chronology = Chronology(sayings, schema, Explainer(sayings, schema, {}))
    return Page(
        id=matter.id,
        title=matter.title or matter.id,
        question=matter.question,
        zone=matter.zone,
        panels=tuple(panels),
        chronology=chronology.timed(),
        undated=chronology.undated(),
        requests=_requests(panels),
        about=about,
        notes=_unclear(claims),
    )


def _grouping(claims: Sequence[Claim]) -> str:
    return "act.carrier" if any(claim.property == "act.carrier" for claim in claims) else "act.person"


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
