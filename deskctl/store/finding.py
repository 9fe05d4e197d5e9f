"""The findings of the checks of a store, and the remedies that they propose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deskctl.language.i18n import N_
from deskctl.sla.facts import Instant

RESTORE = N_("Write nothing; put the last good backup in its place: deskctl store restore FILE.")
REBUILD = N_("Derive them again: deskctl store rebuild.")
ACCEPT_OR_RESTORE = N_("Restore the last good backup, or accept the store as it is: deskctl store rebuild --accept.")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with a store.

    `kind` is a word for scripts, `template` and `todo` are templates for people, `since` is the earliest time at which
    it may have begun. A grave finding means that facts are lost or altered, or that lists are wrong.
    """

    kind: str
    where: str
    template: str
    todo: str
    since: Instant | None = None
    grave: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)
