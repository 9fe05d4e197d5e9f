"""Read ahead the ticket, the actor and the records of an operation: on a server in one round trip."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from deskctl.names import DEFAULT_POLICY
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, fields_of
from deskctl.operations.framework.merged_records import may_be_merged
from deskctl.operations.rules.retired_records import OF_ONE_CUSTOMER
from deskctl.queries.reference.desk_facts import offered_items
from deskctl.queries.reference.owners import retired_owner
from deskctl.queries.reference.record_references import remaining_record
from deskctl.store.facts.cases import columns_of_ticket, facts_of
from deskctl.store.facts.chain import last_link
from deskctl.store.facts.derived import stored_clocks
from deskctl.store.facts.people import people, person
from deskctl.store.facts.policies import current_version, desk_rights, own_days, published_years
from deskctl.store.facts.rows import row_exists, row_of
from deskctl.store.port import on_server, read_ahead

if TYPE_CHECKING:
    from deskctl.operations.framework.request_context import RequestContext
    from deskctl.store.port import Reader

_TICKET = "ticket"


def read_ahead_for(reader: "Reader", operation: Operation, ticket: int | None, context: "RequestContext") -> None:
    """Read ahead what an operation will read, as far as that is known beforehand."""
    if on_server(reader):
        read_ahead(
            reader, *_of_desk(context), *_of_records(operation), *(_of_ticket(ticket) if ticket else _of_intake())
        )


def _of_desk(context: "RequestContext") -> Iterator[Callable[["Reader"], object]]:
    yield people if context.actor is None else partial(person, key=context.actor)
    yield from (desk_rights, own_days, published_years)


def _of_ticket(ticket: int) -> Iterator[Callable[["Reader"], object]]:
    for read in (columns_of_ticket, facts_of, stored_clocks):
        yield partial(read, number=ticket)
    yield partial(last_link, ticket=ticket)


def _of_intake() -> Iterator[Callable[["Reader"], object]]:
    yield partial(current_version, policy=DEFAULT_POLICY)
    yield offered_items


def _of_records(operation: Operation) -> Iterator[Callable[["Reader"], object]]:
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if field.ref in {None, _TICKET} or not value or value == NOBODY or field.name == operation.about:
            continue
        table = str(field.ref)
        for name in value if field.many else (value,):
            yield partial(row_exists, table=table, column="id", value=name)
            if may_be_merged(table):
                yield partial(remaining_record, table=table, name=name)
            yield partial(row_of, table=table, id=name)
            if operation.begins_work and table in OF_ONE_CUSTOMER:
                yield partial(retired_owner, kind=table, name=name)
