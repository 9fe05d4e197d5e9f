"""Mail by Microsoft: the line that Outlook appends to a message."""

import pytest

from deskctl.mail.text.new_text import new_text


@pytest.mark.parametrize("line", ["Get Outlook for iOS", "Sent from Outlook for Android", "获取 Outlook for iOS"])
def test_outlook_line_is_not_part_of_the_message(line: str) -> None:
    """The new text of a message ends before the line that Outlook appends."""
    assert new_text(f"The printer is silent.\n\n{line}") == "The printer is silent."
