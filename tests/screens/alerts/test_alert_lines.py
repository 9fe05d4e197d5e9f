"""The lines of alerts: the alert bar and the rows of the inbox, at every width."""

import pytest

from deskctl.queries.alerts.alert import BREACHED, Alert
from deskctl.widgets.lines.alert_lines import bar_line, inbox_line
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.style.look import Look


def alert(number: int, owner: str | None = "EN1") -> Alert:
    return Alert(BREACHED, number, "S1", 1000, 1000, milestone="arrived", owner=owner, title="till", customer="北屿")


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_alert_bar_fits_every_width(width: int) -> None:
    """At every width the alert bar names ticket, promise, delay and the number of further alerts."""
    line = bar_line(alert(69)._replace(due=1000), 2, {"alert.go": "o", "alert.seen": "."}, 1180, Look(), width)
    text = "".join(piece.text for piece in line)
    assert text.startswith("▲ T-069 arrive on site 0:03 late")
    assert ("+2" if width < 70 else "2 more") in text
    assert width_of(line) <= width


@pytest.mark.parametrize("width", [60, 80])
def test_alert_bar_uses_its_space(width: int) -> None:
    """The bar names the customer where there is space, and on 80 columns the owner as well; neither is cut."""
    late = alert(69, owner=None)._replace(milestone="engineer_response", customer="澄川样例零售连锁", title="")
    line = bar_line(late, 0, {"alert.go": "o", "alert.seen": "."}, 1180, Look(), width)
    text = "".join(piece.text for piece in line)
    assert "澄川样例零售连锁" in text
    assert ("unassigned" in text) == (width == 80)
    assert ".." not in text


def test_row_of_the_inbox_names_the_promise_on_80_columns() -> None:
    """On 80 columns the row of an alert shows the whole promise and the beginning of the title."""
    late = alert(69, owner=None)._replace(milestone="engineer_response", title="the till prints nothing")
    text = "".join(piece.text for piece in inbox_line(late, 1180, Look(), 76, seen=False))
    assert "call back  the till" in text
