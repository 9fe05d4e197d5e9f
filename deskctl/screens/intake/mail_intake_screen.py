"""The screen for a new ticket from a mail: filled in from the mail, with the focus on the first missing field."""

from typing import Any

from deskctl.language.i18n import N_
from deskctl.queries.customers.mailbox import intake_values
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.session.session import Session
from deskctl.store.port import Reader

_SEVERITY, _SITE = "severity", "site"


def intake_of_mail(conn: Reader, mail: str) -> dict[str, Any]:
    """Return the values of a new ticket from a mail."""
    return {"contact": None, "title": "", **intake_values(conn, mail), "channel": "email", "mail": mail}


class MailIntakeScreen(IntakeScreen):
    """Opens a ticket from a mail."""

    HELP_TITLE = N_("A ticket from a mail")

    def __init__(self, session: Session, values: dict[str, Any]) -> None:
        super().__init__(session, values)
        self._is_severe = False

    def _enter_first(self) -> None:
        """Focus the sender or the subject if the mail lacks it, else the severity."""
        waiting = (name for name in ("contact", "title") if not self._preset.get(name))
        self._row_of(next(waiting, _SEVERITY)).enter()

    def typed(self) -> None:
        """Once the severity is chosen, focus the site if it is empty."""
        super().typed()
        site, severity = self._row_of(_SITE), self._row_of(_SEVERITY)
        if severity.text and not self._is_severe and severity.has_focus_within and not site.text:
            site.enter()
        self._is_severe = bool(severity.text)
