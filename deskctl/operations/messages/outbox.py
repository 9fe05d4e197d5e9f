"""Operations on a message in the outbox: send it again, cancel it, release it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.outbox import CANCELLED, EXPIRED, HELD, REFUSED, SMTP, UNSURE, WAITING
from deskctl.errors import Refused, Term
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class _OnMessage(Operation):
    """An operation on one message, which must be in one of `states`."""

    noun = "outbox"
    on_ticket = False
    about = "outbox"
    states: ClassVar[tuple[str, ...]] = ()

    outbox: str | None = option(N_("which message"), ref="outbox", required=True)

    def change(self, desk: "Desk", columns: dict[str, Any]) -> None:
        """Change the message and record it in its history; raises `Refused` in any other state."""
        row = desk.row("outbox", id=self.outbox) or {}
        if row["state"] not in self.states:
            raise Refused(
                N_("{message} is {state}; this action is not available."),
                message=self.outbox,
                state=Term(row["state"]),
                hint=f"deskctl outbox show {self.outbox}",
            )
        desk.update("outbox", {"id": self.outbox}, columns)
        desk.record_in_history("outbox", str(self.outbox), self.event, {"state": columns["state"]})


@dataclass(frozen=True, kw_only=True)
class Retry(_OnMessage):
    """Send a message again that was refused, expired or may not have arrived, to the current address."""

    verb = "retry"
    event = "retried"
    states: ClassVar[tuple[str, ...]] = (WAITING, REFUSED, EXPIRED, UNSURE)
    example = "deskctl outbox retry OB-0001"

    def run(self, desk: "Desk") -> None:
        """Make it wait for the worker's next round; a person whose mail address was corrected gets it there."""
        waiting = {"state": WAITING, "next_try": desk.now, "expires_at": desk.now + 4 * _HOUR}
        self.change(desk, {**waiting, "tries": 0, "closed_reason": None, "recipient": self._address(desk)})

    def _address(self, desk: "Desk") -> str:
        message = desk.row("outbox", id=self.outbox) or {}
        tables = ("contact", "staff") if message["channel"] == SMTP else ()
        people = (desk.row(table, id=message[table]) for table in tables if message[table])
        return str(next((person["email"] for person in people if person and person["email"]), message["recipient"]))


@dataclass(frozen=True, kw_only=True)
class Cancel(_OnMessage):
    """Cancel a message that was not sent yet."""

    verb = "cancel"
    event = "cancelled"
    states: ClassVar[tuple[str, ...]] = (WAITING, HELD, REFUSED, UNSURE)
    example = "deskctl outbox cancel OB-0001 --reason 'told by phone'"

    reason: str | None = option(N_("why it is not sent"), required=True)

    def run(self, desk: "Desk") -> None:
        """Store the reason with the message."""
        self.change(desk, {"state": CANCELLED, "next_try": None, "closed_reason": self.reason})


@dataclass(frozen=True, kw_only=True)
class Release(_OnMessage):
    """Release a message that was held because too many went the same way."""

    verb = "release"
    event = "released"
    states: ClassVar[tuple[str, ...]] = (HELD,)
    example = "deskctl outbox release OB-0002"

    def run(self, desk: "Desk") -> None:
        """Make it wait for the worker's next round; it is not held again."""
        self.change(desk, {"state": WAITING, "next_try": desk.now, "closed_reason": "released"})
