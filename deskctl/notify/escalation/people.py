"""The people that a step of a rule reaches, their channels, and their quiet hours."""

from collections.abc import Container
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from deskctl.config.known_settings import hours
from deskctl.config.messages import MessageSettings
from deskctl.desk.outbox import SMTP, OutgoingMessage
from deskctl.queries.messages.outbox_rows import has_bounced
from deskctl.queries.messages.reachable_staff import ReachablePerson, people_for, reachable_staff
from deskctl.sla.facts import instant
from deskctl.store.port import Reader

_EVERYBODY = frozenset({"all_leads", "service_manager"})
"""Words that are notified in addition to the words before them."""


@dataclass(frozen=True, slots=True)
class ContactRoute:
    """A person and one way to reach them; `word` is the word of the rule that selected them."""

    staff: str
    channel: str
    recipient: str
    quiet: str
    word: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The name of the way in the keys of messages: `EN1:smtp`."""
        return f"{self.staff}:{self.channel}"

    @property
    def how(self) -> str:
        """The kind of message: `mail` or `chat`."""
        return "mail" if self.channel == SMTP else "chat"

    def notice(self, rule: str, ticket: int | None, dedupe: str, **more: Any) -> OutgoingMessage:
        """Return a notice of a rule about a ticket, to be sent this way."""
        return OutgoingMessage(
            kind="escalation",
            recipient=self.recipient,
            channel=self.channel,
            staff=self.staff,
            rule=rule,
            ticket=ticket,
            dedupe=dedupe,
            **{"facts": {"how": self.how}, **more},
        )


class ReachablePeople:
    """The people who can be reached at a time, and the ways to them."""

    def __init__(self, conn: Reader, settings: MessageSettings, at: int) -> None:
        self._conn = conn
        self._settings = settings
        self._at = at
        self._bounced: dict[str, bool] = {}
        self.staff = reachable_staff(conn)

    def at(self, time: int) -> Self:
        """Return the same people at another time: only who is on call differs."""
        other = copy(self)
        other._at = time  # noqa: SLF001 - of its own class
        return other

    def ways(
        self, to: tuple[str, ...], by: tuple[str, ...], owner: str | None, without: Container[str] = ()
    ) -> list[ContactRoute]:
        """Return the ways to the first of the words that reaches anybody; a word for several people means all of them.

        `without` holds the names of ways that failed, such as `EN1:smtp`.
        """
        ways: list[ContactRoute] = []
        for word in to:
            if ways and word not in _EVERYBODY:
                break
            for person in people_for(self._conn, word, self.staff, owner, self._at):
                ways += [way for way in self._ways_to(person, by, word) if way.name not in without]
        return list(dict.fromkeys(ways))

    def _ways_to(self, person: ReachablePerson, by: tuple[str, ...], word: str) -> list[ContactRoute]:
        ways = []
        chat = next((name for name in person.channels if name in self._settings.channels), None)
        if "chat" in by and chat:
            ways.append(ContactRoute(person.id, chat, person.id, person.quiet, word))
        if self._takes_mail(person) and ("mail" in by or not ways):
            ways.append(ContactRoute(person.id, SMTP, person.email, person.quiet, word))
        return ways

    def other_ways(self, person: str) -> list[ContactRoute]:
        """Return every way to a person: their channels in order, then mail."""
        member = self.staff.get(person)
        if member is None:
            return []
        chats = [
            ContactRoute(member.id, name, member.id, member.quiet)
            for name in member.channels
            if name in self._settings.channels
        ]
        return chats + ([ContactRoute(member.id, SMTP, member.email, member.quiet)] if self._takes_mail(member) else [])

    def _takes_mail(self, person: ReachablePerson) -> bool:
        """Return True if the desk can send mail, and the person has an address that did not bounce."""
        if not person.email or not self._settings.sends_mail:
            return False
        if person.email not in self._bounced:
            self._bounced[person.email] = has_bounced(self._conn, person.email)
        return not self._bounced[person.email]


def end_of_quiet(quiet: str, at: int, zone: ZoneInfo) -> int | None:
    """Return when a person's quiet hours end; None outside of them."""
    try:
        begin, end = hours(quiet) if quiet else (None, None)
    except ValueError:
        return None
    if begin is None or end is None:
        return None
    local = datetime.fromtimestamp(at, zone)
    now = local.time()
    inside = begin <= now < end if begin <= end else (now >= begin or now < end)
    if not inside:
        return None
    day = local.date() if now < end else local.date() + timedelta(days=1)
    return instant(datetime.combine(day, end, zone))
