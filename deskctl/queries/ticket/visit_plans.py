"""Apply actions on plans to the visits of a ticket: planned, assigned, confirmed, moved, dropped, signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import tzinfo

    from deskctl.queries.ticket.history import ActionRow

_WINDOW = ("planned_at", "until")
_SIGNED = "signed_sheet"
_PLANNED = ("id", "requested_at", "reason", *_WINDOW, "confirmed_at", "replied_at", "eta")


def blank_visit(name: str | None = None) -> Shape:
    """Return a visit without any values yet."""
    return {
        "visit": None,
        "id": name,
        "engineer": None,
        "requested_at": None,
        "reason": None,
        "planned_at": None,
        "until": None,
        "confirmed_at": None,
        "replied_at": None,
        "eta": None,
        "departed_at": None,
        "transport": None,
        "arrived_at": None,
        "delay_reason": None,
        "logs": [],
        "left_at": None,
        "cancelled_at": None,
        "signed_sheet": None,
    }


def change_plan(visits: list[Shape], step: ActionRow, zone: tzinfo) -> None:
    """Apply an action on the plan to the visits, except those on which somebody has set out."""
    PLANS[step.event](visits, step, zone)


def _is_waiting(visit: Shape) -> bool:
    return not any(visit[name] for name in ("departed_at", "arrived_at", "left_at", "cancelled_at"))


def _waiting_visits(visits: Iterable[Shape], step: ActionRow) -> list[Shape]:
    return [visit for visit in visits if visit["id"] == step.data["visit"] and _is_waiting(visit)]


def _planned(visits: list[Shape], step: ActionRow, _zone: tzinfo) -> None:
    """Plan the requested visit, else a new one, once for each engineer."""
    requested = next((one for one in reversed(visits) if one["id"] is None and _is_waiting(one)), None)
    if requested is not None:
        visits.remove(requested)
    plan = {**(requested or blank_visit()), "id": step.data["visit"], **_window(step.data)}
    visits += _one_each(plan, step.data.get("engineers") or ())


def _assigned(visits: list[Shape], step: ActionRow, _zone: tzinfo) -> None:
    """Assign the engineers of the action, in addition to those who have set out already."""
    mine = [visit for visit in visits if visit["id"] == step.data["visit"]]
    if not mine or any(visit["cancelled_at"] for visit in mine):
        return
    plan = {**blank_visit(), **{name: mine[0][name] for name in _PLANNED}}
    for visit in mine:
        if _is_waiting(visit):
            visits.remove(visit)
    gone = {visit["engineer"] for visit in mine if not _is_waiting(visit)}
    coming = [name for name in step.data.get("engineers") or () if name not in gone]
    visits += _one_each(plan, coming) if coming or not gone else []


def _confirmed(visits: list[Shape], step: ActionRow, zone: tzinfo) -> None:
    for visit in _waiting_visits(visits, step):
        visit["confirmed_at"] = rfc3339(step.at, zone)


def _moved(visits: list[Shape], step: ActionRow, _zone: tzinfo) -> None:
    for visit in _waiting_visits(visits, step):
        visit.update(_window(step.data), confirmed_at=None)


def _dropped(visits: list[Shape], step: ActionRow, zone: tzinfo) -> None:
    for visit in _waiting_visits(visits, step):
        visit["cancelled_at"] = rfc3339(step.at, zone)


def _one_each(plan: Shape, engineers: Iterable[str]) -> list[Shape]:
    names: list[str | None] = [*engineers]
    return [{**plan, "engineer": name, "logs": []} for name in names or [None]]


def _window(data: Mapping[str, Any]) -> Shape:
    return {name: data.get(name) for name in _WINDOW}


def mark_signed(visits: Sequence[Shape], step: ActionRow) -> None:
    """Record on the visits that a file is their signed sheet, or that it was hidden.

    A file without a visit belongs to the last visit with an arrival.
    """
    name = step.data.get("attachment")
    if step.event == "attachment_hidden":
        for visit in visits:
            visit[_SIGNED] = None if visit[_SIGNED] == name else visit[_SIGNED]
    elif step.event == "attachment_added" and step.data.get("kind") == _SIGNED:
        for visit in _signed_for(visits, step.data.get("visit")):
            visit[_SIGNED] = name


def _signed_for(visits: Sequence[Shape], visit: str | None) -> Sequence[Shape]:
    if visit is not None:
        return [one for one in visits if one["id"] == visit]
    return [one for one in visits if one["arrived_at"]][-1:]


PLANS: Mapping[str, Callable[[list[Shape], ActionRow, tzinfo], None]] = {
    "visit_planned": _planned,
    "visit_assigned": _assigned,
    "visit_confirmed": _confirmed,
    "visit_moved": _moved,
    "visit_dropped": _dropped,
}
"""Event -> the function that applies it to the visits."""
