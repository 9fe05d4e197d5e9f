"""The situations that rights may depend on: a late reopening, a record that changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.operations.framework.fields import fields_of
from deskctl.operations.rules.undo.reopening import is_after_the_window
from deskctl.queries.reference.owners import OWNED, owners_of
from deskctl.sla.rights import AFTER_THE_WINDOW, IN_PLACE_OF_ANOTHER, NAMED_IN, TO_ANOTHER_CUSTOMER
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.rules.step_request import StepRequest

_CUSTOMER = "customer"


def situations_of(request: StepRequest, among: Collection[str]) -> frozenset[str]:
    """Return which of these situations a request is in."""
    return frozenset(name for name in among if _SITUATIONS[name](request))


def _is_moved(request: StepRequest) -> bool:
    """Return whether a record gets another customer, by its own field or by a record that it belongs to."""
    operation = request.operation
    if isinstance(operation, type) or not (name := getattr(operation, "id", None)):
        return False
    present = owners_of(request.reader, operation.noun, name)
    return present is not None and any(owner not in present for owner in _owners_named(request, operation))


def _owners_named(request: StepRequest, operation: Operation) -> Iterator[str]:
    for field in fields_of(type(operation)):
        value = getattr(operation, field.attribute)
        if field.ref == _CUSTOMER and value:
            yield value
        elif field.ref in OWNED and isinstance(value, str):
            yield from owners_of(request.reader, str(field.ref), value) or ()


def _is_taken_over(request: StepRequest) -> bool:
    """Return whether a record names a person, and is to name somebody else or nobody."""
    operation = request.operation
    if isinstance(operation, type):
        return False
    row = row_of(request.reader, operation.noun, id=getattr(operation, "id", None)) or {}
    cleared = getattr(operation, "clear", ())
    given: Mapping[str, Any] = {name: getattr(operation, name, None) for name in NAMED_IN}
    return any(row.get(name) and (name in cleared or value not in {None, row[name]}) for name, value in given.items())


_SITUATIONS: Mapping[str, Callable[[StepRequest], bool]] = {
    AFTER_THE_WINDOW: is_after_the_window,
    TO_ANOTHER_CUSTOMER: _is_moved,
    IN_PLACE_OF_ANOTHER: _is_taken_over,
}
