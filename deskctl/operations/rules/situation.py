"""The situation of an operation: the ticket, its story up to that time, and the actor (rule 25)."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from deskctl.desk.case_file import CaseFile
from deskctl.desk.kept_values import columns_in
from deskctl.operations.framework.base import Operation
from deskctl.sla.facts import Fact, Instant
from deskctl.sla.gates import OVERRIDE, Step
from deskctl.sla.timeline import Story
from deskctl.store.facts.people import Actor

RequestedOperation: TypeAlias = Operation | type[Operation]
"""An operation, or its class if its values are not known yet."""


class Situation(NamedTuple):
    """The ticket as it was at the time of the action, `then`, and as it is now; later facts are left out.

    Without an `actor` rights are not checked.
    """

    case: CaseFile
    then: Story
    now: Story
    actor: Actor | None = None

    @property
    def person(self) -> str | None:
        """The id of the actor."""
        return self.actor.id if self.actor else None

    @property
    def later(self) -> list[Fact]:
        """The facts that happened after the time of the action but were recorded before it."""
        return self.now.facts[len(self.then.facts) :]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the actor."""
        return self.actor.roles if self.actor else frozenset()

    def step(self, operation: RequestedOperation, story: Story | None = None) -> Step:
        """Return the action in the form that gates check; with another story than that of its time, in hindsight."""
        then = self.then if story is None else story
        values = values_of(operation)
        columns, hindsight = columns_in(self.case, then), story is not None
        return Step(then, columns, values, self.person, self.roles, operation.event, hindsight)


def situation(
    case: CaseFile,
    *,
    at: Instant | None = None,
    now: Instant | None = None,
    actor: Actor | None = None,
) -> Situation:
    """Return the situation of an operation at a time; without times everything recorded counts."""
    present = case.story if now is None else case.story_until(now)
    then = present if at is None or at == now else case.story_until(at)
    return Situation(case, then, present, actor)


def values_of(operation: RequestedOperation) -> Mapping[str, Any] | None:
    """Return the values of an operation; None if they are not known yet."""
    if isinstance(operation, type):
        return None
    return {**operation.data(), OVERRIDE: getattr(operation, OVERRIDE, None)}
