"""The question before a report is issued, with the number of pages and the option to send it afterwards."""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label

from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.documents.deskctl_process import run_command
from deskctl.screens.session.jobs import in_background
from deskctl.screens.session.session import Session
from deskctl.widgets.inputs.answer_buttons import AnswerButtons

_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass
class PagesCounted(Message):
    """The number of pages of the report; `note` says what the file lacks."""

    pages: int
    note: str


class IssueScreen(ConfirmScreen):
    """Asks whether to issue a report; `sends` is true if it should also be sent, after another question."""

    CSS_PATH = "../dialogs/confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s", "and_send", N_("Issue and send"), id="issue.send", tooltip=N_("issue it, then ask to whom it goes")
        ),
    ]

    def __init__(self, session: Session, number: int, question: str) -> None:
        super().__init__(question, _("Issue"))
        self.session = session
        self.sends = False
        self._number = number

    def compose(self) -> ComposeResult:
        """Lay out the question, the number of pages, which is counted afterwards, and the buttons."""
        with Vertical(id="confirm"):
            yield Label(self._question, markup=False)
            yield Label(_("Pages: {n}").format(n="..."), id="pages", markup=False)
            yield AnswerButtons(_("Issue y"), no=_("Look again"), more=_("Issue and send s"))

    def on_mount(self) -> None:
        """Count the pages."""
        in_background(self, self._counted, "pages")

    def _counted(self) -> PagesCounted:
        words = ["report", "export", ticket_name(self._number), "--draft", "--format", "pdf", "-o", "-"]
        output = run_command(self.session, words)
        return PagesCounted(len(_PAGE.findall(output.printed)), output.note)

    def on_pages_counted(self, counted: PagesCounted) -> None:
        """Show the number of pages, and what they lack."""
        lines = (_("Pages: {n}").format(n=counted.pages), counted.note)
        self.query_one("#pages", Label).update("\n".join(filter(None, lines)))

    def on_failed(self) -> None:
        """Show that the number is unknown, for example because PDF files cannot be made."""
        self.query_one("#pages", Label).update(_("Pages: {n}").format(n="?"))

    def on_answer_buttons_chosen(self, event: AnswerButtons.Chosen) -> None:
        """Remember which button was pressed; the base class returns the answer."""
        self.sends = event.more

    def action_and_send(self) -> None:
        """Issue the report, and ask whether to send it."""
        self.sends = True
        self.action_answer(answer=True)
