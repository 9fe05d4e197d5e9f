"""Pages of records such as customers, equipment and stock: a filtered list, and the chosen record in detail."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input

from deskctl.language.i18n import N_, _
from deskctl.queries.customers.mailbox import ticket_for_mail
from deskctl.queries.customers.record_lists import ON_CALL, Table, record_detail, record_list
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS, AlertKeys
from deskctl.screens.base_screen import BaseScreen
from deskctl.screens.find.open_place import open_place
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.queue.empty_queue import empty_page_lines
from deskctl.screens.queue.queue_tabs import MAIL
from deskctl.screens.records.records_keys import ADD, ASIDE, JOIN, records_bar
from deskctl.screens.records.records_reading import DetailRead, MailRead, PageRead
from deskctl.screens.session.jobs import FINDS, OPENS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.lines.record_lines import detail_lines, table_lines
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.panes.tabs import QueueTabs, Tab, tabs_line
from deskctl.widgets.style.key_words import present_keys
from deskctl.widgets.style.times import local

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant

PAGES = (
    Tab("customers", N_("Customers"), N_("Customers")), Tab("assets", N_("Equipment"), N_("Equipment")),
    Tab("stock", N_("Parts and stock"), N_("Stock")), Tab("roster", N_("Roster"), N_("Roster")),
    Tab(MAIL, N_("Mailbox"), N_("Mail")),
)  # fmt: skip
_LEAST = 20
_CURSOR_AND_BAR = 3
"""The cells of a row for the cursor and the scroll bar, even if that is hidden."""
ROSTER = "roster"
_KIND_OF = {"customers": "customer", "assets": "asset", "stock": "part", ROSTER: "roster", MAIL: "mail"}


class DetailPane(LinePane, can_focus=True):
    """The details of one record."""


class RecordsScreen(AlertKeys, BaseScreen):
    """Shows one page of records."""

    AUTO_FOCUS = "#listed"
    CSS_PATH = "records.tcss"
    HELP_TITLE = N_("Records")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, keys.FILTER, keys.NEW, keys.SETTINGS, keys.DETAIL, keys.PARKED, *PLACE_KEYS, keys.HELP, keys.QUIT,
        keys.DUE, *ALERT_KEYS,
        ADD, JOIN, ASIDE,
        *(
            Binding(str(place), f"record_page('{page.name}')", page.heading, show=False, id=f"rooms.{page.name}")
            for place, page in enumerate(PAGES, 1)
        ),
    ]  # fmt: skip

    def __init__(self, session: Session, page: str) -> None:
        super().__init__()
        self.session = session
        self._page = page
        self._shown = ""
        self._words = ""
        self._wanted = "open"
        self._table = Table((), ())
        self._table_of = (page, "")
        self._detail: list[tuple[str, Table]] = []

    def compose(self) -> ComposeResult:
        """Lay out tabs, filter, list and details."""
        yield QueueTabs(id="tabs")
        yield SafeInput(id="filter", compact=True)
        with Container(id="records"):
            with Container(id="left"):
                yield LinePane(id="heading")
                yield LineList(self.session.look, id="listed")
            yield DetailPane(id="detail")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the page, and again when the store changes."""
        self.query_one("#filter").display = False
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the page again."""
        page, words = self._page, self._words
        in_background(self, lambda: self._read(page, words), "page", name=FINDS)

    def _read(self, page: str, words: str) -> PageRead:
        with reading(self.session.store) as conn:
            return PageRead(page, words, record_list(conn, page, words, at=self.session.at()))

    def on_page_read(self, read: PageRead) -> None:
        """Show the records."""
        if read.page == self._page:
            self._table, self._table_of = read.table, (read.page, read.words)
            self._write()
            self._go_to_now()
            self._read_detail()

    def _go_to_now(self) -> None:
        """When the roster is opened, move the cursor to the current shift."""
        if self._page != self._shown:
            self._shown = self._page
            duties = [row[-1] for row in self._table.rows] if self._page == ROSTER else []
            listed, place = self.query_one(LineList), duties.index(ON_CALL) if ON_CALL in duties else 0
            listed.move_to(place)
            listed.scroll_to(y=max(0, place - 1), animate=False, force=True)

    def _read_detail(self) -> None:
        if not self._table.rows:
            self._detail = []
            self._write()
            return
        page, key = self._page, str(self._table.rows[self.query_one(LineList).place][0])
        in_background(self, lambda: self._detail_of(page, key), "detail")

    def _detail_of(self, page: str, key: str) -> DetailRead:
        with reading(self.session.store) as conn:
            return DetailRead(key, record_detail(conn, page, key))

    def on_detail_read(self, read: DetailRead) -> None:
        """Show the chosen record."""
        self._detail = read.tables
        self._write()
        self.query_one(DetailPane).scroll_to(y=0, animate=False)

    def on_line_list_moved(self) -> None:
        """Show the details of another record."""
        self._read_detail()

    @property
    def _row(self) -> "tuple[Any, ...] | None":
        return self._table.rows[self.query_one(LineList).place] if self._table.rows else None

    @property
    def at_cursor(self) -> Place | None:
        """The record at the cursor."""
        row = self._row
        if row is None or not row[0]:
            return None
        title = next((value for value in row[1:] if isinstance(value, str)), str(row[0]))
        return Place(_KIND_OF[self._page], str(row[0]), title)

    def on_line_list_selected(self) -> None:
        """Open the chosen record; from a mail, open a new ticket; for a gap in the roster, open its form."""
        if self._page == MAIL:
            self.action_new()
        elif self.at_cursor is not None:
            open_place(self, self.session, self.at_cursor)
        elif self._page == ROSTER and self._row:
            self._fill_gap(*self._row[3:5])

    def _fill_gap(self, start: "Instant", end: "Instant | None") -> None:
        """Open the form that fills a gap in the roster."""
        zone = self.session.look.zone
        times = {"start": start, "end": end}
        self._open_form("roster", "add", {name: local(at, zone) for name, at in times.items() if at is not None})

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        at, look, listed = self.session.at(), self.session.look, self.query_one(LineList)
        bar = records_bar(mails=self._page == MAIL, empty=not self._table.rows)
        self.query_one(KeyBar).show_keys(bar, self.size.width)
        self.query_one(QueueTabs).show([tabs_line(PAGES, self._page, {}, self.size.width)])
        width = max(_LEAST, listed.size.width - _CURSOR_AND_BAR)
        heading, rows = table_lines(self._table, at, look, width)
        self.query_one("#heading", LinePane).show([(Piece("  "), *heading) if rows else ()])
        listed.show(rows, [(self._table_of, row[0] or row) for row in self._table.rows])
        pane = self.query_one(DetailPane)
        width_of_details = max(_LEAST, pane.line_width)
        empty = () if rows else empty_page_lines(self._page, self._words, present_keys(self))
        pane.show(empty or detail_lines(self._detail, at, look, width_of_details))

    def action_record_page(self, name: str) -> None:
        """Switch to another page."""
        self._page = name
        self.query_one(LineList).move_to(0)
        self.reload()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked page."""
        self.action_record_page(picked.name)

    def action_new(self) -> None:
        """Open a ticket; in the mailbox, from the chosen mail."""
        from deskctl.screens.intake.intake_screen import IntakeScreen

        if mail := self._chosen_mail:
            self._wanted = "open"
            in_background(self, lambda: self._mail(mail), "mail", name=OPENS)
            return
        self.app.push_screen(IntakeScreen(self.session), self.show_done)

    def action_add(self) -> None:
        """Add a record of this page; mails come by themselves."""
        if self._page != MAIL:
            self._open_form(_KIND_OF[self._page], "add", {})

    @property
    def _chosen_mail(self) -> str | None:
        """The mail at the cursor, if this is the mailbox."""
        if self._page != MAIL or not self._table.rows:
            return None
        return str(self._table.rows[self.query_one(LineList).place][0])

    def action_join_mail(self) -> None:
        """Join the chosen mail to the ticket that it most likely belongs to."""
        if mail := self._chosen_mail:
            self._wanted = "join"
            in_background(self, lambda: self._mail(mail), "mail", name=OPENS)

    def action_set_mail_aside(self) -> None:
        """Set the chosen mail aside, with a reason."""
        if mail := self._chosen_mail:
            from deskctl.screens.form.form_screen import FormScreen

            self.app.push_screen(FormScreen(self.session, "mail", "set-aside", None, {"mail": mail}), self.show_done)

    def _mail(self, mail: str) -> MailRead:
        from deskctl.screens.intake.mail_intake_screen import intake_of_mail

        with reading(self.session.store) as conn:
            return MailRead(mail, intake_of_mail(conn, mail), ticket_for_mail(conn, mail))

    def on_mail_read(self, read: MailRead) -> None:
        """Open the new ticket with the data of the mail, or the form that joins it to a ticket."""
        if self._wanted == "join":
            self._join(read)
            return
        from deskctl.screens.intake.mail_intake_screen import MailIntakeScreen

        self.app.push_screen(MailIntakeScreen(self.session, read.values), self.show_done)

    def _join(self, read: MailRead) -> None:
        from deskctl.screens.form.form_screen import FormScreen

        if read.ticket is None:
            self.notify(
                _("This mail belongs to no ticket that is known: deskctl mail join T-... --mail {mail}").format(
                    mail=read.mail
                )
            )
            return
        self.app.push_screen(FormScreen(self.session, "mail", "join", read.ticket, {"mail": read.mail}), self.show_done)

    def action_filter(self) -> None:
        """Open the filter."""
        line = self.query_one("#filter", Input)
        line.display, line.placeholder = True, _("words of the name, the id, the serial number ...")
        line.focus()

    def action_back(self) -> None:
        """Remove the filter, else leave the page."""
        line = self.query_one("#filter", Input)
        if line.display:
            line.value = ""
            line.display = False
            self.query_one(LineList).focus()
        else:
            self.dismiss(None)

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        self._words = event.value.strip()
        self.reload()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.query_one(LineList).focus()

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)
