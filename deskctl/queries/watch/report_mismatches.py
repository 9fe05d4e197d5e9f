"""What an issued report says that the record does not say any more: its steps were taken back or entered since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.ticket.history import corrections, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.queries.ticket.history import ActionRow
    from deskctl.sla.facts import Instant

_ISSUED = "report_issued"
_LAST = "resolved"
_PRINTED = ("first_response", "engineer_response", "arrived", "diagnosed", _LAST)
"""The events whose times a report prints."""


class Mismatch(NamedTuple):
    """A time that a version of a report gives, and the time that the record gives now; None if there is none."""

    version: int
    event: str
    printed: Instant | None
    recorded: Instant | None


def mismatches(steps: Sequence[ActionRow]) -> list[Mismatch]:
    """Return where the last issued version of the report differs from the record."""
    issues = [step for step in standing(steps) if step.event == _ISSUED]
    if not issues:
        return []
    issue = max(issues, key=lambda step: step.seq)
    version = issue.data.get("version") or len(issues)
    return list(_differences(steps, issue, version))


def _differences(steps: Sequence[ActionRow], issue: ActionRow, version: int) -> Iterator[Mismatch]:
    """Yield the times that differ; what happened after the report, such as a second solution, is no difference."""
    taken_back = corrections(steps)
    then = standing([step for step in steps if step.seq < issue.seq])
    now = [step for step in standing(steps) if step.at <= issue.at]
    for event in _PRINTED:
        printed, recorded = _shown(event, then), _shown(event, now)
        entered_since = recorded is not None and recorded.seq > issue.seq
        if entered_since or (printed is not None and printed.seq in taken_back):
            yield Mismatch(version, event, printed.at if printed else None, recorded.at if recorded else None)


def _shown(event: str, steps: Sequence[ActionRow]) -> ActionRow | None:
    """Return the step whose time a report prints: the last solution, of everything else the first."""
    matching = [step for step in steps if step.event == event]
    return (matching[-1] if event == _LAST else matching[0]) if matching else None
