"""`whoami`: the acting person, their roles, and how deskctl identified them."""

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.operations.rules.people.actors import actor_of, own_name
from deskctl.store.facts.people import person

GIVEN, USER = "given", "user"


@read_command
def whoami(invocation: Invocation) -> None:
    """Show who acts."""
    with invocation.reading() as desk:
        acting = actor_of(desk.conn, invocation.set_actor)
        staff_member, user = person(desk.conn, acting.id), own_name(desk.conn)
    invocation.show(
        {
            "actor": acting.id,
            "name": staff_member.name if staff_member else None,
            "roles": sorted(acting.roles),
            "known_by": USER if invocation.set_actor is None else GIVEN,
            "user": user,
        },
        "whoami",
    )
