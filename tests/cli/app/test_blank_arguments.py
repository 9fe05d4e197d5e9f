"""A blank argument is refused, and never means everything or nothing."""

import pytest
from calling import Deskctl


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
@pytest.mark.parametrize(
    "command", [("search",), ("ticket", "find"), ("ticket", "list"), ("customer", "list"), ("mail", "list")]
)
def test_blank_words_to_search_for(ask: Deskctl, command: tuple[str, ...], words: str) -> None:
    """A script whose variable is empty gets an error, and does not get every row."""
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


def test_an_unknown_setting_names_those_beside_it(ask: Deskctl) -> None:
    """Of a table that exists, its settings are named, and not all there are."""
    refused = ask("config", "set", "mail.out.host", "x")
    assert "valid: mail.out.smtp" in refused.err
    assert "queues.NAME" not in refused.err


def test_an_option_is_not_proposed_for_its_dashes(ask: Deskctl) -> None:
    """An option that shares little but the dashes is no proposal."""
    assert "did you mean" not in ask("contact", "list", "--site", "x").err
    assert "did you mean --customer" in ask("contact", "list", "--custmer", "x").err
