"""The checks of levels, severities and scopes, and the level that a raised severity calls for."""

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from deskctl.errors import BadData, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choice_codes import codes_with_words
from deskctl.language.words.choices import choice_term

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant
    from deskctl.sla.policy import Policy

BY_SEVERITY = "severity"
"""The reason for a level that was raised along with the severity (rule 18)."""
SCOPES = ("in_scope", "related_not_our_fault", "out_of_scope")


def check_word(field: str, value: str | None, known: Collection[str], remedy: Remedy | None = None) -> None:
    """Refuse a level or severity that the policy does not have; the remedy leads to another policy."""
    if value is not None and value not in known:
        choices = codes_with_words(field, tuple(known))
        raise BadData(
            N_("{field}: {value} is not one of {choices}."),
            field=field,
            value=repr(value),
            choices=choices,
            remedy=remedy,
        )


def allowed_levels(allowed: Sequence[str], policy: "Policy") -> list[str]:
    """Return the levels of a catalogue item that a policy has; an item with none of them allows every level."""
    return [level for level in allowed if level in policy.levels] or [*policy.levels]


def check_level(desk: "Desk", policy: "Policy", catalog: str | None, level: str) -> None:
    """Refuse a service level that the catalogue item does not allow (S2.4.levels)."""
    item = desk.row("catalog_item", id=catalog)
    allowed = allowed_levels(json.loads(item["allowed_levels"]) if item else [], policy)
    if level not in allowed:
        raise Refused(
            N_("Item {catalog} of the catalogue has no level {level}; it has: {allowed}."),
            catalog=catalog,
            level=choice_term("level", level),
            allowed=tuple(choice_term("level", one) for one in allowed),
            clause="S2.4.levels",
            code="level_not_allowed",
            hint=f"--level {allowed[0]}",
        )


def level_called_for(desk: "Desk", before: str | None, severity: str, at: "Instant") -> str | None:
    """Return the level that a severity raised at a time calls for, if it is higher and the item allows it."""
    policy, levels = desk.case.policy, [*desk.case.policy.levels]
    ranks = [*policy.severities]
    raised = before not in ranks or (severity in ranks and ranks.index(severity) < ranks.index(before))
    if not raised or severity not in ranks:
        return None
    rank, present = policy.rank(policy.severities[severity].level), desk.case.story.value_at("level", at)
    item = desk.row("catalog_item", id=desk.case.columns["catalog"])
    allowed = allowed_levels(json.loads(item["allowed_levels"]) if item else [], policy)
    fits = [level for level in reversed(levels[: rank + 1]) if level in allowed]
    higher = [level for level in fits if policy.rank(level) < policy.rank(present)]
    return higher[0] if higher and higher[0] == fits[0] else None
