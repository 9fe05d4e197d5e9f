"""The list of the documents and files of a ticket, a customer or a record, with keys to open, export and add them."""

from collections.abc import Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from deskctl.language.i18n import N_, _
from deskctl.safe_text import one_line, visible
from deskctl.screens import keys
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.documents.deskctl_process import run_command
from deskctl.screens.documents.document_list import DocumentEntry, DocumentsRead, read_documents
from deskctl.screens.documents.document_sending import SENDING_KEYS, DocumentSending
from deskctl.screens.documents.outside_program import open_outside
from deskctl.screens.session.jobs import OPENS, Failed, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit, shorten

_KIND, _STATE, _LEAST, _NARROW = 20, 30, 20, 55
_LETTERS = ("lines.first", "lines.last")


@dataclass
class Saved(Message):
    """A file was saved; `opened` if a program of the system was asked to show it; `note` says what it lacks."""

    path: str
    opened: bool
    note: str = ""


class DocumentLines(LineList, inherit_bindings=False):
    """The list of documents; `g`, which moves to the first line in other lists, adds a signed sheet here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(key for key in LineList.BINDINGS if isinstance(key, Binding) and key.id not in _LETTERS),
        Binding("home", "go(0)", N_("First"), show=False, id="papers.first"),
        Binding("end", "go(-1)", N_("Last"), show=False, id="papers.last"),
    ]


class DocumentsScreen(DocumentSending, DialogScreen[None]):
    """Lists documents and files."""

    AUTO_FOCUS = "#documents"
    CSS_PATH = "documents.tcss"
    HELP_TITLE = N_("Documents")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "write('pdf')", N_("PDF"), id="papers.pdf", tooltip=N_("write it as PDF")),
        Binding("w", "write('docx')", N_("Word"), id="papers.word", tooltip=N_("write it as a Word file")),
        Binding("o", "outside", N_("Open outside"), id="papers.outside",
                tooltip=N_("in the program that your system has for it")),
        *SENDING_KEYS,
        keys.ATTACH,
        Binding("escape,q", "dismiss", N_("Back"), id="papers.back"),
    ]  # fmt: skip

    def __init__(self, session: Session, owner: str) -> None:
        super().__init__()
        self.session = session
        self.owner = owner
        self._documents: Sequence[DocumentEntry] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="documents-box") as box:
            box.border_title = _("{of}: documents and files").format(of=self.owner)
            self.name_keys(box, _("enter: look  p: PDF  w: Word  t: mail  g: signed  +: add a file  esc"))
            yield DocumentLines(self.session.look, id="documents")

    def on_mount(self) -> None:
        """Read the documents, and again when the store changes."""
        self.session.changed.subscribe(self, lambda _none: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the documents again."""
        in_background(self, lambda: read_documents(self.session, self.owner), "documents", name=OPENS)

    def on_documents_read(self, read: DocumentsRead) -> None:
        """Show the documents."""
        self._documents = read.documents
        self._write()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        if self._documents is not None:
            listed = self.query_one(LineList)
            width = max(_LEAST, listed.line_width - 2)
            nothing = (Piece(_("No document yet; + adds a file."), "dim"),)
            ids = [(one.words, one.file, one.visit) for one in self._documents]
            listed.show([document_line(one, width) for one in self._documents] or [nothing], ids)

    @property
    def chosen(self) -> DocumentEntry | None:
        """The document at the cursor."""
        place = self.query_one(LineList).place
        return self._documents[place] if self._documents and place < len(self._documents) else None

    def on_line_list_selected(self) -> None:
        """Preview the chosen document, or save the chosen file."""
        from deskctl.screens.documents.sheet_screen import SheetScreen

        one = self.chosen
        if one is None:
            return
        if one.file is not None:
            self._save(one, outside=False)
        else:
            self.app.push_screen(SheetScreen(self.session, one, self.owner), lambda _none: self.reload())

    def action_write(self, form: str) -> None:
        """Export the chosen document to the folder in which the console was started."""
        one = self.chosen
        if one is not None and one.file is None:
            self._start(one, (*one.words, "--format", form, "-o", str(Path.cwd()), "--force", "--json"), outside=False)
        elif one is not None:
            self._save(one, outside=False)

    def action_outside(self) -> None:
        """Open the chosen document or file with the default program of the system."""
        one = self.chosen
        if one is not None and one.file is not None:
            self._save(one, outside=True)
        elif one is not None:
            self._start(one, (*one.words, "--format", "pdf", "-o", str(Path.cwd()), "--force", "--json"), outside=True)

    def _save(self, one: DocumentEntry, *, outside: bool) -> None:
        self._start(one, ("attachment", "save", str(one.file), "-o", str(Path.cwd()), "--json"), outside=outside)

    def _start(self, one: DocumentEntry, words: Sequence[str], *, outside: bool) -> None:
        self.notify(_("writing {name} ...").format(name=one_line(one.name)), timeout=2, markup=False)
        in_background(self, lambda: self._write_file(words, outside=outside), "document")

    def _write_file(self, words: Sequence[str], *, outside: bool) -> Saved:
        output = run_command(self.session, words)
        path = str(loads(output.printed)["file"])
        return Saved(path, outside and open_outside(path), output.note)

    def on_saved(self, saved: Saved) -> None:
        """Show where the file is, and what it lacks."""
        title = _("Opened outside") if saved.opened else _("File written")
        self.notify(visible(saved.path), title=title, timeout=12, markup=False)
        if saved.note:
            self.notify(saved.note, severity="warning", timeout=12, markup=False)

    def on_failed(self, failed: Failed) -> None:
        """Show why it could not be written."""
        self.notify(error_text(failed.error), severity="error", timeout=12, markup=False)

    @property
    def document(self) -> DocumentEntry | None:
        """The document at the cursor."""
        return self.chosen

    def action_attach(self) -> None:
        """Add a file."""
        self.add_file(self.owner, "other")


def document_line(one: DocumentEntry, width: int) -> Line:
    """Return the line of a document: its kind, its name, its state; on a narrow screen its name and its kind."""
    if width < _NARROW:
        name = shorten(one_line(one.name), width)
        return Piece(f"{name}  ", "strong"), Piece(shorten(one.kind, width - cell_len(name) - 2), "dim")
    kind = Piece(fit(one.kind, _KIND - 1) + " ", "dim")
    room = max(_LEAST, width - _KIND)
    state = shorten(one_line(one.state), min(_STATE, room // 2))
    left = max(1, room - cell_len(state) - 2)
    return kind, Piece(fit(one_line(one.name), left) + "  ", "strong"), Piece(state, "dim")
