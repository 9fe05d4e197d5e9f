"""Whether the key of an operation was used before, as a field of its result."""

from typing import Any

from deskctl.cli.app.invocation import Invocation
from deskctl.operations.perform import OperationResult

_REPEATED = "repeated"


def repetition(invocation: Invocation, done: OperationResult) -> dict[str, Any]:
    """Return the field with its value: if the key was used before, or if the field is selected."""
    selected = _REPEATED in (invocation.fields or "").split(",")
    return {_REPEATED: done.repeated} if done.repeated or selected else {}
