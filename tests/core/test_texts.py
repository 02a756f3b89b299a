import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.core.faults import ValueFault
from habeas.core.texts import canonical, check_visible


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\ud800b", "\ufeffa", "a\x85b"])
def test_what_is_there_and_is_not_seen_is_refused(text: str) -> None:
    with pytest.raises(ValueFault) as caught:
        check_visible(text)
    assert caught.value.code == "control-character"
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", ["a\tb\nc\r\nd", "می‌خواهم", "👩‍⚖️", "¶ 7 “so”"])
def test_what_scripts_need_may_stand(text: str) -> None:
    check_visible(text)
    assert canonical(text) == " ".join(text.split())


@given(st.lists(st.text(alphabet="abcé", min_size=1, max_size=5), max_size=5))
def test_blanks_do_not_change_what_a_text_says(words: list[str]) -> None:
    assert canonical(" \n".join(words)) == canonical(f"  {' '.join(words)}\t") == " ".join(words)
