"""One instrument's panel: its duties by its readings, every combination of meanings with its answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from habeas.core.finding import Finding
from habeas.law import Examination
from habeas.law.instruments.model import Instrument, Reading
from habeas.law.instruments.resolve import readings_of
from habeas.report import model
from habeas.report.answer import answers
from habeas.report.conclusions import Conclusions
from habeas.report.lines import Choices, Key, Lines
from habeas.report.model import Cell, Combination, Conclusion, Duty, Meaning, Panel, Reasons, Row, Term
from habeas.report.naming import Names
from habeas.report.natural import natural
from habeas.report.night import Night
from habeas.report.reasons import Explainer
from habeas.report.sayings import Sayings
from habeas.report.words import counted, plain, upper_first

_PATHS = {"in_force.from": "from when it binds", "in_force.until": "until when it binds"}
_NO_ACT = Cell(None, "", Reasons("Under these meanings there is no act of the kind that the clause speaks of."))


def term_words(instrument: Instrument) -> dict[str, str]:
    """How a sentence calls each term."""
    return {name: _PATHS.get(name) or plain(name).replace(".", ", ") for name in instrument.terms}


@dataclass(frozen=True)
class PanelMaker:
    """What every panel of a page is made with."""

    examination: Examination
    sayings: Sayings
    explainer_of: dict[str, Explainer]  # by instrument: each has its own terms

    def panel(self, instrument: Instrument, lines: Lines) -> Panel:
        duties = _duties(instrument, lines, self.sayings.names)
        maker = _Cells(instrument, lines, duties, Conclusions(self.sayings, instrument.id),
                       self.explainer_of[instrument.id])  # fmt: skip
        night = Night(self.examination, self.sayings, instrument)
        bands, places = night.bands(lines.combinations)
        combinations = tuple(
            Combination(
                meanings=tuple(choices[term] for term in sorted(instrument.terms)),
                cells=maker.places(choices, findings),
                band=place,
                counts=maker.counts(findings),
            )
            for choices, findings, place in zip(lines.combinations, lines.findings, places, strict=True)
        )
        counted_acts = {act for one in combinations for act in one.counts}
        panel = Panel(
            id=instrument.id,
            title=instrument.title or upper_first(plain(instrument.id)),
            duties=duties,
            cells=tuple(maker.cells),
            combinations=combinations,
            readings=_readings(instrument, lines, self.sayings),
            terms=_terms(instrument) if lines.complete else (),
            figure=night.figure(counted_acts, bands),
            citation=instrument.citation,
            url=instrument.url,
            notes=_notes(instrument, lines, self.sayings.names),
        )
        return replace(panel, answers=answers(panel))


class _Cells:
    """Cells, each different one once."""

    def __init__(self, instrument: Instrument, lines: Lines, duties: tuple[Duty, ...], conclusions: Conclusions,
                 explainer: Explainer) -> None:  # fmt: skip
        self._when = {clause.id: clause.when for clause in instrument.clauses}
        self._keys: list[Key] = [(duty.id, row.id) for duty in duties for row in duty.rows]
        self._conclusions = conclusions
        self._explainer = explainer
        self._speakers: dict[tuple[tuple[str, str], ...], frozenset[str]] = {}
        for reading in readings_of(instrument).values():  # two readings may make the same choices
            choices = tuple(sorted(reading.choices.items()))
            speakers = conclusions.speakers(reading.source)
            self._speakers[choices] = self._speakers.get(choices, frozenset()) | speakers
        self._held = frozenset[str]().union(*self._speakers.values())
        self._reach: dict[Key, set[str]] = {}
        self._bound: set[Key] = set()
        for findings in lines.findings:
            for key, finding in findings.items():
                self._reach.setdefault(key, set()).update(finding.acts)
                if finding.outcome != "not_bound":
                    self._bound.add(key)
        self.cells: list[Cell] = []
        self._places: dict[object, int] = {}

    def places(self, choices: Choices, findings: dict[Key, Finding]) -> tuple[int, ...]:
        return tuple(self._place(key, choices, findings.get(key)) for key in self._keys)

    def _place(self, key: Key, choices: Choices, finding: Finding | None) -> int:
        beside = self._beside(key, choices, finding)
        # Two findings of one row that differ in their choices alone are one cell.
        off = finding is not None and self._switched_off(finding)
        told = None if finding is None else finding._replace(choices=(), reading="")
        same = (key if finding is not None else None, told, off, beside)
        if same not in self._places:
            self._places[same] = len(self.cells)
            self.cells.append(self._cell(finding, off, beside))
        return self._places[same]

    def _cell(self, finding: Finding | None, off: bool, beside: tuple[Conclusion, ...]) -> Cell:
        if finding is None:
            return replace(_NO_ACT, conclusions=beside)
        if off:
            finding = finding._replace(because="switched_off")
        reasons = self._explainer.reasons(finding)
        return Cell(finding.outcome, finding.because, reasons, finding.strength, beside)

    def counts(self, findings: dict[Key, Finding]) -> tuple[str, ...]:
        """The acts that the duties speak of under these meanings; a duty that is not there speaks of none."""
        on = [finding for finding in findings.values() if not self._switched_off(finding)]
        return tuple(sorted({act for finding in on for act in finding.acts}))

    def _switched_off(self, finding: Finding) -> bool:
        """Whether under these meanings there is no such duty: a plainer word than that nobody is protected by it."""
        choices = dict(finding.choices)
        return any(choices[term] != meaning for term, meaning in self._when[finding.clause])

    def _beside(self, key: Key, choices: Choices, finding: Finding | None) -> tuple[Conclusion, ...]:
        if key not in self._bound:
            return ()
        speakers = self._speakers.get(tuple(sorted(choices.items())), frozenset())
        counts = finding.acts if finding is not None else ()
        if self._held and not speakers:
            return ()  # a reading that nobody is known to hold: what was concluded stands under those that are held
        return tuple(
            one.shown
            for one in self._conclusions.all
            if one.act in self._reach[key]
            and (one.speaker in speakers or (one.act in counts and one.speaker not in self._held))
        )


def _duties(instrument: Instrument, lines: Lines, names: Names) -> tuple[Duty, ...]:
    """Every clause that has a row under some meanings, with every row that it has under any."""
    keys = {key for findings in lines.findings for key in findings}
    out = []
    for clause in instrument.clauses:
        rows = sorted((name for known, name in keys if known == clause.id), key=natural)
        if rows:
            shown = tuple(Row(name, names.title(name) if name else upper_first(plain(clause.id))) for name in rows)
            out.append(Duty(clause.id, upper_first(plain(clause.id)), clause.means, shown))
    return tuple(out)


def _readings(instrument: Instrument, lines: Lines, sayings: Sayings) -> tuple[model.Reading, ...]:
    places = {tuple(sorted(choices.items())): place for place, choices in enumerate(lines.combinations)}
    out = []
    for reading in readings_of(instrument).values():
        source = sayings.matter.sources.get(reading.source)
        out.append(
            model.Reading(
                id=reading.id,
                title=upper_first(plain(reading.id)),
                combination=places[tuple(sorted(reading.choices.items()))],
                holder=reading.holder,
                source=reading.source,
                url=source.url if source is not None else "",
                note=reading.note,
            )
        )
    return tuple(sorted(out, key=lambda one: not one.source))  # what somebody said comes before what nobody did


def _terms(instrument: Instrument) -> tuple[Term, ...]:
    words = term_words(instrument)
    holders = [reading for reading in readings_of(instrument).values() if _held(reading)]
    return tuple(
        Term(
            name=name,
            word=words[name],
            words=instrument.terms[name].means,
            meanings=tuple(
                Meaning(
                    id=meaning.id,
                    words=meaning.means or f"“{words[name]}” means {plain(meaning.id)}",
                    holders=tuple(
                        dict.fromkeys(
                            reading.holder or plain(reading.id)
                            for reading in holders
                            if reading.choices[name] == meaning.id
                        )
                    ),
                )
                for meaning in instrument.terms[name].meanings.values()
            ),
        )
        for name in sorted(instrument.terms)
    )


def _held(reading: Reading) -> bool:
    """A reading with a source is one that somebody is known to hold."""
    return bool(reading.source)


def _notes(instrument: Instrument, lines: Lines, names: Names) -> tuple[str, ...]:
    from habeas.report.dates import written_out

    notes = []
    if instrument.verified_on is not None:
        day = written_out(instrument.verified_on, names.zone)
        notes.append(f"The law was last checked on {day}; what came after it is not in the answer.")
    if not lines.complete:
        number = counted(len(lines.combinations), "named reading")
        notes.append(f"The words in dispute allow too many combinations to switch through: {number} shown.")
    return tuple(notes)
