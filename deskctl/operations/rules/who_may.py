"""Who may take a step: all that stands against it because of who asks."""

from deskctl.errors import Refused
from deskctl.operations.rules.complaints import refusal_by_complaint
from deskctl.operations.rules.rights import refusal_by_right
from deskctl.operations.rules.step_request import StepRequest


def refusal_by_actor(request: StepRequest) -> Refused | None:
    """Return what stands against a step because of who asks for it; None if nothing does."""
    return refusal_by_right(request) or refusal_by_complaint(request)
