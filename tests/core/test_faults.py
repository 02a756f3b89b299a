from habeas.core.errors import Fault
from habeas.core.faults import ValueFault, quoted


def test_a_fault_says_what_and_how_to_mend_and_its_code() -> None:
    fault = ValueFault("bad-thing", "this is bad.", "Write a good one.")
    assert str(fault) == "this is bad. Write a good one. [bad-thing]"


def test_a_fault_with_its_place_is_a_fault_of_the_file() -> None:
    fault = ValueFault("bad-thing", "this is bad.", "Write a good one.")
    assert fault.at("claims.csv", row=12, column="value") == Fault(
        "bad-thing", "this is bad.", "Write a good one.", "claims.csv", 12, "value"
    )
    assert str(fault.at("order.yaml", line=3)) == "order.yaml, line 3: this is bad. Write a good one. [bad-thing]"


def test_text_in_a_message_cannot_move_the_cursor_and_is_short() -> None:
    assert quoted("a\x1b[2Jb\u202ec") == '"a\\x1b[2Jb\\u202ec"'
    assert quoted("a\nb") == '"a\\nb"'
    assert quoted("¶ 7") == '"¶ 7"'
    assert len(quoted("x" * 1000)) == 62
    assert quoted("\ud800").isprintable()
