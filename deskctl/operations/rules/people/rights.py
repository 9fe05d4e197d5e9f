"""Who may perform an operation: the roles that are entitled to it by the current policy of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.names import DESK
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.framework.fields import fields_of
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.operations.rules.people.actors import NOT_YOURS, name_no_actor
from deskctl.operations.rules.people.situations import situations_of
from deskctl.operations.rules.undo.reopening import follow, is_after_the_window
from deskctl.sla.gates.engineers_at_work import on_site
from deskctl.sla.rights import Right, rights_on
from deskctl.store.facts.people import LEAD, MANAGER, TECHNICAL, Actor, people, person
from deskctl.store.facts.policies import desk_rights
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.operations.framework.base import Operation
    from deskctl.operations.rules.step_request import StepRequest
    from deskctl.store.port import Reader

_SUGGESTED_LAST = "developer"
_REVOKED_BY = {"emergency_declared": "emergency_revoked"}


def refusal_by_right(request: StepRequest) -> Refused | None:
    """Return the refusal of an operation that is for other roles, and who may perform it; None if it is allowed."""
    needed = rights_needed(request)
    if (
        request.actor is None
        or is_entitled(request.reader, request.actor, needed)
        or request.actor.id in _named(request, needed)
    ):
        return None
    ticket = request.ticket.name if request.ticket else None
    if request.ticket is not None and is_after_the_window(request):
        return not_yours(needed, ticket, follow(request.ticket))
    who = _at_work(request, needed) or _active_one(request.reader, _named(request, needed))
    who = who or one_of(request.actor, needed)
    return not_yours(needed, ticket, remedy_of(request.operation, ticket, who) if who else None)


def check_right(reader: Reader, actor: Actor, step: str, remedy: Remedy | None = None) -> None:
    """Refuse an action that is on no ticket, such as `policy.install`, to anyone without the right to it."""
    needed = rights_on(desk_rights(reader), step, {})
    if not is_entitled(reader, actor, needed):
        who = one_of(actor, needed)
        way = remedy or Remedy(do=step, fields={"file": GAP}, about="file")
        refused = not_yours(needed, None, Remedy(do=way.do, fields=way.fields, about=way.about, who=who))
        name_no_actor(refused, reader)
        raise refused


def rights_needed(request: StepRequest) -> tuple[Right, ...]:
    """Return the rights of which an operation needs one; empty if every active person may perform it."""
    operation = request.operation
    fields = None if isinstance(operation, type) else _set_fields(operation)
    rights = desk_rights(request.reader) if request.rights is None else request.rights
    situations = {right.when for right in rights if right.when and right.names(request.name)}
    return rights_on(rights, request.name, fields, situations_of(request, situations))


def rights_to_undo(reader: Reader, recorded: str, data: Mapping[str, Any]) -> tuple[Right, ...]:
    """Return the rights of which undoing an action needs one: those of its operation, or of the one that revokes it."""
    event = _REVOKED_BY.get(recorded, recorded)
    rights = desk_rights(reader)
    steps = {step for right in rights for step in right.steps if "*" not in step and step in names()}
    named = [step for step in sorted(steps) if find(*step.split(".", 1)).event == event]
    return tuple(right for step in named for right in rights_on(rights, step, data))


def is_entitled(reader: Reader, actor: Actor, needed: Sequence[Right]) -> bool:
    """Return whether an actor has one of the rights needed.

    Without technical staff the manager has every right, and without anybody who has one the lead and the manager do.
    """
    if not needed or actor.id == DESK or any(actor.roles & right.roles for right in needed):
        return True
    if actor.roles.isdisjoint({LEAD, MANAGER}):
        return False
    present = frozenset[str]().union(*(one.roles for one in people(reader) if one.active))
    return present.isdisjoint(_roles(needed)) or (MANAGER in actor.roles and present.isdisjoint(TECHNICAL))


def _named(request: StepRequest, needed: Sequence[Right]) -> list[str]:
    """Return whom the record of an operation names in the fields of its rights; else whom the operation names."""
    operation = request.operation
    fields = [right.named for right in needed if right.named]
    row = row_of(request.reader, operation.noun, id=getattr(operation, "id", None)) if fields else None
    named = ((row or {}).get(field) or getattr(operation, field, None) for field in fields)
    return [name for name in named if isinstance(name, str)]


def _active_one(reader: Reader, names: Sequence[str]) -> str | None:
    """Return the first of these people who is on the staff."""
    return next((one.id for name in names if (one := person(reader, name)) and one.active), None)


def refusal_in_any_case(reader: Reader, actor: Actor, step: str) -> Refused | None:
    """Return the refusal of an operation that an actor may not perform, whatever its fields; None if they may."""
    needed = rights_on(desk_rights(reader), step, None)
    if is_entitled(reader, actor, needed):
        return None
    who = one_of(actor, needed)
    return not_yours(needed, None, Remedy(do=step, who=who) if who else None)


def one_of(actor: Actor, needed: Sequence[Right]) -> str | None:
    """Return a colleague who has one of the rights needed, the lead on call before others."""
    colleagues = actor.colleagues()
    roles = sorted(_roles(needed), key=lambda role: role == _SUGGESTED_LAST)
    return next((colleagues[role] for role in roles if role in colleagues), None)


def _at_work(request: StepRequest, needed: Sequence[Right]) -> str | None:
    """Return a person on site or the owner of the ticket, if they have one of the rights needed."""
    if request.ticket is None:
        return None
    roles = frozenset(_roles(needed))
    named = (*on_site(request.ticket.story.facts), request.ticket.state.owner)
    members = (person(request.reader, name) for name in named if name)
    return next((one.id for one in members if one and one.active and not roles.isdisjoint(one.roles)), None)


def not_yours(needed: Sequence[Right], ticket: str | None, remedy: Remedy | None) -> Refused:
    """Return the refusal of an action that is for other roles, or for the person whom the record names."""
    named = next(({"field": right.named} for right in needed if right.named), {})
    of_ticket = N_("{ticket}: this action is for one of these roles: {roles}.")
    by_role = of_ticket if ticket else N_("This is for one of these roles: {roles}.")
    by_name = N_("This is for the person whom the record names as {field}, or one of these roles: {roles}.")
    return Refused(
        by_name if named else by_role,
        **named,
        code=NOT_YOURS,
        ticket=ticket,
        roles=tuple(choice_term("role", role) for role in _roles(needed)),
        clause=next((right.clause for right in needed if right.clause), None),
        hint="deskctl staff list",
        remedy=remedy,
    )


def _set_fields(operation: Operation) -> dict[str, Any]:
    return {field.name: getattr(operation, field.attribute) for field in fields_of(type(operation))}


def _roles(needed: Sequence[Right]) -> list[str]:
    return sorted(frozenset().union(*(right.roles for right in needed)))
