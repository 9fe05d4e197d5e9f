"""The notices that the console shows about a recorded action."""

from deskctl.errors import Notice, Remedy
from deskctl.screens.session.step_runner import notice_text


def test_notice_names_an_operation_as_the_find_box_does() -> None:
    """A notice names a suggested operation by its title in the console and by its command on the command line."""
    notice = Notice("{ticket}: {command}", {"ticket": "T-001", "command": Remedy("emergency.declare", "T-001")})
    assert notice_text(notice) == "T-001: Declare emergency (found with the : key)"
    assert notice.text() == "T-001: deskctl emergency declare T-001"
