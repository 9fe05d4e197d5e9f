"""Reading whether the person at the desk may perform an operation, and what it requires, in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.operations.rules.people.rights import refusal_in_any_case
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, not_performed
from deskctl.screens.session.store_session import reading

if TYPE_CHECKING:
    from deskctl.operations.framework.base import Operation


@dataclass
class PermissionRead(Message):
    """The refusal of an operation that is for others, if it is, and the fields that its record makes optional."""

    failed: NotPerformed | None
    optional: Sequence[str]


def read_permission(session: Session, operation: "type[Operation]", texts: Mapping[str, str]) -> PermissionRead:
    """Read whether an operation would be refused whatever is typed, and which fields are optional."""
    name = f"{operation.noun}.{operation.verb}"
    with reading(session.store) as conn:
        optional = operation.optional_on(conn, texts)
        refused = refusal_in_any_case(conn, session.acting, name) if session.acting is not None else None
    return PermissionRead(None if refused is None else not_performed(session, refused, [name]), optional)
