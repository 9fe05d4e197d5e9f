"""The lines above the clocks of a ticket: what a caller is answered stands whole on any screen."""

from contextlib import closing
from typing import Any

import pytest

from deskctl.language.i18n import use_language
from deskctl.queries.ticket.full_ticket import get_ticket, history, show_ticket
from deskctl.queries.ticket.history import standing
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.ticket_lines import head_lines
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [48, 58, 78, 118])
def test_no_time_of_the_answer_is_cut(desk: str, watch: Any, lang: str, width: int) -> None:
    """The time of the last action and that of the next promise, whatever the person who acted is called."""
    watch.forward(days=3)
    use_language(lang)
    at, look = instant(watch()), Look()
    with closing(open_reader(desk)) as conn:
        for number in range(64, 73):
            actions = [one._replace(actor_name="长" * 30) for one in history(conn, number)]
            view = TicketView(get_ticket(conn, number), show_ticket(conn, number, at=at), (), actions, None)
            lines = head_lines(view, at, look, width)
            assert max(map(width_of, lines)) <= width
            text = "\n".join("".join(piece.text for piece in line) for line in lines)
            done = {short_time(one.at, at, look.zone) for one in standing(actions)}
            assert [time for time in done if time in text], text
            due = view.row.next_due_at
            assert due is None or short_time(due, at, look.zone) in text, text
