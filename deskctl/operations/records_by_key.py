"""Resolve `key:...`, which stands for the ticket or record that an earlier operation with this key made."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_PREFIX, _TICKET = "key:", "ticket"
Step = TypeVar("Step", bound=Operation)


def is_key(value: object) -> bool:
    """Return whether a value names something by the key of the action that made it."""
    return isinstance(value, str) and value.startswith(_PREFIX)


def ticket_by_key(reader: "Reader", value: str) -> int:
    """Return the ticket of the action with a key; raises `NotFound`."""
    receipt = _receipt(reader, _TICKET, value)
    if receipt["ticket"] is None:
        raise _unknown_key(_TICKET, value)
    return int(receipt["ticket"])


def resolve_keys(reader: "Reader", operation: Step) -> Step:
    """Return an action with keys replaced by the ids of what earlier actions made; raises `NotFound`."""
    named: dict[str, Any] = {}
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        values = value if field.many and value else (value,)
        if field.ref and any(map(is_key, values)):
            ids = tuple(_named(reader, field.name, str(field.ref), one) if is_key(one) else one for one in values)
            named[field.attribute] = ids if field.many else ids[0]
    return replace(operation, **named) if named else operation


def _named(reader: "Reader", field: str, table: str, value: str) -> str:
    receipt = _receipt(reader, field, value)
    if table == _TICKET and receipt["ticket"] is not None:
        return ticket_name(receipt["ticket"])
    if table == _TICKET or receipt["master"] is None:
        raise _unknown_key(field, value)
    return str(receipt["master"])


def _receipt(reader: "Reader", field: str, value: str) -> dict[str, Any]:
    receipt = row_of(reader, "receipt", key=value.removeprefix(_PREFIX))
    if receipt is None:
        raise _unknown_key(field, value)
    return receipt


def _unknown_key(field: str, value: str) -> NotFound:
    return NotFound(N_("{field}: no operation with {key} made one."), field=field, key=value, code="unknown_key")
