"""The saved queues of the settings file, as filters."""

from __future__ import annotations

from typing import Any, NamedTuple

from deskctl.config import queues
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filter_values import values_of
from deskctl.queries.conditions.filters import ONE_OF, SORTS, TicketFilter

_SEVERAL, _MINUTE = ("status", "owner", "customer", "kind", "level", "severity"), 60
_LOOKS = frozenset({"title", "columns"})


class SavedQueue(NamedTuple):
    """A queue that was saved under a name; an owner `me` is the actor. Without `columns` the usual ones are shown."""

    name: str
    title: str
    where: TicketFilter
    columns: tuple[str, ...] = ()


def saved_queues() -> tuple[SavedQueue, ...]:
    """Return the saved queues in the order of the file."""
    return tuple(
        SavedQueue(
            name,
            setting.get("title", name),
            TicketFilter(
                **{field: _value(name, field, value) for field, value in setting.items() if field not in _LOOKS}
            ),
            tuple(column.strip() for column in setting.get("columns", ())),
        )
        for name, setting in queues().items()
    )


def _value(name: str, field: str, value: Any) -> Any:
    """Return a setting as the value of a filter; several values are separated by commas."""
    if field in ONE_OF and isinstance(value, str):
        return values_of(value, f"queues.{name}.{field}")
    return value


def saved_queue(name: str) -> SavedQueue:
    """Return a saved queue; raises `NotFound` with the known names."""
    by_name = {queue.name: queue for queue in saved_queues()}
    if name not in by_name:
        raise NotFound(
            N_("Unknown saved queue {name!r}; valid: {known}.")
            if by_name
            else N_("No queue is saved yet: {name!r} is unknown."),
            name=name,
            known=", ".join(by_name),
            hint=f"deskctl config set queues.{name}.owner me",
        )
    return by_name[name]


def values_of_queue(where: TicketFilter) -> dict[str, str]:
    """Return a filter as the values of a saved queue, as far as the settings file has names for them."""
    values = {name: ",".join(getattr(where, name)) for name in _SEVERAL}
    values |= {"words": where.words, "sort": "" if where.sort == SORTS[0] else where.sort}
    values |= {"overdue": "true" if where.overdue else "", "due_within": _length(where.due_within or 0)}
    return {name: value for name, value in values.items() if value}


def _length(seconds: int) -> str:
    return f"{seconds // _MINUTE}m" if seconds else ""
