"""The visits of a ticket, derived from its actions: requested, planned, set out, arrived, worked, left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.ticket.history import actions_in_force
from deskctl.queries.ticket.visit_plans import PLANS, blank_visit, change_plan, mark_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from deskctl.queries.ticket.history import ActionRow

_TIMES = {
    "onsite_requested": "requested_at",
    "onsite_reply": "replied_at",
    "departed": "departed_at",
    "arrived": "arrived_at",
    "left_site": "left_at",
    "onsite_cancelled": "cancelled_at",
}
_KEPT = {
    "onsite_requested": ("reason",),
    "visit_planned": ("planned_at",),
    "onsite_reply": ("eta",),
    "departed": ("transport",),
    "arrived": ("delay_reason",),
}
_FILES = frozenset({"attachment_added", "attachment_hidden"})
_BY_THE_ENGINEER = frozenset({"departed", "arrived", "work_log", "left_site"})


def visits(steps: Sequence[ActionRow], zone: tzinfo) -> list[Shape]:
    """Return the visits in force in the order of their first action, one for each engineer, with their work log.

    `steps` are all actions in the order of recording. The number of a visit is that of its arrival among all recorded
    arrivals, so that it never changes and is never used again; a visit without an arrival has none. Visits that were
    planned or begun at this desk have an `id`, which the engineers of one visit share.
    """
    arrivals = (step.seq for step in steps if step.event == "arrived")
    numbers = {seq: number for number, seq in enumerate(arrivals, 1)}
    made: list[Shape] = []
    for step in actions_in_force(steps):
        if step.event in PLANS and step.data.get("visit"):
            change_plan(made, step, zone)
        elif step.event in _FILES:
            mark_signed(made, step)
        elif step.event in _CAN_BELONG:
            for visit in _visits_of(made, step):
                visit["visit"] = numbers.get(step.seq, visit["visit"])
                _apply(visit, step, zone)
    return made


def visit_of_step(steps: Sequence[ActionRow], step: ActionRow, zone: tzinfo) -> Shape | None:
    """Return the visit to which an action of an engineer would belong after the actions of a ticket."""
    name, at = _TIMES[step.event], rfc3339(step.at, zone)
    made = reversed(visits([*steps, step], zone))
    return next((one for one in made if one["engineer"] == step.actor and one[name] == at), None)


def _apply(visit: Shape, step: ActionRow, zone: tzinfo) -> None:
    if step.event in _BY_THE_ENGINEER:
        visit["engineer"] = step.actor
        visit["id"] = visit["id"] or step.data.get("visit")
    if step.event in _TIMES:
        visit[_TIMES[step.event]] = rfc3339(step.at, zone)
    for name in _KEPT.get(step.event, ()):
        visit[name] = step.data.get(name)
    if step.event == "work_log":
        log = {"at": rfc3339(step.at, zone), "from": step.data.get("from"), "to": step.data.get("to")}
        visit["logs"].append({**log, "done": step.data.get("done", step.note), "note": step.note})


def _visits_of(made: list[Shape], step: ActionRow) -> Iterator[Shape]:
    """Yield the visit of an action, and for an action on the whole visit those of the other engineers."""
    chosen = _visit_of(made, step)
    yield chosen
    if step.event not in _BY_THE_ENGINEER and chosen["id"]:
        fits = _CAN_BELONG[step.event]
        yield from (one for one in made if one is not chosen and one["id"] == chosen["id"] and fits(one))


def _visit_of(made: list[Shape], step: ActionRow) -> Shape:
    """Return the latest visit to which an action can belong, else a new one."""
    fits = _CAN_BELONG[step.event]
    by_one = step.event in _BY_THE_ENGINEER
    for engineers in ({step.actor}, {None}) if by_one else ({visit["engineer"] for visit in made},):
        for visit in reversed(made):
            if visit["engineer"] in engineers and fits(visit):
                return visit
    made.append(blank_visit(_id_to_join(made) if by_one else None))
    return made[-1]


def _id_to_join(made: list[Shape]) -> str | None:
    """Return the id of the planned visit that is under way, which an engineer who sets out now joins."""
    return next((one["id"] for one in reversed(made) if one["id"] and _under_way(one)), None)


def _under_way(visit: Shape) -> bool:
    return bool(visit["departed_at"] or visit["arrived_at"]) and _not_left(visit)


def _pending(visit: Shape) -> bool:
    return not (visit["arrived_at"] or visit["left_at"] or visit["cancelled_at"])


def _not_set_out(visit: Shape) -> bool:
    return _pending(visit) and not visit["departed_at"]


def _not_left(visit: Shape) -> bool:
    return not (visit["left_at"] or visit["cancelled_at"])


def _never(visit: Shape) -> bool:  # noqa: ARG001 - the signature of a condition
    return False


_CAN_BELONG: dict[str, Callable[[Shape], bool]] = {
    "onsite_requested": _never,
    "visit_planned": _not_set_out,
    "onsite_reply": _pending,
    "onsite_cancelled": _pending,
    "departed": _not_set_out,
    "arrived": _pending,
    "work_log": _not_left,
    "left_site": _not_left,
}
