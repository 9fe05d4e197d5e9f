"""A requested operation in the form that the rules on actors check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskctl.desk.case_file import CaseFile
    from deskctl.operations.rules.situation import RequestedOperation
    from deskctl.sla.facts import Instant
    from deskctl.sla.rights import Right
    from deskctl.store.facts.people import Actor
    from deskctl.store.port import Reader


class StepRequest(NamedTuple):
    """An operation with its actor, when it happened, when it is recorded, and its ticket.

    The operation is a class while its fields are not known. Without an actor rights are not checked. The rights of the
    desk are None if each request is to read them.
    """

    reader: Reader
    operation: RequestedOperation
    actor: Actor | None
    at: Instant
    now: Instant
    ticket: CaseFile | None = None
    rights: tuple[Right, ...] | None = None

    @property
    def name(self) -> str:
        """The operation, such as `visit.depart`."""
        return f"{self.operation.noun}.{self.operation.verb}"
