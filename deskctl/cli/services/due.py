"""`due`: what must be done next beside the clocks of tickets, for whom, until when."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import MOST, reads
from deskctl.cli.output.narration import narrate
from deskctl.cli.services.people import known_person
from deskctl.language.i18n import _
from deskctl.queries.conditions.filter_values import require_ids, values_of
from deskctl.queries.due.due_list import KINDS, DueFilter, due_counts, due_list, one_duty
from deskctl.queries.due.explanation import explained
from deskctl.queries.due.json_rows import DUE_FIELDS, due_shape
from deskctl.queries.due.outlook import Outlook
from deskctl.queries.due.page import after_cursor, cursor_of_duty
from deskctl.sla.duties import Duty

_COLUMNS = ("state", "due_on", "due_at", "kind", "subject", "title", "customer", "role", "owner")
_COUNT_FIELDS = ("kind", "rows", "overdue")

_Kinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help=_("Only this kind; several by comma or repetition."))
]
_Role = Annotated[list[str] | None, typer.Option(metavar="ROLE", help=_("Only what this role does."))]
_Owner = Annotated[list[str] | None, typer.Option(metavar="ID", help=_("Only what this person does; `me` is you."))]
_Customer = Annotated[list[str] | None, typer.Option(metavar="ID", help=_("Only of this customer."))]
_Within = Annotated[
    str | None, typer.Option(metavar="DURATION", help=_("Due within 14d, 2h; by default inside the lead of its kind."))
]
_Overdue = Annotated[bool, typer.Option("--overdue", help=_("Only what is late."))]
_Hard = Annotated[bool, typer.Option("--hard", help=_("Only promises that the source puts a number on."))]


@reads
def list_(  # noqa: PLR0913, PLR0917 - one for each thing that a list is narrowed by
    invocation: Invocation,
    within: _Within = None,
    kind: _Kinds = None,
    role: _Role = None,
    owner: _Owner = None,
    customer: _Customer = None,
    overdue: _Overdue = False,
    hard: _Hard = False,
    limit: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help=_("At most so many; 0 for all."))] = 0,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help=_("Go on behind this place."))] = None,
) -> None:
    """List what is due."""
    with invocation.reading() as desk:
        wanted = DueFilter(
            kinds=_kinds(kind), role=_role(role), owner=_owner(invocation, desk, owner),
            customer=_known(desk, customer), within=_seconds(within), overdue=overdue, hard=hard,
        )  # fmt: skip
        rows = after_cursor(due_list(_outlook(desk), wanted), after)
        _write(invocation, desk, rows, limit)


def _write(invocation: Invocation, desk: Reading, rows: list[Duty], limit: int) -> None:
    shown = rows[:limit] if limit else rows
    invocation.write([due_shape(duty, desk.at, desk.zone) for duty in shown], known=DUE_FIELDS, columns=_COLUMNS)
    if len(shown) < len(rows):
        narrate(_("More follow: --after {cursor}").format(cursor=cursor_of_duty(shown[-1])))


@reads
def next_(
    invocation: Invocation,
    n: Annotated[int, typer.Option("-n", min=1, max=MOST, metavar="N", help=_("So many."))] = 20,
) -> None:
    """List what is due first, the upcoming included."""
    with invocation.reading() as desk:
        rows = due_list(_outlook(desk), DueFilter(within=MOST))[:n]
        invocation.write([due_shape(duty, desk.at, desk.zone) for duty in rows], known=DUE_FIELDS, columns=_COLUMNS)


@reads
def show(
    invocation: Invocation,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("The kind, as the list names it."))],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=_("The subject, as the list names it."))],
) -> None:
    """Show one row with its arithmetic in words."""
    with invocation.reading() as desk:
        outlook = _outlook(desk)
        duty = one_duty(outlook, _kind(kind), subject)
        invocation.show({**due_shape(duty, desk.at, desk.zone), "words": explained(outlook, duty)})


@reads
def count(
    invocation: Invocation,
    role: _Role = None,
    owner: _Owner = None,
    customer: _Customer = None,
) -> None:
    """Count the rows of each kind."""
    with invocation.reading() as desk:
        wanted = DueFilter(role=_role(role), owner=_owner(invocation, desk, owner), customer=_known(desk, customer))
        counted = due_counts(_outlook(desk), wanted)
    rows = [{"kind": kind, "rows": every, "overdue": late} for kind, (every, late) in counted.items()]
    invocation.write(rows, known=_COUNT_FIELDS, columns=_COUNT_FIELDS)


def _outlook(desk: Reading) -> Outlook:
    return Outlook(desk.conn, desk.at, desk.zone)


def _kinds(given: list[str] | None) -> tuple[str, ...]:
    return tuple(_kind(word) for word in values_of(given or (), "--kind"))


def _kind(word: str) -> str:
    return one_of("--kind", word, KINDS) or word


def _role(given: list[str] | None) -> tuple[str, ...]:
    from deskctl.language.words.choices import ROLES

    return tuple(one_of("--role", word, tuple(ROLES)) or word for word in values_of(given or (), "--role"))


def _owner(invocation: Invocation, desk: Reading, given: list[str] | None) -> tuple[str, ...]:
    return tuple(known_person(invocation, desk, word) or word for word in values_of(given or (), "--owner"))


def _known(desk: Reading, given: list[str] | None) -> tuple[str, ...]:
    customers = values_of(given or (), "--customer")
    require_ids(desk.conn, "customer", customers)
    return customers


def _seconds(given: str | None) -> int | None:
    from deskctl.language.time_words.times import read_duration

    return None if given is None else read_duration(given)
