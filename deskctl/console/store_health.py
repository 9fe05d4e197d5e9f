"""A quick check of the store at the start of the console; problems are shown with a remedy."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from deskctl.config.store_address import is_server
from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.safe_text import visible
from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant

if TYPE_CHECKING:
    from deskctl.store.finding import Finding

_READING_TIME = 60


def findings(store: str, now: Instant) -> "list[Finding]":
    """Return the problems that can be found without reading the whole store.

    On a server only damage is returned: access rights are the concern of its owner.
    """
    from deskctl.store.open import check_store

    return [one for one in check_store(store, now, quick=True) if one.grave or not is_server(store)]


def check_store_health(app: App[Any], session: Session) -> None:
    """Check in a thread, and show the problems."""

    def look() -> None:
        try:
            problems = findings(session.store, session.at())
        except DeskError:  # the queue, which reads the same store, shows why
            return
        for finding in problems:
            app.call_from_thread(_show, app, finding)

    app.run_worker(look, thread=True, exit_on_error=False)


def _show(app: App[Any], finding: "Finding") -> None:
    text = _(finding.template).format(**finding.values)
    title = _("The store is damaged") if finding.grave else _("The store")
    app.notify(
        visible("\n".join((text, _(finding.todo)))),
        title=title,
        severity="error" if finding.grave else "warning",
        timeout=_READING_TIME,
        markup=False,
    )
