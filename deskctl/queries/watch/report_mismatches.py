"""Find times in an issued report that differ from the record, because actions were undone or entered since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.ticket.history import actions_in_force, corrections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.queries.ticket.history import ActionRow
    from deskctl.sla.facts import Instant

_ISSUED = "report_issued"
_LAST = "resolved"
_PRINTED = ("first_response", "engineer_response", "arrived", "diagnosed", _LAST)
"""The events whose times a report prints."""


class Mismatch(NamedTuple):
    """A time in a version of a report, and the current time in the record; None if there is none."""

    version: int
    event: str
    printed: Instant | None
    recorded: Instant | None


def mismatches(steps: Sequence[ActionRow]) -> list[Mismatch]:
    """Return the differences between the last issued version of the report and the record."""
    issues = [step for step in actions_in_force(steps) if step.event == _ISSUED]
    if not issues:
        return []
    issue = max(issues, key=lambda step: step.seq)
    version = issue.data.get("version") or len(issues)
    return list(_differences(steps, issue, version))


def _differences(steps: Sequence[ActionRow], issue: ActionRow, version: int) -> Iterator[Mismatch]:
    """Yield the times that differ; actions that happened after the report, such as a second solution, do not count."""
    undone = corrections(steps)
    then = actions_in_force([step for step in steps if step.seq < issue.seq])
    now = [step for step in actions_in_force(steps) if step.at <= issue.at]
    for event in _PRINTED:
        printed, recorded = _shown(event, then), _shown(event, now)
        entered_since = recorded is not None and recorded.seq > issue.seq
        if entered_since or (printed is not None and printed.seq in undone):
            yield Mismatch(version, event, printed.at if printed else None, recorded.at if recorded else None)


def _shown(event: str, steps: Sequence[ActionRow]) -> ActionRow | None:
    """Return the action whose time a report prints: the last solution, or the first of any other event."""
    matching = [step for step in steps if step.event == event]
    return (matching[-1] if event == _LAST else matching[0]) if matching else None
