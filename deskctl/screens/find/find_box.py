"""Opening the find box, and the entry that is chosen in it."""

from typing import TYPE_CHECKING, Any

from deskctl.screens.find.find_screen import Chosen, FindScreen
from deskctl.screens.find.open_place import CUSTOMER, TICKET, open_place
from deskctl.screens.form.parkable_screen import ParkableScreen
from deskctl.screens.session.place_history import Place

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.queries.search.desk_search import Hit
    from deskctl.screens.session.session import Session

_PERSON, _EQUIPMENT = "contact", "asset"


def open_find(screen: "Screen[Any]", session: "Session", words: str = "") -> None:
    """Open the find box on a screen; on a form it offers only records."""
    from deskctl.screens.find.entries import entries_of

    if not isinstance(screen, FindScreen):
        entries = () if isinstance(screen, ParkableScreen) else entries_of(screen)
        screen.app.push_screen(FindScreen(session, words, entries), lambda chosen: _open(screen, session, chosen))


def _open(screen: "Screen[Any]", session: "Session", chosen: "Chosen | None") -> None:
    if chosen is None:
        return
    if chosen.entry is not None:
        screen.call_later(chosen.entry.run)
    elif chosen.hit is not None and chosen.is_new:
        _open_intake(screen, session, chosen.hit)
    elif chosen.hit is not None:
        open_hit(screen, session, chosen.hit)


def open_hit(screen: "Screen[Any]", session: "Session", hit: "Hit") -> None:
    """Open a ticket, the card of a customer with the cursor on the record, or a record."""
    from deskctl.screens.records.customer_screen import CustomerScreen

    if hit.customer and hit.kind not in {TICKET, CUSTOMER}:
        person = hit.id if hit.kind == _PERSON else None
        screen.app.push_screen(CustomerScreen(session, hit.customer, hit.id, person=person))
    else:
        open_place(screen, session, Place(hit.kind, hit.id, hit.title))


def _open_intake(screen: "Screen[Any]", session: "Session", hit: "Hit") -> None:
    """Open a new ticket for a person, a customer or a piece of equipment."""
    from deskctl.screens.intake.intake_screen import IntakeScreen

    caller = hit.id if hit.kind == _PERSON else hit.customer_name or None
    preset = {"contact": caller, "assets": [hit.id] if hit.kind == _EQUIPMENT else None}
    done = getattr(screen, "show_opened", None)
    screen.app.push_screen(IntakeScreen(session, preset), done)
