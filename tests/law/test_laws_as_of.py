"""What the ledger held on a day is what was answered that day, whatever the files came to say afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.core.claim import Claim
from habeas.core.matter import Matter as RealMatter
from habeas.core.schema import load_schema
from habeas.intake import read_matter
from habeas.law import load_instruments
from habeas.law import test as held_against
from habeas.ledger import Ledger
from habeas.view import Filters, select
from tests.law.oracle import Matter
from tests.law.strategies import matters, write

assert settings.default is not None
FEW = settings(max_examples=settings.default.max_examples // 10)  # each example is read and recorded three times


def answers(matter: RealMatter, claims: Sequence[Claim]) -> list[object]:
    """Every finding with its reasons."""
    instruments = load_instruments(matter.folder / "instruments", load_schema({}), matter.zone, matter.about)
    return list(held_against(matter, claims, instruments))


def said(claims: Sequence[Claim]) -> list[tuple[str, ...]]:
    return sorted((one.content.id, one.row, one.speaker, one.source, one.stance) for one in claims)


@FEW
@given(matters(), st.data())
def test_as_of_an_early_day_is_the_ledger_as_it_was_that_day(first: Matter, data: st.DataObject) -> None:
    """Rows are taken out, said anew in another order, and said by others: three states, each recorded on its day."""
    fewer = data.draw(st.lists(st.sampled_from(first.rows), unique=True, max_size=len(first.rows)))
    states = [first, Matter(tuple(fewer), first.instruments), Matter(first.rows[::-1], first.instruments)]
    with TemporaryDirectory() as name:
        folder, told = Path(name), []
        for day, state in enumerate(states):
            shutil.rmtree(folder / "claims", ignore_errors=True)
            write(state, folder)
            matter = read_matter(folder)
            Ledger.open(folder).record(matter, 10 * day)
            told.append((said(matter.claims), answers(matter, select(matter, Filters()))))
        last = read_matter(folder)
        for day, (claims, findings) in enumerate(told):
            for when in (10 * day, 10 * day + 9):
                held = select(last, Filters(as_of=when))
                assert said(held) == claims
                assert answers(last, held) == findings
