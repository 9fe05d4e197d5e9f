"""Who may approve an action: only those who may perform it themselves."""

from typing import TYPE_CHECKING

from deskctl.operations.framework.base import Operation
from deskctl.operations.rules.people.actors import suggested_actor
from deskctl.operations.rules.people.who_may import refusal_by_actor
from deskctl.operations.rules.step_request import StepRequest

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def check_approver(desk: "Desk", operation: Operation, name: str) -> None:
    """Refuse the approval of somebody who may not perform the operation on this ticket."""
    approver = suggested_actor(desk.reader, name, desk.now)
    request = StepRequest(
        reader=desk.reader, operation=operation, actor=approver, at=desk.at, now=desk.now, ticket=desk.case
    )
    if refused := refusal_by_actor(request):
        raise refused
