"""What is to be minded about an action that was recorded."""

from deskctl.errors import Notice, Remedy
from deskctl.screens.session.step_runner import notice_text


def test_the_console_names_an_action_as_its_find_box_does() -> None:
    """A notice that points to an action says its name in the console, and the command on the command line."""
    notice = Notice("{ticket}: {command}", {"ticket": "T-001", "command": Remedy("emergency.declare", "T-001")})
    assert notice_text(notice) == "T-001: Declare emergency (found with the : key)"
    assert notice.text() == "T-001: deskctl emergency declare T-001"
