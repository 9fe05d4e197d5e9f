"""A person of the staff that an option names."""

from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.operations.rules.people.actors import actor_of
from deskctl.store.facts.people import person

ME = "me"


def known_person(invocation: Invocation, desk: Reading, given: str | None) -> str | None:
    """Return the id of who is named, `me` being who asks; raises `NotFound`."""
    if given is None:
        return None
    if given == ME:
        return actor_of(desk.conn, invocation.set_actor).id
    if person(desk.conn, given) is None:
        raise NotFound(N_("There is no {kind} {value!r}."), kind="staff", value=given, hint="deskctl staff list")
    return given
