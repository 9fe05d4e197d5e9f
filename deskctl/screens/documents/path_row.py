"""The row of a form for the path of a file, with completion."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from deskctl.language.i18n import _
from deskctl.screens.documents.path_list import PathEntry, shown_name, typed_path
from deskctl.screens.form.form_fields import FieldRow
from deskctl.sla.facts import Instant
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece
from deskctl.widgets.style.cells import fit
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.sizes import size_words
from deskctl.widgets.style.times import short_time

_LEAST, _SHOWN, _AROUND = 20, 6, 16
_SIZE, _WHEN = 10, 14


class PathList(LineList, can_focus=False):
    """The matching files; the keys of the field above move the cursor."""


class PathRow(FieldRow):
    """A field for a path, with the matching files below it."""

    look: Look = Look()
    listed: Sequence[PathEntry] = ()
    _chosen: PathEntry | None = None
    _written = ""

    def compose(self) -> ComposeResult:
        """Lay out the field and the list of matching files."""
        yield from super().compose()
        yield PathList(self.look, id="paths")

    def with_look(self, look: Look) -> "PathRow":
        """Set the look, and return the row."""
        self.look = look
        return self

    def _widget(self) -> Widget:
        return SafeInput(shown_name(self._text), placeholder=_("a path; the newest downloads are listed below"))

    @property
    def line(self) -> Input:
        """The field."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        """The path of the chosen file, else the typed one."""
        if self._chosen is not None and self.line.value == self._written:
            return self._chosen.path
        return typed_path(self.line.value)

    @property
    def name_to_keep(self) -> str | None:
        """The printable name to store a file under if its own name is not; else None."""
        one = self._chosen if self.line.value == self._written else None
        own = one.path.rpartition("/")[2] if one else ""
        return shown_name(own) if one and own != shown_name(own) else None

    def offer(self, listed: Sequence[PathEntry], at: Instant) -> None:
        """Show the matching files."""
        self.listed = listed
        pane = self.query_one(PathList)
        width = max(_LEAST, pane.line_width - 1)
        pane.styles.height = max(1, min(_SHOWN, len(listed), max(3, self.app.size.height - _AROUND)))
        pane.show([self._drawn(one, at, width) for one in listed] or [(Piece(_("Nothing here matches."), "dim"),)])
        pane.move_to(0)

    def _drawn(self, one: PathEntry, at: Instant, width: int) -> Line:
        size = "" if one.is_folder else size_words(one.size)
        name = fit(one.shown + ("/" if one.is_folder else ""), max(1, width - _SIZE - _WHEN - 2))
        when = short_time(int(one.changed), at, self.look.zone)
        return Piece(name + " ", "accent" if one.is_folder else ""), Piece(fit(size, _SIZE) + " ", "dim"), Piece(
            fit(when, _WHEN), "dim")  # fmt: skip

    def take(self) -> bool:
        """Fill in the path at the cursor, and return True if it is a file."""
        place, typed = self.query_one(PathList).place, typed_path(self.line.value)
        named = next((one for one in self.listed if one.path == typed), None)
        if named is None and place >= len(self.listed):
            return False
        one = self._chosen = named or self.listed[place]
        self._written = shown_name(one.path) + ("/" if one.is_folder else "")
        self.line.value = self._written
        self.line.cursor_position = len(self._written)
        return not one.is_folder

    @property
    def names_a_file(self) -> bool:
        """True if the field contains the path of a chosen file."""
        one = self._chosen
        return one is not None and not one.is_folder and self.line.value == self._written

    @on(Input.Changed)
    def _other(self) -> None:
        self.typed()
