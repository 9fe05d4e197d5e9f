"""Checks of every operation: its words, its time, and that the records it names exist."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, NotFound, Refused, Remedy, Usage
from deskctl.language.i18n import N_
from deskctl.language.words.records import NOUNS
from deskctl.models.records import record
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, Field, fields_of
from deskctl.operations.framework.values import TEXT_LIMIT, WORD_LIMIT, check_text, read_moment
from deskctl.operations.rules.people.actors import check_named
from deskctl.operations.rules.people.ownership import field_of_record
from deskctl.operations.rules.retry_keys import check_key
from deskctl.queries.conditions.filter_values import nearest
from deskctl.sla.facts import instant, is_past, shown_moment
from deskctl.store.facts.rows import row_exists

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.framework.request_context import RequestContext

_TICKET, _CUSTOMER = "ticket", "customer"
_ID = re.compile(r"[A-Za-z]+-\d+")
_KEY_LIMIT = 200
_MINUTE = 60
_SHIPPED = frozenset({"catalog_item", "mode"})
"""The tables whose shipped records an imported desk may lack."""


def check_words(context: "RequestContext") -> None:
    """Refuse a note, an actor or a key that is invalid or too long, and a time outside the supported years."""
    if context.at is not None:
        read_moment("at", context.at)
    check_named(context.actor)
    check_key(context.key)
    for name, words, limit in (
        ("note", context.note, TEXT_LIMIT),
        ("actor", context.actor, _KEY_LIMIT),
        ("key", context.key, WORD_LIMIT),
    ):
        if words:
            check_text(name, words, limit)


def check_time(desk: "Desk") -> None:
    """Refuse an action in the future, and one before its ticket was reported."""
    if desk.at > desk.now:
        raise Refused(
            N_("{at} is in the future: an action is recorded after it has happened."),
            code="time_in_future",
            at=shown_moment(desk.at, desk.zone),
        )
    if desk.holds_ticket and desk.at < (reported := desk.case.columns["reported_at"]):
        in_seconds = reported - desk.at < _MINUTE
        raise Refused(
            N_("{at} is before {ticket} was reported, at {reported}."),
            code="time_before_report",
            at=shown_moment(desk.at, desk.zone, in_seconds=in_seconds),
            ticket=desk.case.name,
            reported=shown_moment(reported, desk.zone, in_seconds=in_seconds),
        )


def warn_of_past(desk: "Desk", operation: Operation) -> None:
    """Warn of a plan for a time that is over when it is made: the day or the year may be mistyped."""
    today = datetime.fromtimestamp(desk.at, desk.zone).date()
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute) if field.coming else None
        if value is None:
            continue
        is_moment = isinstance(value, datetime)
        if is_past(instant(value), desk.at) if is_moment else value < today:
            shown = shown_moment(instant(value), desk.zone) if is_moment else f"{value}"
            desk.warn(N_("{field}: {value} is in the past."), field=field.name, value=shown)


def check_references(desk: "Desk", operation: Operation) -> None:
    """Refuse a record that does not exist."""
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if field.ref and value:
            for one in value if field.many else (value,):
                if not (field.or_none and one == NOBODY):
                    _check_reference(desk, field, one)


def _check_reference(desk: "Desk", field: Field, name: str) -> None:
    column, value = ("number", _number(field, name)) if field.ref == _TICKET else ("id", name)
    if not row_exists(desk.reader, field.ref or "", column, value):
        shown = ticket_name(value) if isinstance(value, int) else value
        table = str(field.ref)
        near = nearest(desk.reader, table, str(shown)) if {"name", "no"} & set(record(table).names) else []
        is_new_customer = table == _CUSTOMER and not near and not _ID.fullmatch(name)
        raise NotFound(
            N_("{field}: there is no {kind} {id}; nearest: {near}.")
            if near
            else N_("{field}: there is no {kind} {id}."),
            field=field_of_record(field.name),
            kind=NOUNS.get(table, table),
            id=shown,
            near=", ".join(near),
            hint="deskctl desk update-data" if table in _SHIPPED else None,
            remedy=Remedy("customer.add", fields={"name": name}) if is_new_customer else None,
        )


def _number(field: Field, name: str) -> Any:
    try:
        return ticket_number(name)
    except Usage as error:
        raise BadData(N_("{field} must name a ticket."), field=field.name) from error
