"""The lines above the clocks of a ticket show what a caller asks for, whole at any width."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from deskctl.language.i18n import use_language
from deskctl.queries.ticket.full_ticket import get_ticket, history, show_ticket
from deskctl.queries.ticket.history import actions_in_force
from deskctl.queries.ticket.ticket_context import CONTACT, Person, ticket_context
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.action_lines import action_lines
from deskctl.widgets.lines.context_lines import context_lines
from deskctl.widgets.lines.ticket_lines import head_lines
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.panes.ticket_view import TicketView
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [48, 58, 78, 118])
def test_times_in_the_head_are_never_cut(desk: str, watch: Any, lang: str, width: int) -> None:
    """The times of the last action and of the next promise are shown whole, however long the person's name is."""
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
            done = {short_time(one.at, at, look.zone) for one in actions_in_force(actions)}
            assert [time for time in done if time in text], text
            due = view.row.next_due_at
            assert due is None or short_time(due, at, look.zone) in text, text


@pytest.mark.parametrize("phone", ["000-0002-0301", "０００－０００２－０３０１", "+86 000 0002 0301 转 8"])
def test_phone_number_is_never_cut(desk: str, watch: Any, phone: str) -> None:
    """A phone number is shown whole, also in full-width digits, and the name is shortened instead.

    A visit names the engineer, not the id; it has no number before the customer has agreed to it.
    """
    at, width = instant(watch()), 60
    with closing(open_reader(desk)) as conn:
        view = TicketView(get_ticket(conn, 70), show_ticket(conn, 70, at=at), (), history(conn, 70), None)
        people, look = (Person(CONTACT, "孔例" * 20, None, phone),), Look(names={"SE1": "褚样"})
        lines = context_lines(view, replace(ticket_context(conn, 70, at=at), people=people), at, look, width)
    assert max(map(width_of, lines)) <= width
    text = "\n".join("".join(piece.text for piece in line) for line in lines)
    assert phone in text
    assert "\n褚样\n" in text


@pytest.mark.parametrize(
    ("lang", "more", "words"),
    [
        ("en", {}, ("cannot be read", "who is not")),
        ("zh", {}, ("无法在此", "无此联系人")),
        ("en", {"unproved": True}, ("cannot be read", "in the name of")),
        ("zh", {"unproved": True}, ("无法在此", "未通过验证")),
    ],
)
def test_mail_that_needs_care_is_marked(
    desk: str, watch: Any, lang: str, more: dict[str, bool], words: tuple[str, str]
) -> None:
    """The log shows that a mail cannot be read, and that its writer is not on record or not authenticated."""
    use_language(lang)
    at, look = instant(watch()), Look()
    with closing(open_reader(desk)) as conn:
        first, *others = history(conn, 70)
        marked = first._replace(data={"sealed": True, "unknown_person": "new@cus07.example.com", **more})
        view = TicketView(get_ticket(conn, 70), show_ticket(conn, 70, at=at), (), [marked, *others], None)
        lines = action_lines(view, at, look, 158)
    text = "\n".join("".join(piece.text for piece in line) for line in lines)
    assert [word for word in (*words, "new@cus07.example.com") if word not in text] == []
