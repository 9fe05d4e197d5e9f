"""Opening a place from a list or the find box: a ticket, the card of a customer, a record."""

from typing import TYPE_CHECKING, Any

from deskctl.screens.session.place_history import Place

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session

TICKET, CUSTOMER = "ticket", "customer"


def screen_of(session: "Session", place: Place) -> "Screen[Any]":
    """Return the screen that shows a place."""
    from deskctl.screens.records.customer_screen import CustomerScreen
    from deskctl.screens.records.record_screen import RecordScreen
    from deskctl.screens.ticket.ticket_screen import TicketScreen

    if place.kind == TICKET:
        return TicketScreen(session, int(place.id))
    if place.kind == CUSTOMER:
        return CustomerScreen(session, place.id)
    return RecordScreen(session, place)


def open_place(screen: "Screen[Any]", session: "Session", place: Place) -> None:
    """Open a place on a screen, which is reloaded afterwards."""

    def reload_below(_result: object) -> None:
        reload = getattr(screen, "reload", None)
        if reload is not None:
            reload()

    screen.app.push_screen(screen_of(session, place), reload_below)


def peek(screen: "Screen[Any]", session: "Session", place: Place) -> None:
    """Show a place above a list, whose cursor stays."""
    from deskctl.screens.records.peek_screen import PeekScreen
    from deskctl.screens.records.record_screen import RecordScreen

    shown = PeekScreen(session, int(place.id)) if place.kind == TICKET else RecordScreen(session, place)
    screen.app.push_screen(shown)
