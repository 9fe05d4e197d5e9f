"""The clock columns of the ticket pane at each width of a terminal, in both languages: none of them is cut."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from deskctl.language.i18n import use_language
from deskctl.queries.ticket.full_ticket import history, show_ticket
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.clock_lines import clock_lines
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.look import Look

LOOK = Look(ZoneInfo("Asia/Shanghai"))
WIDTHS = [57, 77, 97, 118, 158, 198]


@pytest.fixture
def views(desk: str, watch: object) -> Iterator[tuple[int, list[TicketView]]]:
    """Yield the time and every third ticket of the demo desk."""
    at, conn = instant(watch()), open_reader(desk)  # type: ignore[operator]
    yield at, [
        TicketView(
            get_ticket(conn, number), show_ticket(conn, number, at=at),
            list_clocks(conn, number, at=at, every=True), history(conn, number), None,
        )
        for number in (*range(2, 60, 3), *range(61, 73))
    ]  # fmt: skip
    conn.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_promises_of_the_ticket_pane_are_never_cut(views: tuple[int, list[TicketView]], lang: str) -> None:
    """The ticket pane shows promise, due time and time left whole or not at all, and the clause from 80 columns on."""
    use_language(lang)
    at, shown = views
    for width in WIDTHS:
        for view in shown:
            lines = list(clock_lines(view, at, LOOK, width))
            text = "\n".join("".join(piece.text for piece in line) for line in lines)
            assert max(map(width_of, lines), default=0) <= width, text
            assert ".." not in text, (width, text)
            whole = [clock.clause in text for clock in (*view.running(at), *view.settled(at))]
            assert width < 77 or all(whole), (width, text)
