"""The form that adds a file: chosen with completion, with its size and detected type shown before it is stored."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Label

from deskctl.config.file_limits import file_limits
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field
from deskctl.queries.files.file_types import claimed_by, type_of
from deskctl.safe_text import one_line
from deskctl.screens.documents.path_list import PathsRead, read_paths, shown_name
from deskctl.screens.documents.path_row import PathRow
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.style.sizes import size_words

_OWNER, _FILE = "ref", "file"
_FIRST_BYTES = 4096


@dataclass
class FileRead(Message):
    """The description of a file."""

    path: str
    words: str


class AttachScreen(FormScreen):
    """Adds a file to a ticket or a record."""

    HELP_TITLE = N_("Attach")
    CSS_PATH = ["../form/form.tcss", "../dispatch/assign.tcss"]  # noqa: RUF012 - Textual's own form
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "path(1)", N_("Down"), show=False, id="attach.down"),
        Binding("up", "path(-1)", N_("Up"), show=False, id="attach.up"),
    ]

    def _row(self, field: Field) -> FieldRow:
        if field.name != _FILE:
            row = super()._row(field)
            row.display = row.display and (field.name != _OWNER or not self._preset.get(_OWNER))
            return row
        return PathRow(field, self._text_of(field), self.session.store, label=_("the file")).with_look(
            self.session.look
        )

    def _title(self) -> str:
        return f"{self._step_name}  {one_line(str(self._preset.get(_OWNER) or ''))}".rstrip()

    @property
    def _path(self) -> PathRow:
        return self.query_one(PathRow)

    def _enter_first(self) -> None:
        """Focus the file."""
        self._path.enter()

    def on_mount(self) -> None:
        """List the newest files."""
        self._look()

    def _look(self) -> None:
        typed = self._path.line.value
        in_background(self, lambda: read_paths(typed), "paths", name=FINDS)

    def on_paths_read(self, read: PathsRead) -> None:
        """Show the matching files, unless the text has changed since."""
        if read.typed == self._path.line.value:
            self._path.offer(read.listed, self.session.at())

    @on(Input.Changed, "#row-file Input")
    def _typed_path(self) -> None:
        if not self._path.names_a_file:
            self.query("#form-warning").remove()
            self._look()

    def action_path(self, lines: int) -> None:
        """Move the cursor in the list of files."""
        self._path.query_one(LineList).action_move(lines)

    @on(Input.Submitted, "#row-file Input")
    def _entered(self, event: Input.Submitted) -> None:
        """List the folder at the cursor, or choose the file at the cursor and go to the next field."""
        event.stop()
        event.prevent_default()
        if not self._path.listed or self._path.names_a_file or self._path.take():
            self.focus_next()
            self._describe()

    def on_line_list_selected(self, event: LineList.Selected) -> None:
        """Choose the clicked file or list the clicked folder."""
        event.stop()
        if self._path.take():
            self._describe()

    def _describe(self) -> None:
        path = self._path.text
        if self._path.names_a_file:
            in_background(self, lambda: _about(path), "file")

    def on_file_read(self, read: FileRead) -> None:
        """Show the description of the file."""
        self.query("#form-warning").remove()
        if read.path == self._path.text:
            label = Label(read.words, markup=False, id="form-warning")
            self.query_one("#form").mount(label, after="#form-help")

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        kept = self._path.name_to_keep
        return {"name": kept, **values} if kept and not values.get("name") else values


def _about(path: str) -> FileRead:
    """Return the size and the type of a file, with warnings; it is checked again when it is recorded."""
    from pathlib import Path

    try:
        size, most = Path(path).stat(follow_symlinks=False).st_size, file_limits().file
        with Path(path).open("rb") as stream:
            kind = type_of(stream.read(_FIRST_BYTES))
    except OSError as error:
        return FileRead(path, one_line(f"{shown_name(path)}: {error.strerror or error}"))
    words = _("{size}, {type}").format(size=size_words(size), type=kind)
    if size > most:
        words += "  " + _("! too large: at most {most} MB").format(most=most >> 20)
    claim = claimed_by(path.rpartition("/")[2], kind)
    if claim is not None:
        words += "  " + _("! its name claims {claim}").format(claim=claim)
    return FileRead(path, one_line(words))
