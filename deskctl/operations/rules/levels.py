"""The check that a catalogue item allows a service level, and the scopes of a ticket."""

import json
from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

SCOPES = ("in_scope", "related_not_our_fault", "out_of_scope")


def check_level(desk: "Desk", catalog: str | None, level: str) -> None:
    """Refuse a service level that the catalogue item does not allow (S2.4.levels)."""
    item = desk.row("catalog_item", id=catalog)
    allowed = json.loads(item["allowed_levels"]) if item else []
    if allowed and level not in allowed:
        raise Refused(
            N_("Item {catalog} of the catalogue has no level {level}; it has: {allowed}."),
            catalog=catalog,
            level=choice_term("level", level),
            allowed=tuple(choice_term("level", one) for one in allowed),
            clause="S2.4.levels",
            code="level_not_allowed",
            hint=f"--level {allowed[0]}",
        )
