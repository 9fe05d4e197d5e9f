"""`search` and `ticket find`."""

from typing import Annotated

import typer

from deskctl.cli.app.filter_options import chosen_codes, given_values, given_words
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import MOST, read_command
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.json_values import Shape
from deskctl.queries.search.desk_search import KINDS, Hit
from deskctl.queries.search.desk_search import search as find
from deskctl.queries.search.tickets_of_records import TICKET, tickets_found

_COLUMNS = ("kind", "id", "title", "customer_name", "status")


@read_command
def search(
    invocation: Invocation,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))],
    kind: Annotated[list[str] | None, typer.Option(metavar="|".join(KINDS), help=N_("Only this kind."))] = None,
    not_kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=N_("Exclude these."))] = None,
    limit: Annotated[
        int, typer.Option(min=0, max=MOST, metavar="N", help=N_("At most this many of each kind; 0 for all."))
    ] = 20,
) -> None:
    """Search the desk."""
    options = {"kind": kind, "not_kind": not_kind}
    chosen, others = (chosen_codes("kind", "--kind", given_values(options, name), KINDS) for name in options)
    kinds = [one for one in KINDS if one not in others and (not chosen or one in chosen)]
    sought, most = given_words(words), limit or -1
    with invocation.reading() as desk:
        tickets = tickets_found(desk.conn, sought, most) if TICKET in kinds else []
        hits = [*tickets, *find(desk.conn, sought, kinds=[one for one in kinds if one != TICKET], limit=most)]
    invocation.write([_shape(hit) for hit in hits], "hit", _COLUMNS)


@read_command
def find_tickets(
    invocation: Invocation,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))],
    limit: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help=N_("At most this many; 0 for all."))] = 20,
) -> None:
    """Find tickets."""
    with invocation.reading() as desk:
        hits = tickets_found(desk.conn, given_words(words), limit or -1)
    invocation.write([_shape(hit) for hit in hits], "hit", _COLUMNS[1:])


def _shape(hit: Hit) -> Shape:
    ticket = ticket_name(int(hit.id)) if hit.kind == TICKET else None
    return {
        "kind": hit.kind,
        "id": ticket or hit.id,
        "ticket": ticket,
        "title": hit.title,
        "customer": hit.customer,
        "customer_name": hit.customer_name,
        "status": hit.status,
    }
