"""The content of the inbox's tabs: alerts, reminders, watched and muted tickets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.queries.alerts.alert import Alert, Alerts
from deskctl.queries.tickets.ticket_row import TicketRow, rows_of
from deskctl.screens.records.customer_lines import card_ticket_line
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.lines.alert_lines import inbox_line
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.panes.tabs import Tab
from deskctl.widgets.style.cells import fit

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

UNSEEN, EVERY, LATER, WATCHED = "unseen", "every", "later", "watched"
TABS = (
    Tab(UNSEEN, N_("Unseen"), N_("Unseen")), Tab(EVERY, N_("Everything"), N_("All")),
    Tab(LATER, N_("Reminders"), N_("Later")), Tab(WATCHED, N_("Watched and muted"), N_("Watched")),
)  # fmt: skip
_MARK = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its line, its ticket (0 for none), and its alert."""

    line: Line
    number: int
    alert: Alert | None = None


@dataclass
class MarkedRead(Message):
    """The tickets that the person watches or has muted."""

    rows: Mapping[int, TicketRow]


def read_marked(session: Session) -> MarkedRead:
    """Read the watched and muted tickets; runs in a thread."""
    read = session.alerts.read
    numbers = sorted(read.watched | read.muted)
    with reading(session.store) as conn:
        return MarkedRead(rows_of(conn, numbers) if numbers else {})


def counts(session: Session) -> dict[str, int]:
    """Return the number of rows of each tab."""
    alerts = session.alerts
    marked = len(alerts.read.watched | alerts.read.muted)
    return {UNSEEN: len(alerts.unseen), EVERY: len(alerts.read.every), LATER: len(alerts.waiting()), WATCHED: marked}


def entries(session: Session, tab: str, rows: Mapping[int, TicketRow], width: int) -> Sequence[Entry]:
    """Return the rows of a tab."""
    alerts, at, look = session.alerts, session.at(), session.look
    shown: Sequence[tuple[Alert, Instant | None]]
    if tab == WATCHED:
        return _marked(session, rows, width)
    if tab == LATER:
        shown = alerts.waiting()
    else:
        shown = [(alert, None) for alert in (alerts.unseen if tab == UNSEEN else alerts.read.every)]
    alike = Counter((alert.number, alert.milestone) for alert, _until in shown)
    return [
        Entry(
            inbox_line(
                alert, at, look, width,
                seen=tab == EVERY and alerts.is_seen(alert),
                until=until,
                timed=alert.milestone is not None and alike[alert.number, alert.milestone] > 1,
            ),
            alert.number,
            alert,
        )
        for alert, until in shown
    ]  # fmt: skip


def _marked(session: Session, rows: Mapping[int, TicketRow], width: int) -> list[Entry]:
    """Return the rows of watched and muted tickets."""
    read, at = session.alerts.read, session.at()
    marks = {number: _marks(read, number) for number in rows}
    left = max([_MARK, *(cell_len(words) + 1 for words in marks.values())])
    entries = []
    for number, row in rows.items():
        mark = Piece(fit(marks[number], left), "dim" if number in read.muted else "accent")
        line = (mark, *card_ticket_line(row.read_at(at), at, session.look, width - left))
        entries.append(Entry(line, number))
    return entries


def _marks(read: Alerts, number: int) -> str:
    """Return the words for a ticket's marks; it may be both watched and muted."""
    return " ".join([_("watched")] * (number in read.watched) + [_("muted")] * (number in read.muted))
