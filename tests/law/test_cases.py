"""The cases of `cases/good` and `cases/bad`: documents that a lawyer can read, run as tests.

A good case has claims (`csv`, rows numbered from 2 as a spreadsheet shows them), instruments (`yaml`) and what must
come out (`text`): every line of every reading, and under a line whichever of its reasons the case is about. Before
the lines may stand `zone: NAME`, `about: MINUTES` and `asked: INSTANT`. In `rests_on`, `2 3=5 | 2 4` are two supports:
row 2 with what rows 3 and 5 both say, and row 2 with row 4. A bad case has instruments alone, and the exact message.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from habeas.core.claim import Claim
from habeas.core.edtf import read_instant
from habeas.core.errors import InputError
from habeas.core.finding import Finding, Support, Witnessed
from habeas.core.located import read_documents
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.law import Examination, chosen_readings, load_instruments, order_of, read_instrument

CASES = Path(__file__).parent / "cases"
COLUMNS = "subject,property,value,source,origin,stance,not"
SCHEMA = load_schema({})


def documents(kind: str) -> list[ParameterSet]:
    """One parameter for each case; a comment `xfail: REASON` on its first line marks what the law part gets wrong."""
    out = []
    for path in sorted((CASES / kind).glob("*.md")):
        known = re.match(r"<!-- xfail: (.*) -->\n", path.read_text(encoding="utf-8"))
        marks = [pytest.mark.xfail(strict=True, reason=known[1])] if known else []
        out.append(pytest.param(path, id=path.stem, marks=marks))
    return out


def blocks(path: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@dataclass
class Expected:
    """The `text` block: settings, and which reasons are told of which line."""

    text: str
    settings: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Expected:
        out = cls(text)
        line = ""
        for row in text.splitlines():
            if row.startswith("  "):
                reason = row.strip().partition(":")[0]
                out.told[line] = [*(one for one in out.told[line] if one != reason), reason]
            elif (known := re.fullmatch(r"(zone|about|asked): (.*)", row)) is not None:
                out.settings[known[1]] = known[2]
            else:
                line = row.partition(": ")[0]
                out.told[line] = []
        return out

    @property
    def zone(self) -> str:
        return self.settings.get("zone", "UTC")

    @property
    def about(self) -> int:
        return int(self.settings.get("about", "0"))

    @property
    def asked(self) -> int | None:
        asked = self.settings.get("asked")
        return None if asked is None else read_instant(asked, self.zone, self.about).high


def examination(text: str, expected: Expected) -> Examination:
    origins: dict[str, str] = {}
    claims = []
    for number, row in enumerate(csv.DictReader(StringIO(text), restval=""), start=2):
        value = read_value(SCHEMA.property(row["property"]), row["value"], expected.zone, expected.about)
        against = (row["stance"] == "denies") != (row["not"] == "yes")
        if value.kind == "flag" and value.data is False:
            value, against = read_value(SCHEMA.property(row["property"]), "true", "UTC", 0), not against
        origins[row["source"]] = row["origin"] or row["source"]
        claims.append(
            Claim(
                row["subject"],
                row["property"],
                value,
                against,
                "speaker",
                row["stance"] or "asserts",
                row["source"],
                f"c.csv:{number}",
            )
        )
    return Examination(claims, lambda source: origins.get(source, source), SCHEMA, expected.zone, expected.asked)


def findings(path: Path, expected: Expected) -> list[Finding]:
    (text,) = blocks(path, "csv")
    asked = examination(text, expected)
    nodes = [node for block in blocks(path, "yaml") for node in read_documents(block, f"{path.stem}.yaml")]
    instruments = [read_instrument(node, SCHEMA, expected.zone, expected.about) for node in nodes]
    found = [
        asked.finding(line)
        for instrument, reading in chosen_readings(instruments, None, every=False)
        for line in asked.lines(instrument, reading)
    ]
    return sorted(found, key=order_of)


def written(found: Iterable[Finding], expected: Expected) -> str:
    lines = [f"{name}: {value}" for name, value in expected.settings.items()]
    for finding in found:
        line = " ".join((finding.instrument, finding.clause, finding.act or finding.custody or "-", finding.reading))
        lines.append(f"{line}: {finding.outcome} because {finding.because}")
        for reason in expected.told.get(line, ()):
            lines += [f"  {reason}: {one}" for one in reasons(finding, reason, expected)]
    return "\n".join(lines) + "\n"


def reasons(finding: Finding, reason: str, expected: Expected) -> list[str]:
    """The words for one reason of a finding; several lines for the facts that would settle it."""
    if reason == "rests_on":
        count = len(finding.rests_on)
        if re.search(r"rests_on: \d+ supports?$", expected.text, re.MULTILINE):
            return [f"{count} support{'' if count == 1 else 's'}"]
        return [" | ".join(map(_support, finding.rests_on))]
    if reason == "strength":
        return [str(finding.strength)]
    if reason == "turns_on":
        return [", ".join(" with ".join(terms) for terms in finding.turns_on) or "nothing"]
    if reason == "mended":
        return [finding.mended]
    if reason == "says":
        return [finding.says]
    if reason == "conflict":
        return [_support(finding.conflict)]
    assert reason == "would_settle", f"no reason is called {reason}"
    return [
        f"{fact.fact} ({fact.open_because}{', decisive' if fact.decisive else ''}) toward {' or '.join(fact.toward)}"
        for fact in finding.would_settle
    ] or ["nothing"]


def _support(support: Support | tuple[Witnessed, ...]) -> str:
    return " ".join(sorted(("=".join(row.rpartition(":")[2] for row in one.rows) for one in support), key=_number))


def _number(rows: str) -> int:
    return int(rows.partition("=")[0])


@pytest.mark.parametrize("path", documents("good"))
def test_a_case_comes_out_as_it_says(path: Path) -> None:
    (text,) = blocks(path, "text")
    expected = Expected.read(text)
    assert written(findings(path, expected), expected) == text


@pytest.mark.parametrize("path", documents("bad"))
def test_a_malformed_instrument_is_refused_in_these_words(path: Path, tmp_path: Path) -> None:
    for name, block in zip(("order", "other"), blocks(path, "yaml"), strict=False):
        (tmp_path / f"{name}.yaml").write_text(block, encoding="utf-8")
    (text,) = blocks(path, "text")
    with pytest.raises(InputError) as raised:
        load_instruments(tmp_path, SCHEMA, "UTC", 0)
    assert f"{raised.value}\n" == text


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.md")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_can_be_read(path: Path) -> None:
    """A heading, then what it shows in a paragraph, then the blocks; claims under one heading everywhere."""
    text = re.sub(r"^<!--.*-->\n", "", path.read_text(encoding="utf-8"))
    assert re.match(r"# \S.*\n\n[^#\n].+?\n\n```", text, re.DOTALL), "a heading, a paragraph, and then the blocks"
    assert all(block.startswith(COLUMNS + "\n") for block in blocks(path, "csv"))
