"""Who acts: an active member of the staff, or the contact or vendor's engineer whose word or work is recorded."""

from __future__ import annotations

import re
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from deskctl.config import machine_user
from deskctl.errors import Refused, Usage
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.names import DESK
from deskctl.sla.facts import instant
from deskctl.store.facts.demo_mark import GUEST, is_demo
from deskctl.store.facts.people import LEAD, MANAGER, Actor, Person, colleagues, folded, people, person
from deskctl.store.port import Reader, login_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.framework.request_context import RequestContext
    from deskctl.sla.facts import Instant

UNKNOWN_ACTOR, NOT_YOURS = "unknown_actor", "not_yours"
_OF_THE_DESK = frozenset({"", "mail_received", "engineer_notified", "feedback_sent", "acknowledged", "corrected"})
"""The events that the desk records by itself; "" for an operation that records none, such as a file's hash."""
GUEST_SIGNS = N_("{user} is not on the staff of the demo desk: recorded as {actor}.")
_LEADING = frozenset({LEAD, MANAGER})
_VENDOR_ENGINEER = re.compile(r"VE\d+", re.ASCII)
_NEAREST, _ALIKE = 3, 0.5


def actor_in(reader: Reader, operation: Operation, context: RequestContext) -> Actor:
    """Return the actor of an operation: the desk itself, or a person."""
    if not context.by_desk:
        return actor_of(reader, context.actor, operation, instant(context.at or context.now))
    if operation.event not in _OF_THE_DESK:
        raise Refused(N_("The desk does not do this on its own."), code=NOT_YOURS)
    return Actor(DESK)


def actor_of(reader: Reader, name: str | None, operation: Operation | None = None, at: Instant | None = None) -> Actor:
    """Return who acts: the person named, by default the user of this machine; raise `Refused` if that is nobody.

    A contact or a vendor's engineer acts only in an operation that records their own word or work. The lead on
    call at the time `at` is suggested before other leads.
    """
    others = cache(partial(colleagues, reader, at))
    check_named(name)
    if (login := login_of(reader)) is not None:
        return _login_actor(login, name, people(reader), others)
    member = None if name is None else person(reader, name)
    if member is not None and member.active:
        return _as_actor(member, lambda: people(reader), others)
    staff = people(reader)
    matching = _matching_staff(staff, name)
    if len(matching) == 1:
        return _as_actor(matching[0], lambda: staff, others)
    if name is not None and operation is not None and _records_own_word(operation, name):
        return Actor(name, colleagues=others)
    if _is_machine_user(name) and not _is_led(staff):
        return Actor(machine_user(), frozenset({MANAGER}), others)
    if name is None and is_demo(reader) and (guest := person(reader, GUEST)) is not None:
        return _as_actor(guest, lambda: staff, others)._replace(guest=machine_user())
    is_unlinked = name is None and not matching and not _matching_staff(staff, None, active=False)
    if is_unlinked:
        raise _unlinked(staff)
    raise _unknown(name or machine_user(), staff, matching) if staff else _nobody_yet(name or machine_user())


def suggested_actor(reader: Reader, name: str, at: Instant) -> Actor:
    """Return the person whom a remedy names, although somebody else is logged in on the server."""
    member = person(reader, name)
    if member is None or not member.active:
        return actor_of(reader, name, at=at)
    return _as_actor(member, lambda: people(reader), cache(partial(colleagues, reader, at)))


def founder_of(reader: Reader, name: str | None) -> Actor:
    """Return who sets up a desk: anybody while it has no staff, later only a member of the staff."""
    check_named(name)
    if people(reader) or login_of(reader) is not None:
        return actor_of(reader, name)
    return Actor(name or own_name(reader), frozenset({MANAGER}))


def own_name(reader: Reader) -> str:
    """Return the name of the current user: the login on a server, the user of the machine for a file."""
    return login_of(reader) or machine_user()


def _login_actor(
    login: str, name: str | None, staff: Sequence[Person], others: Callable[[], Mapping[str, str]]
) -> Actor:
    """Return the person of a login, who alone may act through it; raises `Refused` for anybody else."""
    own = next((one for one in staff if one.active and one.user == login), None)
    left = None if own else next((one for one in staff if one.user == login), None)
    is_own = name is None or name == login or (own or left) in _matching_staff(staff, name, active=not left)
    if not is_own:
        raise Refused(
            N_("{name} is not the person logged in on the server: {login}."),
            name=name, login=login, code=NOT_YOURS, hint="deskctl whoami",
        )  # fmt: skip
    if own is not None:
        return Actor(own.id, frozenset(own.roles) | (frozenset() if _is_led(staff) else {MANAGER}), others)
    if not _is_led(staff):
        return Actor(login, frozenset({MANAGER}), others)
    raise _login_of_nobody(login, left, staff)


def _login_of_nobody(login: str, left: Person | None, staff: Sequence[Person]) -> Refused:
    """Return the refusal for a login without an active person, with those who can change that."""
    leaders = [one for one in staff if one.active and not _LEADING.isdisjoint(one.roles)]
    people_there = ", ".join(f"{one.name} {one.id} ({one.user or '-'})" for one in leaders)
    if left is not None:
        return Refused(
            N_(
                "{name}, whose login is {login}, has left the firm and records nothing. Somebody who leads the desk can"
                " change that: {people}."
            ),
            name=f"{left.name} {left.id}", login=login, people=people_there,
            code=UNKNOWN_ACTOR, hint=f"deskctl staff edit {left.id} --active",
        )  # fmt: skip
    if folded(login) == DESK.casefold():
        return Refused(
            N_("The login {login} has the name of the desk itself, so nobody on the staff has it: use your own login."),
            login=login, code=UNKNOWN_ACTOR, hint="deskctl whoami",
        )  # fmt: skip
    return Refused(
        N_("The login {login} belongs to nobody on the staff. Somebody who leads the desk can add it: {people}."),
        login=login, people=people_there,
        code=UNKNOWN_ACTOR, hint=f"deskctl staff add --login {login} --name ... --role ...",
    )  # fmt: skip


def check_named(name: str | None) -> None:
    """Refuse an actor without a name; None stands for the user of this machine."""
    if name is not None and is_blank(name):
        raise Usage(N_("The actor's name is empty."), hint="deskctl staff list")


def _as_actor(member: Person, staff: Callable[[], Sequence[Person]], others: Callable[[], Mapping[str, str]]) -> Actor:
    """Return a person as actor; the user of this machine is manager of a desk without a lead."""
    roles = frozenset(member.roles)
    if member.user and _is_machine_user(member.user) and roles.isdisjoint(_LEADING) and not _is_led(staff()):
        roles |= {MANAGER}
    return Actor(member.id, roles, others)


def _matching_staff(staff: Sequence[Person], written: str | None, *, active: bool = True) -> Sequence[Person]:
    """Return the active people, or those who left, whose id, user or name matches; by default the machine's user."""
    among = [one for one in staff if one.active is active]
    sought = folded(machine_user() if written is None else written)
    for name in ("user",) if written is None else ("id", "user", "name"):
        name_of = attrgetter(name)
        if matching := [one for one in among if folded(name_of(one) or "") == sought]:
            return matching
    return []


def _is_led(staff: Sequence[Person]) -> bool:
    return any(one.active and not _LEADING.isdisjoint(one.roles) for one in staff)


def _is_machine_user(name: str | None) -> bool:
    return name is None or folded(name) == folded(machine_user())


def _records_own_word(operation: Operation, name: str) -> bool:
    """Return whether an operation records the word or the work of the contact or vendor's engineer named as actor."""
    if operation.actor_field is not None and getattr(operation, operation.actor_field) == name:
        return True
    return operation.by_vendor and _VENDOR_ENGINEER.fullmatch(name) is not None


def _unlinked(staff: Sequence[Person]) -> Refused:
    """Return the refusal for a machine user that is no one's account, with the first people who could act."""
    template = N_(
        "The account {name} of this machine belongs to nobody on the staff: name who acts with --actor or"
        " DESKCTL_ACTOR, or link the account once with staff edit ID --user {name}."
    )
    active = [one for one in staff if one.active]
    return Refused(template, name=machine_user(), code=UNKNOWN_ACTOR, hint=_actors(active[:_NEAREST]))


def _unknown(name: str, staff: Sequence[Person], matching: Sequence[Person]) -> Refused:
    sought = folded(name)
    if matching:
        template = N_("{name} is the name of several people: name one by id.")
    elif _matching_staff(staff, name, active=False):
        template = N_("{name} has left the firm and records nothing.")
    else:
        template = N_("Nobody on the staff is called {name}.")
    near = matching or _nearest(sought, [one for one in staff if one.active])
    return Refused(template, name=name, code=UNKNOWN_ACTOR, hint=_actors(near))


def _nobody_yet(name: str) -> Refused:
    """Return the refusal for a named actor on a desk without staff, whose first person the machine's user enters."""
    template = N_(
        "There is no staff yet, so {name} cannot act: enter the first person without --actor and DESKCTL_ACTOR."
    )
    return Refused(template, name=name, code=UNKNOWN_ACTOR, hint="deskctl staff add --name ... --role ...")


def name_no_actor(refused: Refused, reader: Reader) -> None:
    """Leave out the actor of a command for somebody else on a server: they run it with their own login."""
    if refused.remedy is not None and login_of(reader) is not None:
        refused.hint = refused.remedy._replace(who=None).command


def _actors(staff: Sequence[Person]) -> str:
    return ", ".join(f"--actor {one.id} ({one.name})" for one in staff) or "deskctl staff list"


def _nearest(sought: str, active: Sequence[Person]) -> list[Person]:
    from difflib import get_close_matches

    spelled = {folded(word): one for one in active for word in (one.name, one.user, one.id) if word}
    close = get_close_matches(sought, spelled, n=_NEAREST, cutoff=_ALIKE)
    return list(dict.fromkeys(spelled[word] for word in close))
