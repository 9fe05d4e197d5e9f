"""Finding tickets of any status by number or words."""

from deskctl.errors import NotFound, Usage
from deskctl.names import ticket_number
from deskctl.queries.search.desk_search import search
from deskctl.queries.tickets.ticket_list import get_ticket
from deskctl.screens.session.store_session import reading

Found = tuple[int, str, str, str]
"""Number, title, status and customer."""

_LEAST, _MOST = 2, 5


def found_tickets(store: str, text: str) -> list[Found]:
    """Find the ticket of a number, else the latest few that hold every one of the words."""
    words = text.strip()
    with reading(store) as conn:
        try:
            row = get_ticket(conn, ticket_number(words))
        except NotFound:
            return []
        except Usage:
            hits = search(conn, words, kinds=("ticket",), limit=_MOST) if len(words) >= _LEAST else []
            return [(int(hit.id), hit.title, hit.status or "", hit.customer_name or "") for hit in hits]
        return [(row.number, row.title, row.status, row.customer_name or "")]
