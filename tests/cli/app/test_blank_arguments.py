"""A blank argument is refused, and never means everything or nothing."""

import pytest
from calling import Deskctl


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
@pytest.mark.parametrize(
    "command", [("search",), ("ticket", "find"), ("ticket", "list"), ("customer", "list"), ("mail", "list")]
)
def test_blank_words_to_search_for(ask: Deskctl, command: tuple[str, ...], words: str) -> None:
    """A script whose variable is empty is told so, and does not get every row."""
    assert ask(*command, words, "--json").error["exit"] == 2


@pytest.mark.parametrize("note", ["", " ", "\u3000"])
def test_a_blank_note(act: Deskctl, note: str) -> None:
    """An empty note is as blank as one of spaces, whatever is recorded."""
    for command in (("note",), ("respond",)):
        refused = act("ticket", *command, "T-071", "--note", note, "--json")
        assert (refused.code, refused.error["code"], refused.error["field"]) == (4, "blank", "note")


def test_a_recipient_who_does_not_exist(act: Deskctl) -> None:
    """The message names what the option is for, and the nearest people."""
    refused = act("ticket", "assign", "T-071", "--to", "EN11")
    assert refused.code == 3
    assert refused.err.startswith("recipient: there is no member of the staff EN11; nearest: EN1 (")
