"""What the store's checks find: each finding says what is wrong, since when, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deskctl.language.i18n import N_
from deskctl.sla.facts import Instant

RESTORE = N_("Write nothing; put the last good backup in its place: deskctl store restore FILE.")
REBUILD = N_("Derive them again: deskctl store rebuild.")
ACCEPT_OR_RESTORE = N_("Restore the last good backup, or accept what is there: deskctl store rebuild --accept.")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a store.

    `kind` is a word for scripts, `says` and `todo` are templates, `since` the time from which on it may be wrong;
    a grave finding means that facts are lost or altered, or that lists are.
    """

    kind: str
    where: str
    says: str
    todo: str
    since: Instant | None = None
    grave: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)
