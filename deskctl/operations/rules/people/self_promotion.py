"""Nobody may change their own roles: another lead or service manager does, as long as there is one."""

from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.operations.rules.people.actors import NOT_YOURS
from deskctl.store.facts.people import LEAD, MANAGER, people

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_LEADING = frozenset({MANAGER, LEAD})


def check_self_promotion(desk: "Desk", operation: Operation) -> None:
    """Refuse a change of one's own roles; a firm of one has nobody else to make it."""
    if getattr(operation, "id", None) != desk.actor:
        return
    others = [one for one in people(desk.reader) if one.active and one.id != desk.actor]
    leading = sorted(
        (one for one in others if not _LEADING.isdisjoint(one.roles)), key=lambda one: MANAGER in one.roles
    )
    if leading:
        raise Refused(
            N_("You cannot change your own roles."),
            code=NOT_YOURS,
            remedy=remedy_of(operation, None, leading[-1].id),
        )
