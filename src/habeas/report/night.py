"""What is drawn: the hours that the answers speak of, a lane for each carrier or person, and when the order bound."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from habeas.core.claim import Content
from habeas.core.duration import step
from habeas.core.edtf import show_instant
from habeas.core.instant import MAX, MIN, Instant, Interval
from habeas.law import Examination
from habeas.law.instruments.model import Choice, Edge, Instrument
from habeas.report.bounds import LANES
from habeas.report.model import Band, Figure, Lane, LaneAct, Mark
from habeas.report.sayings import Sayings
from habeas.report.words import listed, plain

_MINUTE = 60_000_000
_HOUR = 60 * _MINUTE
_WIDE = 72 * _HOUR  # a time known no better than this does not set the hours that are drawn
_ZONES = 5
_OTHERS = 40  # beyond this many acts of others, only those that make the order are drawn
_ELSEWHERE = "The command “habeas claims” prints what was said of them."
_TIMES = {"act": ("act.time",), "custody": ("custody.start", "custody.end")}
_VAGUE = ("states", "decides", "publishes")  # words that say little without a place or a name
_TIME_WORDS = {"custody.start": "held from", "custody.end": "held until"}


class Night:
    """The drawing of one instrument's acts."""

    def __init__(self, examination: Examination, sayings: Sayings, instrument: Instrument) -> None:
        self._facts = examination.facts
        self._sayings = sayings
        self._instrument = instrument
        self._acts = examination.acts
        self._marks = 0

    # ---- when the instrument binds ------------------------------------------------------------------------

    def bands(self, combinations: Sequence[dict[str, str]]) -> tuple[tuple[Band, ...], tuple[int, ...]]:
        """Each different time in force once, and for each combination which one is its own."""
        found: dict[Band, int] = {}
        places = []
        for choices in combinations:
            band = self._band(choices)
            places.append(found.setdefault(band, len(found)))
        return tuple(found), tuple(places)

    def _band(self, choices: dict[str, str]) -> Band:
        force = self._instrument.in_force
        start = self._edge(_picked(force.start, choices), None)
        end = self._edge(_picked(force.end, choices), start)
        named = [f"“{plain(choices[choice.term])}”" for choice in (force.start, force.end) if choice and choice.term]
        return Band(f"in force, {listed(named)}" if named else "in force", start, end)

    def _edge(self, edge: Edge | None, start: Interval | None) -> Interval | None:
        if edge is None:
            return None
        if edge.instant is not None:
            return (edge.instant.low, edge.instant.high)
        if edge.act is not None:
            domain = self._facts.when(edge.act, "act.time").domain
            return (domain[0][0], domain[-1][1])
        if edge.after is not None and start is not None:
            zone = self._instrument.zone
            return (step(start[0], edge.after, zone), step(start[1], edge.after, zone))
        return None

    # ---- what is drawn ------------------------------------------------------------------------------------

    def figure(self, counts: Collection[str], bands: tuple[Band, ...]) -> Figure | None:
        """The drawing, or nothing where nothing that counts has a time."""
        window = self._window(counts, bands)
        if window is None:
            return None
        self._marks = 0
        lanes, notes = self._lanes(counts, window)
        return Figure(window, lanes, bands, self._zones(), notes)

    def _window(self, counts: Collection[str], bands: tuple[Band, ...]) -> Interval | None:
        known = [span for subject in sorted(counts) for span in self._spans(subject)]
        narrow = [span for span in known if span[1] - span[0] <= _WIDE] or known
        if not narrow:
            return None
        low, high = min(span[0] for span in narrow), max(span[1] for span in narrow)
        reach = max(2 * (high - low), 24 * _HOUR)
        for band in bands:  # the edge of the band belongs in the picture when it is anywhere near
            for edge in (band.start, band.end):
                if edge is not None and edge[0] > low - reach and edge[1] < high + reach:
                    low, high = min(low, edge[0]), max(high, edge[1])
        pad = max((high - low) // 20, 20 * _MINUTE)
        return (max(low - pad, MIN + 1), min(high + pad, MAX - 1))

    def _spans(self, subject: str) -> list[Interval]:
        """Every claimed time of the subject by itself: rivals may lie weeks apart, and each be known to the minute."""
        return [
            (ends[0], ends[-1])
            for name in _TIMES[subject.partition(":")[0]]
            for content in self._timed(subject, name)
            if (ends := [end for span in self._instant(content).intervals for end in span if end not in (MIN, MAX)])
        ]

    def _instant(self, content: Content) -> Instant:
        value = self._sayings.claims(content)[0].value.data
        assert isinstance(value, Instant), content
        return value

    def _span(self, subject: str) -> Interval | None:
        """From the first to the last moment that the claims leave the subject; nothing where a side is open."""
        spans = []
        for name in _TIMES[subject.partition(":")[0]]:
            if self._timed(subject, name):
                domain = self._facts.when(subject, name).domain
                spans += [end for end in (domain[0][0], domain[-1][1]) if end not in (MIN, MAX)]
        return (min(spans), max(spans)) if spans else None

    def _timed(self, subject: str, name: str) -> list[Content]:
        return [content for content in self._sayings.of(subject, name) if not content.against]

    def _lanes(self, counts: Collection[str], window: Interval) -> tuple[tuple[Lane, ...], tuple[str, ...]]:
        groups: dict[str, list[str]] = {}
        others: dict[str, list[str]] = {}
        makers = {edge.act for choice in self._choices() for edge in choice.options.values() if edge.act}
        tested = {lane for subject in counts for lane in self._lane_names(subject)}
        aboard = self._aboard(counts)
        for act in [*self._acts, *sorted(one for one in counts if one.startswith("custody:"))]:
            if not self._drawn(act, window) and act not in counts:
                continue
            names = self._lane_names(act)
            if not names & tested:  # a stop on the way, or where somebody saw them: the lane of the same people
                names = {lane for people in self._people(act) for lane in aboard.get(people, ())}
            for name in names & tested:
                groups.setdefault(name, []).append(act)
            if not names & tested:
                others.setdefault(self._actor(act), []).append(act)
        notes = []
        count = sum(len(acts) for acts in others.values())
        if count > _OTHERS:
            others = {name: kept for name, acts in others.items() if (kept := [act for act in acts if act in makers])}
            left = count - sum(len(acts) for acts in others.values())
            notes.append(f"Not drawn: {left:,} acts of others within these hours. {_ELSEWHERE}")
        court = {self._actor(act) for act in makers}
        made = [self._lane(name, groups[name]) for name in sorted(groups)]
        first = [lane for lane in made if lane.acts]
        if len(first) > LANES:
            notes.append(f"Drawn: {LANES} of {len(first):,} lanes, the first by name. {_ELSEWHERE}")
        rest = [self._lane(name, others[name]) for name in sorted(others, key=lambda name: (name not in court, name))]
        return (*first[:LANES], *(lane for lane in rest if lane.acts)), tuple(notes)

    def _choices(self) -> list[Choice[Edge]]:
        force = self._instrument.in_force
        return [choice for choice in (force.start, force.end) if choice is not None]

    def _drawn(self, act: str, window: Interval) -> bool:
        """Whether the act falls within the hours drawn, and is known well enough to be placed in them."""
        span = self._span(act)
        width = window[1] - window[0]
        return span is not None and window[0] <= span[0] and span[1] <= window[1] and span[1] - span[0] <= 0.8 * width

    def _lane_names(self, subject: str) -> set[str]:
        for name in ("act.carrier", "act.person", "custody.person"):
            found = {content.key for content in self._sayings.of(subject, name) if not content.against}
            if found:
                return found
        return {subject}

    def _aboard(self, counts: Collection[str]) -> dict[str, set[str]]:
        """For the people whom the answers speak of, the lanes in which they are drawn."""
        found: dict[str, set[str]] = {}
        for subject in counts:
            for people in self._people(subject):
                found.setdefault(people, set()).update(self._lane_names(subject))
        return found

    def _people(self, subject: str) -> list[str]:
        return [
            content.key
            for name in ("act.person", "act.about")
            for content in self._sayings.of(subject, name)
            if not content.against and content.key.startswith(("person:", "group:"))
        ]

    def _actor(self, act: str) -> str:
        by = sorted(content.key for content in self._sayings.of(act, "act.by") if not content.against)
        return by[0] if by else ""

    def _lane(self, name: str, acts: Sequence[str]) -> Lane:
        drawn = [made for act in acts for made in self._lane_acts(act)]
        kinds = [one.words for one in drawn]
        clear = [one if kinds.count(one.words) == 1 and one.words not in _VAGUE else self._placed(one) for one in drawn]
        clear.sort(key=lambda one: (min(_placing(mark) for mark in one.marks), one.id))
        return Lane(self._sayings.names.title(name) if name else "Others", tuple(clear))

    def _lane_acts(self, subject: str) -> list[LaneAct]:
        out = []
        for name in _TIMES[subject.partition(":")[0]]:
            contents = self._timed(subject, name)
            if contents:
                rivals = self._facts.when(subject, name).open_because == "conflict"
                words = _TIME_WORDS.get(name) or self._kind(subject)
                out.append(LaneAct(subject, words, tuple(self._mark(content) for content in contents), rivals))
        return out

    def _kind(self, act: str) -> str:
        kinds = [plain(content.key) for content in self._sayings.of(act, "act.kind") if not content.against]
        return " or ".join(kinds) or plain(act.partition(":")[2])

    def _placed(self, one: LaneAct) -> LaneAct:
        """The act with its place, where its lane holds another of its kind."""
        for name, word in (("act.place", "at"), ("act.to", "to"), ("act.from", "from")):
            found = [content.key for content in self._sayings.of(one.id, name) if not content.against]
            if found:
                return LaneAct(
                    one.id, f"{one.words} {word} {self._sayings.names.entity(found[0])}", one.marks, one.rivals
                )
        return LaneAct(one.id, f"{one.words} ({plain(one.id.partition(':')[2])})", one.marks, one.rivals)

    def _mark(self, content: Content) -> Mark:
        self._marks += 1
        value = self._sayings.claims(content)[0].value
        instant = self._instant(content)
        return Mark(
            id=f"m{self._marks}",
            spans=instant.intervals,
            point=instant.high - instant.low < _MINUTE,
            shown=show_instant(instant, self._sayings.names.zone),
            written=value.text,
            statement=self._sayings.statement(content),
        )

    def _zones(self) -> tuple[str, ...]:
        """The matter's clock, then those of the places that claims speak of."""
        said = sorted(
            content.key
            for subject, name in self._sayings.facts()
            if name == "place.zone"
            for content in self._sayings.of(subject, name)
            if not content.against
        )
        zones = dict.fromkeys([self._sayings.names.zone, *said])
        return (*list(zones)[: _ZONES - 1], *(["UTC"] if "UTC" not in zones else []))


def _placing(mark: Mark) -> int:
    """Where a mark stands in the order of its lane: "by then" stands where it ends."""
    low, high = mark.spans[0][0], mark.spans[-1][1]
    return high if low == MIN else low


def _picked(choice: Choice[Edge] | None, choices: dict[str, str]) -> Edge | None:
    if choice is None:
        return None
    return choice.options["" if choice.term is None else choices[choice.term]]
