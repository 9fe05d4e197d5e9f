"""A requested operation, as the rules check it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from deskctl.sla.gates import OVERRIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.desk.case_file import CaseFile
    from deskctl.operations.framework.base import Operation
    from deskctl.sla.facts import Instant
    from deskctl.store.facts.people import Actor
    from deskctl.store.port import Reader

    Requested: TypeAlias = Operation | type[Operation]


class StepRequest(NamedTuple):
    """An operation with who asks for it, when it happened, when it is recorded, and the ticket that it is on.

    The class of an operation stands for one whose fields are not known yet. Without an actor rights are not checked.
    """

    reader: Reader
    operation: Requested
    actor: Actor | None
    at: Instant
    now: Instant
    ticket: CaseFile | None = None

    @property
    def name(self) -> str:
        """The operation, such as `visit.depart`."""
        return f"{self.operation.noun}.{self.operation.verb}"

    @property
    def fields(self) -> Mapping[str, Any]:
        """What was given in the fields; nothing if they are not known yet."""
        if isinstance(self.operation, type):
            return {}
        return {**self.operation.data(), OVERRIDE: getattr(self.operation, OVERRIDE, None)}
