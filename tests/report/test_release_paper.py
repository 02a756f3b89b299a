"""The frame of a release's pages: what is between backticks is code, and a printout says what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.cli.main import main
from habeas.report.release.paper import _coded
from tests.report.browser import FOUND, browser


def test_what_stands_between_backticks_is_code_and_stays_text() -> None:
    assert _coded("say `<b>` here & there") == "say <code>&lt;b&gt;</code> here &amp; there"
    assert _coded("one ` alone <") == "one ` alone &lt;"


@pytest.mark.skipif(not FOUND, reason="no Chromium on this machine")
def test_a_printout_says_what_was_closed(tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "stays.csv").write_text(
        "A title,,\n,,\nName,In,Out\na,2025-01-02,2025-01-03\nb,2025-01-04,2025-01-05\n"
    )
    assert main(["release", "look", str(tmp_path / "stays.csv"), "-o", str(tmp_path / "look.html")]) == 0
    with browser() as chromium:
        chromium.size(1280, 900)
        chromium.open(tmp_path / "look.html")
        chromium.paper(tmp_path / "look.pdf")
    text = " ".join(PdfReader(tmp_path / "look.pdf").pages[0].extract_text().split())
    assert "Above the header: 1 row (closed on the screen: not printed)" in text
    assert "with 1 row above it." in text
