"""A quick look at the store when the console begins: what is wrong with it is told, with what to do."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.safe import visible
from deskctl.screens.session.session import Session
from deskctl.sla.facts import Instant

if TYPE_CHECKING:
    from deskctl.store.sqlite.finding import Finding

_READING_TIME = 60


def findings(store: str, now: Instant) -> "list[Finding]":
    """Look at a store without reading all of it."""
    from deskctl.store.sqlite.checks.doctor import check_store

    return check_store(store, now, quick=True)


def look_at_store(app: App[Any], session: Session) -> None:
    """Look in a thread, and tell on the screen."""

    def look() -> None:
        try:
            found = findings(session.store, session.at())
        except DeskError:  # the queue, which reads the same store, says why
            return
        for finding in found:
            app.call_from_thread(_tell, app, finding)

    app.run_worker(look, thread=True, exit_on_error=False)


def _tell(app: App[Any], finding: "Finding") -> None:
    says = _(finding.says).format(**finding.values)
    title = _("The store is damaged") if finding.grave else _("The store")
    app.notify(
        visible("\n".join((says, _(finding.todo)))),
        title=title,
        severity="error" if finding.grave else "warning",
        timeout=_READING_TIME,
        markup=False,
    )
