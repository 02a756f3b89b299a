"""A made matter of a chosen size, and what the law part takes for it: ``python -m bench.large_matter [CLAIMS ...]``.

Fifty instruments of six readings each: orders for one person, orders for a group, and limits that bind everybody.
Some facts are told twice, some in conflict, some known to the day alone. Budgets at 10,000 claims: ``test`` 3 s,
``why`` 0.3 s after loading, 500 MB, and a page made within 60 s that is no larger than 5 MB. Lines by person and due
dates have no budget; they are timed so that it shows when they take longer.
"""

from __future__ import annotations

import csv
import gc
import random
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.timing import parser
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.law import load_instruments
from habeas.law.findings.examination import chosen_readings
from habeas.law.findings.run import examine
from habeas.view import Filters, select

INSTRUMENTS = 50
SIZES = (1_000, 3_000, 10_000, 30_000)
KINDS = ("arrests", "transfers", "departs", "hands_over", "hears", "gives_notice", "releases")
EVENTS = "id,when,what,who,by,from,to,place,about,said_by,stance,said,source,pin,quote,label,note".split(",")
CLAIMS = "subject,property,value,source,locator,speaker,stance,said,label,note".split(",")
BUDGETED = 10_000
REASONS = 40  # findings whose reasons are timed
PER_PERSON = 32  # claims, on average: a few events and one custody

SINGLE = """\
instrument: order-{n}
title: Order in case {n}
binds: org:us
in_force:
  from: {{spoken: act:spoken-{n}, written: act:written-{n}}}
  until: act:vacated-{n}
protects: act.person = 'person:p-{person}'
clauses:
  - id: no-removal
    forbids: removal
  - id: hearing
    requires: act.kind = 'hears'
    after: act.kind = 'arrests'
    within: {{clock: PT48H, week: P7D}}
terms:
  removal: {{departure: act.kind = 'departs', handover: act.kind = 'hands_over', transfer: act.kind = 'transfers'}}
readings:
{readings}
"""
READINGS = """\
  one: {removal: departure, in_force.from: spoken, hearing.within: clock}
  two: {removal: departure, in_force.from: written, hearing.within: week}
  three: {removal: handover, in_force.from: spoken, hearing.within: clock}
  four: {removal: handover, in_force.from: written, hearing.within: clock}
  five: {removal: transfer, in_force.from: spoken, hearing.within: week}
  six: {removal: transfer, in_force.from: written, hearing.within: week}"""
LIMIT = """\
instrument: limit-{n}
title: Limit {n}
binds: org:us
in_force: {{from: 2025-01-01, until: {until}}}
protects: within(custody.place, 'place:district-{district}')
clauses:
  - id: hold
    limits: hold
    to: {{clock: PT{hours}H, days: P3D}}
terms:
  hold: {{room: custody.kind = 'hold', any: "custody.kind IN ('hold', 'stint')", stay: custody.kind = 'stay'}}
readings:
  one: {{hold: room, hold.to: clock}}
  two: {{hold: any, hold.to: clock}}
  three: {{hold: stay, hold.to: clock}}
  four: {{hold: room, hold.to: days}}
  five: {{hold: any, hold.to: days}}
  six: {{hold: stay, hold.to: days}}
"""


def make(folder: Path, claims: int, seed: int = 1) -> None:
    """Write the matter: about ``claims`` claims about ``claims / 32`` people."""
    draw = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    people = max(claims // PER_PERSON, 20)
    groups = max(people // 25, 2)
    for name in ("events", "claims", "instruments", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "matter.yaml").write_text("id: large\ntitle: A large matter\nzone: America/New_York\nabout: 10\n")
    with (folder / "sources.csv").open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow("id kind publisher date url label file sha256 origin".split())
        for n in range(1, 41):
            copied = f"s-{n - 1}" if n % 5 == 0 else ""
            rows.writerow([f"s-{n}", "filing", f"court {n}", "2025-12-01", "", "", "", "", copied])
    _events(folder, draw, people)
    _claims(folder, draw, people, groups)
    _instruments(folder, draw, people, groups)


def _source(draw: random.Random) -> str:
    return f"s-{draw.randint(1, 40)}"


def _day(draw: random.Random) -> str:
    when = f"2025-{draw.randint(2, 11):02}-{draw.randint(1, 28):02}"
    return when if draw.random() < 0.15 else f"{when}T{draw.randint(0, 23):02}:{draw.randint(0, 59):02}"


def _events(folder: Path, draw: random.Random, people: int) -> None:
    with (folder / "events" / "events.csv").open("w", newline="") as out:
        rows = csv.DictWriter(out, EVENTS, restval="")
        rows.writeheader()
        for n in range(INSTRUMENTS):
            for kind, what in (("spoken", "orders_orally"), ("written", "orders_in_writing"), ("vacated", "vacates")):
                month = {"spoken": "03", "written": "04", "vacated": "10"}[kind]
                when = f"2025-{month}-{draw.randint(1, 28):02}T10:{n:02}"
                rows.writerow({
                    "id": f"act:{kind}-{n}", "when": when, "what": what, "by": "org:court",
                    "said_by": "org:court", "stance": "records", "source": _source(draw),
                })  # fmt: skip
        for person in range(people):
            for number in range(4):
                kind = KINDS[(person + number) % len(KINDS)] if number else "arrests"
                row = {
                    "id": f"act:a-{person}-{number}", "when": _day(draw), "what": kind,
                    "who": f"p-{person}", "by": "ICE",
                    "from": f"place:f-{draw.randint(1, 60)}", "to": f"place:f-{draw.randint(1, 60)}",
                    "said_by": "org:ice", "stance": "records", "source": _source(draw),
                }  # fmt: skip
                rows.writerow(row)
                if draw.random() < 0.1:  # a second witness, who may say another time
                    again = dict(row, source=_source(draw), said_by="org:counsel", stance="alleges")
                    again["when"] = row["when"] if draw.random() < 0.5 else _day(draw)
                    rows.writerow({**again, "from": "", "to": "", "by": ""})


def _claims(folder: Path, draw: random.Random, people: int, groups: int) -> None:
    with (folder / "claims" / "claims.csv").open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(CLAIMS)

        def say(subject: str, name: str, value: str, stance: str = "records") -> None:
            rows.writerow([subject, name, value, _source(draw), "", "org:ice", stance, "", "", ""])

        for place in range(1, 61):
            say(f"place:f-{place}", "place.in", f"place:district-{place % 12}")
        for person in range(people):
            say(f"person:p-{person}", "person.member_of", f"group:g-{person % groups}")
            if draw.random() < 0.05:
                say(f"person:p-{person}", "person.member_of", f"group:g-{person % groups}", "denies")
            custody = f"custody:c-{person}"
            say(custody, "custody.person", f"person:p-{person}")
            say(custody, "custody.kind", draw.choice(["hold", "stint", "stay"]))
            say(custody, "custody.place", f"place:f-{draw.randint(1, 60)}")
            month, day = draw.randint(2, 10), draw.randint(1, 27)
            say(custody, "custody.start", f"2025-{month:02}-{day:02}T08:{draw.randint(0, 59):02}")
            say(custody, "custody.end", f"2025-{month:02}-{day + draw.randint(0, 1):02}T21:{draw.randint(0, 59):02}")


def _instruments(folder: Path, draw: random.Random, people: int, groups: int) -> None:
    for n in range(INSTRUMENTS):
        if n % 5 < 2:
            text = SINGLE.format(n=n, person=draw.randrange(people), readings=READINGS)
        elif n % 5 < 4:
            text = SINGLE.format(n=n, person=0, readings=READINGS).replace(
                "act.person = 'person:p-0'", f"person.member_of = 'group:g-{n % groups}'"
            )
        else:
            text = LIMIT.format(n=n, until="2026-01-01", district=n % 12, hours=12 * (1 + n % 4))
        (folder / "instruments" / f"{n:02}.yaml").write_text(text)


def _timed(words: list[str]) -> tuple[float, float, str]:
    """Seconds of one whole process, its memory and its fork's at the most in MB, and what it printed."""
    script = (
        "import resource, sys; from habeas.cli.main import main; main(sys.argv[1:]); sys.stdout.flush();"
        "both = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN;"
        "print(sum(resource.getrusage(one).ru_maxrss for one in both), file=sys.stderr)"
    )
    began = perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *words], check=True, capture_output=True, text=True)
    return perf_counter() - began, int(done.stderr.split()[-1]) / 1024, done.stdout


def _reasons(folder: Path) -> list[float]:
    """Seconds for one finding with its reasons, by claims that have just been loaded, for lines spread over all."""
    matter = read_matter(folder)
    claims = select(matter, Filters())
    instruments = load_instruments(folder / "instruments", load_schema(matter.codes), matter.zone, matter.about)
    whole = examine(matter, claims)
    lines = [
        line
        for instrument, reading in chosen_readings(instruments, None, every=False)
        for line in whole.lines(instrument, reading)
    ]
    times = []
    gc.disable()  # as the commands do
    for line in lines[:: max(len(lines) // REASONS, 1)]:
        began = perf_counter()
        examine(matter, claims).finding(line)
        times.append(perf_counter() - began)
    gc.enable()
    return times


def main() -> int:
    asked = parser("large_matter", __doc__)
    asked.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="claims of each matter")
    sizes = asked.parse_args().sizes
    print(
        "  claims  findings   test s  --json s    MB  one reason: median s  slowest s  report s  page MB"
        "  by person s  due s"
    )
    fits = True
    for size in sizes:
        with TemporaryDirectory() as name:
            folder = Path(name) / "matter"
            make(folder, size)
            claims = _timed(["claims", str(folder), "--json"])[2].count("\n")
            table, _, _ = _timed(["test", str(folder)])
            seconds, memory, printed = _timed(["test", str(folder), "--json"])
            page, _, _ = _timed(["report", str(folder)])
            large = (folder / "report.html").stat().st_size / 1e6
            reasons = _reasons(folder)
            by_person, _, _ = _timed(["test", str(folder), "--by", "act.person", "--json"])
            due, _, _ = _timed(["due", str(folder), "--on", "2025-12-01"])
            print(
                f"{claims:8,} {printed.count(chr(10)):9,} {table:8.2f} {seconds:9.2f} {memory:5.0f} "
                f"{median(reasons):21.3f} {max(reasons):10.3f} {page:9.2f} {large:8.2f} "
                f"{by_person:12.2f} {due:6.2f}",
                flush=True,
            )
            if size == BUDGETED:
                fits = seconds < 3 and max(reasons) < 0.3 and memory < 500 and page < 60 and large < 5
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
