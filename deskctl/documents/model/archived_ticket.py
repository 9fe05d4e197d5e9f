"""An archived ticket, formatted for documents: times in the desk's zone, names instead of ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.document_format import listed, minute, name_of, names_of
from deskctl.documents.model.restoration import restoration
from deskctl.language.i18n import either
from deskctl.language.words import word
from deskctl.language.words.choices import MANNERS, ROLES
from deskctl.names import ticket_name
from deskctl.queries.ticket.history import ActionRow, actions_in_force, published
from deskctl.sla.policy import Rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.queries.ticket.archive import Archived

_STAFF = "staff"


@dataclass(frozen=True)
class ArchivedTicket:
    """The archived data of a ticket, with methods that format it."""

    kept: Archived

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown."""
        return ZoneInfo(self.kept["zone"])

    @property
    def ticket(self) -> Mapping[str, Any]:
        """The fields of the ticket."""
        fields: Mapping[str, Any] = self.kept["ticket"]
        return fields

    @property
    def name(self) -> str:
        """The name of the ticket, such as `T-017`."""
        return ticket_name(self.ticket["number"])

    @property
    def lang(self) -> str:
        """The customer's language."""
        return str((self.kept["customer"] or {}).get("lang") or self.ticket["lang"])

    @property
    def customer(self) -> str:
        """The customer's name in the current language."""
        row = self.kept["customer"] or {}
        return either(row.get("name"), row.get("name_en"))

    @property
    def late_after(self) -> int:
        """The number of seconds after which an entry is late."""
        return int(self.kept.get("late_after", Rules().late_entry))

    @cached_property
    def steps(self) -> list[ActionRow]:
        """All actions in the order of recording."""
        return [ActionRow(**step, actor_name=self.person(step["actor"])) for step in self.kept["actions"]]

    @cached_property
    def in_force(self) -> list[ActionRow]:
        """The actions that were not undone, in the order in which they happened."""
        return actions_in_force(self.steps)

    @cached_property
    def published(self) -> frozenset[int]:
        """The numbers of the actions whose texts the customer may read."""
        return published(self.steps)

    def all(self, *events: str) -> list[ActionRow]:
        """Return the actions of these events that were not undone."""
        return [step for step in self.in_force if step.event in events]

    def first(self, event: str) -> ActionRow | None:
        """Return the first action of an event that was not undone."""
        return next(iter(self.all(event)), None)

    def last(self, event: str) -> ActionRow | None:
        """Return the last action of an event that was not undone."""
        return next(reversed(self.all(event)), None)

    @cached_property
    def restored(self) -> ActionRow | None:
        """The action that removed the fault."""
        return restoration(self.in_force)

    def minute(self, at: Any) -> str:
        """Return a time to the minute."""
        return minute(at, self.zone)

    def minute_of(self, step: ActionRow | None) -> str:
        """Return when an action happened; empty for None."""
        return "" if step is None else self.minute(step.at)

    def named(self, key: Any) -> str:
        """Return the names of one id or several."""
        return names_of(self.kept["names"], key)

    def person(self, key: Any) -> str:
        """Return the name of a person."""
        return name_of(self.kept["names"], key)

    def is_staff(self, key: Any) -> bool:
        """Return True if the id is that of a member of the staff."""
        return bool(self.kept["names"].get(key, ("",))[0] == _STAFF)

    def person_and_post(self, key: Any) -> str:
        """Return the name of a person with the role or position."""
        names: Sequence[Any] = self.kept["names"].get(key) or ()
        if not names:
            return self.person(key)
        post = word(ROLES, names[3]) if names[0] == _STAFF else names[3]
        return listed(names[1], post)

    def manner(self, code: str | None) -> str:
        """Return the word for a way of communication."""
        return word(MANNERS, code)
