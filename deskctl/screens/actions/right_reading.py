"""Reading whether the person at the desk may perform an operation at all, in a thread."""

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
class RightRead(Message):
    """The refusal of an operation that is for others; None if the person may perform it."""

    failed: NotPerformed | None


def read_right(session: Session, operation: "type[Operation]") -> RightRead:
    """Read whether an operation would be refused whatever is typed."""
    if session.acting is None:
        return RightRead(None)
    with reading(session.store) as conn:
        refused = refusal_in_any_case(conn, session.acting, f"{operation.noun}.{operation.verb}")
    return RightRead(None if refused is None else not_performed(session, refused))
