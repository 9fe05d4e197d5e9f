"""Who acts: the person, their roles, and how deskctl knows."""

from deskctl.cli.app.invocation import Front
from deskctl.cli.app.options import reads
from deskctl.config import machine_user
from deskctl.operations.rules.people.actors import actor_of
from deskctl.store.facts.people import person

GIVEN, USER = "given", "user"


@reads
def whoami(front: Front) -> None:
    """Show who acts."""
    with front.reading() as desk:
        acting = actor_of(desk.conn, front.set_actor)
        found = person(desk.conn, acting.id)
    front.tell(
        {
            "actor": acting.id,
            "name": found.name if found else None,
            "roles": sorted(acting.roles),
            "known_by": USER if front.set_actor is None else GIVEN,
            "user": machine_user(),
        }
    )
