"""Mailing a document and adding its signed sheet, in the list of documents and in the preview."""

from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from deskctl.language.i18n import N_, _
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.session.jobs import OPENS, error_text, in_background
from deskctl.screens.session.step_runner import NotPerformed, Performed, Step, perform_step, start_step

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.operations.perform import OperationResult
    from deskctl.screens.documents.document_list import DocumentEntry
    from deskctl.screens.documents.document_mail import MailReady
    from deskctl.screens.session.session import Session

    _Base = Screen[Any]
else:
    _Base = object

SENDING_KEYS = (
    Binding("t", "mail", N_("Mail it"), id="papers.mail", tooltip=N_("mail it to the customer, after a question")),
    Binding(
        "g",
        "sign",
        N_("Signed"),
        id="papers.sign",
        tooltip=N_("add the signed sheet of the visit, or record who signed"),
    ),
)


class DocumentSending(_Base):
    """A mixin that adds the keys to mail a document and to add its signed sheet."""

    session: "Session"
    owner: str

    @property
    def document(self) -> "DocumentEntry | None":
        """The chosen document; None for an attached file."""
        return None

    def reload(self) -> None:
        """Read the shown data again."""

    def action_mail(self) -> None:
        """Write the mail with the document, and ask whether it was sent."""
        from deskctl.screens.documents.document_mail import read_mail

        one = self.document
        if one is None or not one.words:
            self.notify(_("Choose a document; enter saves a file."), severity="warning", timeout=4)
            return
        self.notify(_("writing {name} ...").format(name=one_line(one.name)), timeout=2, markup=False)
        in_background(self, lambda: read_mail(self.session, one, self.owner), "mail", name=OPENS)

    def on_mail_ready(self, ready: "MailReady") -> None:
        """Ask the question; only Yes records the action."""
        step = ready.step
        if step is None:
            self.notify(ready.text, timeout=12, markup=False)
            return
        screen = ConfirmScreen(ready.text, ready.yes)
        self.app.push_screen(screen, lambda yes: self._record(step) if yes else None)

    def _record(self, step: Step) -> None:
        start_step(self, lambda: perform_step(self.session, step))

    def on_performed(self, _performed: Performed) -> None:
        """Show that it was recorded."""
        self.notify(_("Recorded as sent."), timeout=4)
        self.reload()

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why it was not recorded."""
        self.notify(error_text(failed.error), severity="error", timeout=12, markup=False)

    def action_sign(self) -> None:
        """Add the signed sheet of the visit, or record who signed the inspection report."""
        one = self.document
        if one is not None and one.words[:2] == ("inspection", "export"):
            form = form_of(self.session, "inspection", "sign", None, {"id": one.words[2]})
            self.app.push_screen(form, self._signed)
        elif one is None or one.visit is None:
            text = _("Choose the service sheet or the inspection report that was signed.")
            self.notify(text, severity="warning", timeout=4)
        else:
            self.add_file(one.visit, "signed_sheet")

    def _signed(self, done: "OperationResult | None") -> None:
        if done is not None:
            self.notify(_("The signature is recorded."), timeout=4)
            self.reload()

    def add_file(self, owner: str, kind: str) -> None:
        """Open the form that adds a file."""
        form = form_of(self.session, "attachment", "add", None, {"ref": owner, "kind": kind})
        self.app.push_screen(form, self._added)

    def _added(self, done: "OperationResult | None") -> None:
        if done is not None:
            self.notify(_("The file is kept."), timeout=4)
            self.reload()
