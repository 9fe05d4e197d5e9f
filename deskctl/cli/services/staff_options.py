"""Options that name members of the staff."""

from collections.abc import Iterable

from deskctl.cli.app.filter_options import ME, owner_codes
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.operations.rules.people.actors import actor_of
from deskctl.queries.conditions.filter_values import require_id
from deskctl.queries.conditions.filters import NOBODY


def known_people(invocation: Invocation, desk: Reading, names: Iterable[str]) -> tuple[str, ...]:
    """Return staff ids, with `me` replaced by the actor; raises `NotFound` with the closest matches."""
    return tuple(_person_id(invocation, desk, name) for name in owner_codes((*names,)))


def _person_id(invocation: Invocation, desk: Reading, name: str) -> str:
    if name == ME:
        return actor_of(desk.conn, invocation.set_actor).id
    if name != NOBODY:
        require_id(desk.conn, "staff", name)
    return name
