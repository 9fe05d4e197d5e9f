"""A new ticket for a mail: its sender, subject and words are there already; what is left is asked for at once."""

from typing import Any

from deskctl.queries.customers.mailbox import intake_values
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.session.session import Session
from deskctl.store.port import Reader

_SEVERITY, _SITE = "severity", "site"


def of_mail(conn: Reader, mail: str) -> dict[str, Any]:
    """Return the values of a new ticket for a mail."""
    return {"contact": None, "title": "", **intake_values(conn, mail), "channel": "email", "mail": mail}


class MailIntake(IntakeScreen):
    """Opens a ticket for a mail."""

    def __init__(self, session: Session, values: dict[str, Any]) -> None:
        super().__init__(session, values)
        self._is_severe = False

    def on_mount(self) -> None:
        """Put the focus on what the mail does not say, the severity if it names sender and subject."""
        super().on_mount()
        waiting = (name for name in ("contact", "title") if not self._preset.get(name))
        self.call_after_refresh(self._row_of(next(waiting, _SEVERITY)).enter)

    def typed(self) -> None:
        """Go on from the severity to the site if that is still asked for."""
        super().typed()
        site, severity = self._row_of(_SITE), self._row_of(_SEVERITY)
        if severity.text and not self._is_severe and severity.has_focus_within and not site.text:
            site.enter()
        self._is_severe = bool(severity.text)
