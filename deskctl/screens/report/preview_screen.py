"""The preview of a document, such as the report, as the customer will see it, and its export to a file.

Another deskctl process makes the document, so that it uses the customer's language and not the console's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from deskctl.config import settings
from deskctl.language.i18n import N_, _
from deskctl.names import ticket_name
from deskctl.safe_text import one_line, visible
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.documents.deskctl_process import CommandOutput, run_command
from deskctl.screens.report.preview_lines import document_lines, source_lines
from deskctl.screens.session.clipboard import copy_text
from deskctl.screens.session.jobs import Failed, error_text, in_background
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece

_FORMS = {"p": ("pdf", "PDF"), "w": ("docx", "Word"), "h": ("html", "HTML"), "M": ("md", "Markdown")}
_ALIASES = {"w": "w,d"}
"""The keys of a form that has a second one, which is not named in the frame."""
_LEAST = 20


@dataclass
class Previewed(Message):
    """The text of the report."""

    text: str


@dataclass
class Exported(Message):
    """A file was written; `note` says what it lacks."""

    path: str
    note: str


class PreviewPane(LinePane, can_focus=True):
    """The preview."""


class PreviewScreen(DialogScreen[None]):
    """Shows a document and exports it; `words` is the command that exports it."""

    AUTO_FOCUS = "#document-text"
    CSS_PATH = "preview.tcss"
    HELP_TITLE = N_("Report preview")
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(_ALIASES.get(key, key), f"write('{form}')", name, id=f"paper.{form}")
            for key, (form, name) in _FORMS.items()
        ),
        Binding("m", "source", N_("Source"), id="paper.source", tooltip=N_("the document as Markdown, and back")),
        Binding("L", "language", N_("Language"), id="paper.language", tooltip=N_("the document in the other language")),
        Binding("y", "copy", N_("Copy"), id="paper.copy", tooltip=N_("the text of the report to the clipboard")),
        Binding("escape,q", "dismiss", N_("Back"), id="paper.back"),
    ]

    def __init__(self, session: Session, title: str, words: Sequence[str]) -> None:
        super().__init__()
        self.session = session
        self._title = title
        self._words = words
        self._text = ""
        self._lang: str | None = None
        self._as_source = False

    def compose(self) -> ComposeResult:
        """Lay out the preview and the export formats."""
        with Vertical(id="document") as box:
            box.border_title = Content(one_line(self._title))
            self.name_keys(box, self.subtitle)
            yield PreviewPane(id="document-text")

    @property
    def subtitle(self) -> str:
        """The keys that are named in the frame."""
        forms = "  ".join(f"{key} {name}" for key, (_form, name) in _FORMS.items() if key.islower())
        return _("write: {forms}   m: source   L: language   y: copy   esc: back").format(forms=forms)

    def on_mount(self) -> None:
        """Start making the preview."""
        self.call_after_refresh(lambda: self._show(self._text or _("making the preview ...")))
        self._make()

    def _make(self) -> None:
        in_background(self, lambda: Previewed(self._export("md", "-").printed.decode("utf-8")), "preview")

    def action_language(self) -> None:
        """Show and export the document in the other language."""
        if self._text:
            self._lang = "zh" if self._text.partition("\n")[0].isascii() else "en"
            self._make()

    def action_source(self) -> None:
        """Switch between the Markdown source and the preview."""
        self._as_source = not self._as_source
        self._show(self._text)

    def on_previewed(self, made: Previewed) -> None:
        """Show the text."""
        self._text = visible(made.text)
        self._show(self._text)

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(lambda: self._show(self._text) if self._text else None)

    def action_write(self, form: str) -> None:
        """Export the document to the folder in which the console was started."""
        self.notify(_("writing the {form} ...").format(form=form.upper()), timeout=2, markup=False)
        in_background(self, lambda: _exported(self._export(form, str(Path.cwd()), "--json")), "document")

    def action_copy(self) -> None:
        """Copy the text of the document."""
        if self._text:
            copy_text(self, self._text, _("The report"))

    def on_exported(self, event: Exported) -> None:
        """Show where the file was written, and what it lacks."""
        self.notify(visible(event.path), title=_("File written"), timeout=12, markup=False)
        if event.note:
            self.notify(event.note, severity="warning", timeout=12, markup=False)

    def on_failed(self, failed: Failed) -> None:
        """Show why the document could not be made."""
        self._show(self._text)
        self.notify(error_text(failed.error), severity="error", timeout=12, markup=False)

    def _show(self, text: str) -> None:
        pane = self.query_one(PreviewPane)
        width = max(_LEAST, pane.line_width)
        warning: Line = (Piece(_("! no letterhead: Settings, firm"), "soon"),)
        head = [] if settings().get("firm", {}).get("name") else [warning]
        rule = self.session.look.symbols["rule"]
        lines = source_lines(text, width) if self._as_source else [*head, *document_lines(text, width, rule)]
        pane.show(list(lines))

    def _export(self, form: str, to: str, *more: str) -> CommandOutput:
        lang = ["--lang", self._lang] if self._lang else []
        return run_command(self.session, [*self._words, "--format", form, "-o", to, "--force", *lang, *more])


def report_preview(session: Session, number: int) -> PreviewScreen:
    """Return the preview of the report of a ticket."""
    name = ticket_name(number)
    return PreviewScreen(
        session, _("{ticket}: report preview").format(ticket=name), ("report", "export", name, "--draft")
    )


def _exported(output: CommandOutput) -> Exported:
    return Exported(str(json.loads(output.printed)["file"]), output.note)
