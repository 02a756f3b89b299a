"""What the page says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from habeas import matters
from habeas.core.matter import Matter
from habeas.intake import read_matter
from habeas.report.about import about, last_word, matter_hash
from habeas.view import Filters, read_trust, select


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    matters.copy("grace-2018", tmp_path / "grace-2018")
    return read_matter(tmp_path / "grace-2018")


def test_the_hash_is_of_what_a_person_keeps_and_of_nothing_derived(matter: Matter) -> None:
    before = matter_hash(matter.folder)
    (matter.folder / "report.html").write_text("a page")
    (matter.folder / ".habeas").mkdir(exist_ok=True)
    (matter.folder / ".habeas" / "ledger.sqlite").write_bytes(b"x")
    assert matter_hash(matter.folder) == before
    (matter.folder / "sources").mkdir(exist_ok=True)
    (matter.folder / "sources" / "new.txt").write_text("a document")
    after = matter_hash(matter.folder)
    assert after != before
    (matter.folder / "sources" / "new.txt").rename(matter.folder / "sources" / "other.txt")
    assert matter_hash(matter.folder) not in (before, after)


def test_the_latest_word_is_that_of_a_claim_or_of_a_source(matter: Matter) -> None:
    claims = select(matter, Filters())
    found = last_word(matter, claims)
    assert found is not None
    assert all(claim.said is None or claim.said.low <= found.low for claim in claims)
    assert all(source.date is None or source.date.low <= found.low for source in matter.sources.values())
    assert last_word(replace(matter, sources={}), ()) is None


def test_every_filter_is_told(matter: Matter) -> None:
    whole = about(matter, select(matter, Filters()), Filters(), version="1.2")
    assert whole.as_of.startswith("the files as they stand; the latest word in them is of ")
    assert (whole.trust, whole.day) == ("all of them", "none: every deadline counts")
    assert whole.audience == "everyone with the files: no claim is withheld by label"
    assert (whole.filters, whole.version, whole.command) == ((), "1.2", "habeas report grace-2018")

    moment = 1_533_859_199_999_999  # the end of 9 August 2018 in New York is at 04:00 UTC; this is 23:59:59.999999 UTC
    trust = read_trust(["!kind:press"], matter)
    asked = Filters(as_of=moment, said_by=moment, audience=frozenset({"sealed", "family"}), trust=trust)
    told = about(matter, (), asked, asked=moment, options=["--trust", "!kind:press"])
    assert told.as_of == "what was recorded by 2018-08-09 19:59 EDT"
    assert told.day == "2018-08-09 19:59 EDT; a deadline after it is not due"
    assert told.audience == "who may see family and sealed"
    assert told.trust == "without kind press"
    assert told.filters == ("what was certainly said after 2018-08-09 19:59 EDT is left out",)
    assert told.command == "habeas report grace-2018 --trust '!kind:press'"
    assert about(matter, (), Filters(audience=frozenset())).audience == "the public"
