"""What the pages show is what the program reads and says."""

import re
from pathlib import Path

import pytest

from habeas.core.errors import InputError
from habeas.core.faults import ValueFault
from habeas.core.located import read_documents
from habeas.core.schema import load_schema
from habeas.core.values import read_value
from habeas.law.instruments.load import read_instrument

DOCS = Path(__file__).parents[2] / "docs"
YAML = [
    pytest.param(text, id=f"{page.name}-{number}")
    for page in sorted(DOCS.rglob("*.md"))
    for number, text in enumerate(
        re.findall(r"^```yaml\n(instrument: .*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE), 1
    )
]


@pytest.mark.parametrize("text", YAML)
def test_an_instrument_on_a_page_can_be_loaded(text: str) -> None:
    for document in read_documents(text, "page.yaml"):
        assert read_instrument(document, load_schema(), "America/New_York", 10).clauses


def test_the_message_that_opens_the_page_of_errors_is_a_real_one() -> None:
    shown = re.search(
        r"^    (claims/.*)$", (DOCS / "reference" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert shown is not None
    with pytest.raises(ValueFault) as raised:
        read_value(load_schema().property("act.time"), "2025-02-30", "America/New_York", 10)
    assert shown[1] == str(InputError(raised.value.at("claims/night.csv", 12, "value")))
