"""The people of the staff that an option names."""

from collections.abc import Iterable

from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.operations.rules.people.actors import actor_of
from deskctl.queries.conditions.filter_values import require_id
from deskctl.queries.conditions.filters import NOBODY

ME = "me"


def known_people(invocation: Invocation, desk: Reading, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the named people, `me` being the actor; raises `NotFound` with the nearest matches."""
    return tuple(_person_id(invocation, desk, name) for name in names)


def _person_id(invocation: Invocation, desk: Reading, name: str) -> str:
    if name == ME:
        return actor_of(desk.conn, invocation.set_actor).id
    if name != NOBODY:
        require_id(desk.conn, "staff", name)
    return name
