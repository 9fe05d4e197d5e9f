"""The targets of a policy as JSON, in the terms of the policy file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskctl.queries.json_values import Shape
    from deskctl.sla.milestones import Match
    from deskctl.sla.policy import Length, Target

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def target_shape(target: Target) -> Shape:
    """Return the JSON shape of a target; `length` is written as in a policy file."""
    return {
        "clause": target.clause,
        "milestone": target.milestone,
        "length": _length(target.length),
        "seconds": target.length.seconds,
        "workdays": target.length.workdays,
        "calendar": target.calendar,
        "start": _match(target.start.match),
        "soft": target.soft,
        "when": _conditions(target.when),
        "during": _conditions(target.during),
        "opens_after": target.opens_after,
    }


def _length(length: Length) -> str:
    if length.seconds is not None:
        size, unit = next((one for one in _UNITS if length.seconds % one[0] == 0), _UNITS[-1])
        return f"{length.seconds // size} {unit}"
    if length.workdays is not None:
        return f"workday {length.workdays}"
    return f"@{length.moment_in}"


def _match(match: Match) -> str:
    where = ", ".join(f"{name}={value}" for name, value in match.where.items())
    return f"{match.event} ({where})" if where else match.event


def _conditions(when: Any) -> Shape:
    return {name: sorted(values, key=str) for name, values in when.items()}
