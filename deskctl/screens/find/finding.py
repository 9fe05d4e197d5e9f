"""Opens the find box and what is chosen in it; the screen below stays as it is."""

from typing import TYPE_CHECKING, Any

from deskctl.screens.find.find_screen import COMMANDS, FindScreen
from deskctl.screens.session.jobs import in_background

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.queries.search.desk_search import Hit
    from deskctl.screens.session.session import Session


def open_find(screen: "Screen[Any]", session: "Session", words: str = "") -> None:
    """Open the find box on a screen."""
    if not isinstance(screen, FindScreen):
        screen.app.push_screen(FindScreen(session, words), lambda hit: open_hit(screen, session, hit))


def open_hit(screen: "Screen[Any]", session: "Session", hit: "Hit | str | None") -> None:
    """Open a ticket, the card of a customer, or the text of an answer."""
    from deskctl.screens.find.answer_screen import AnswerScreen, read_answer
    from deskctl.screens.find.customer_screen import CustomerScreen
    from deskctl.screens.ticket.whole_ticket import WholeTicket

    if hit is None:
        return
    if hit == COMMANDS or isinstance(hit, str):
        screen.call_later(screen.run_action, "app.command_palette")
    elif hit.kind == "ticket":
        screen.app.push_screen(WholeTicket(session, int(hit.id)))
    elif hit.customer:
        screen.app.push_screen(CustomerScreen(session, hit.customer, hit.id))
    else:
        opened = AnswerScreen(session, hit)
        screen.app.push_screen(opened)
        in_background(opened, lambda: read_answer(session, hit), "answer")
