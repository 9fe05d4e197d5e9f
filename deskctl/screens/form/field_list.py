"""The fields of a form: their texts, values and errors."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from deskctl.errors import BadData, DeskError
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_values import shown_value, typed_value, without_blanks
from deskctl.screens.session.session import Session
from deskctl.widgets.inputs.focus_in_view import FocusInView

WHEN, NOTE = "at_", "note_"
_ANSWERS = {"true": True, "false": False}
_WORDS = frozenset({"text", "longtext"})
_READ = frozenset({"int", "float", "time", "date"})
"""The kinds of fields whose text must be understood."""
_FEWEST = 3
"""The fewest lines that the list takes: a field with its label."""


class FieldList(VerticalScroll, FocusInView, can_focus=False, inherit_bindings=False):
    """A scrolling column of rows; the arrow keys belong to the rows, and Tab scrolls to the next one."""

    def __init__(self, session: Session, rows: Sequence[FieldRow]) -> None:
        super().__init__(id="fields")
        self._session = session
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield from self.rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the rows, at most the space that the rest of the form leaves on the screen."""
        rows = super().get_content_height(container, viewport, width)
        form = self.parent
        if not isinstance(form, Widget) or form.styles.max_height is None:
            return rows
        whole = int(form.styles.max_height.resolve(viewport, viewport)) - form.gutter.height
        shown = (one for one in form.displayed_children if one is not self)
        return max(_FEWEST, min(rows, whole - sum(_height(one, container, viewport, width) for one in shown)))

    def on_mount(self) -> None:
        """Show examples in the empty fields."""
        now = self._session.now().astimezone(self._session.look.zone)
        for row in self.rows:
            row.show_example(now)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Mark a field that is left with a text that cannot be read; what is missing is marked at saving."""
        row = next((one for one in event.widget.ancestors if isinstance(one, FieldRow)), None)
        if row is None or not (row.field.kind in _READ or row.field.moment):
            return
        try:
            self.value(row)
        except BadData as error:
            row.show_error(row.error_text(error))

    def enter_first(self) -> None:
        """Focus the first required field that is empty, else the first that is empty or for words, not a known id."""
        shown = [row for row in self.rows if row.display]
        waiting = [row for row in shown if row.field.required and not row.text]
        free = [row for row in shown if not row.text or row.field.kind in _WORDS]
        for row in (waiting or free or shown)[:1]:  # no rows if the console is closing
            row.enter()

    @property
    def touched(self) -> bool:
        """True if something was typed."""
        return any(row.touched for row in self.rows)

    def values(self) -> dict[str, Any]:
        """Return the values of all fields that are filled in; raises `BadData` that names the field."""
        return without_blanks({row.field.name: self.value(row) for row in self.rows})

    def value(self, row: FieldRow) -> Any:
        """Return the value of a field; None for the time of the action unless it was changed."""
        if row.field.name == WHEN and not row.touched:
            return None
        if row.field.kind == "bool":
            return _ANSWERS.get(row.text)
        try:
            return typed_value(row.field, row.text, now=self._session.now(), zone=self._session.look.zone_name)
        except BadData:
            raise
        except DeskError as error:
            raise BadData(error.template, field=row.field.name, **error.values) from error

    def texts(self) -> dict[str, str]:
        """Return the texts to save by field; a relative time becomes an absolute one."""
        return {row.field.name: self._text_to_keep(row) for row in self.rows}

    def _text_to_keep(self, row: FieldRow) -> str:
        with suppress(DeskError):
            if row.field.kind == "time" and row.touched:
                return shown_value(self.value(row), self._session.look.zone)
        return row.text

    def clear_errors(self) -> None:
        """Remove all error messages."""
        for row in self.rows:
            row.show_error("")

    def show_at_field(self, error: DeskError) -> bool:
        """Show an error at the field that it names, and focus the field; False if it names none."""
        for row in self.rows:
            if row.field.name == error.values.get("field"):
                row.show_error(row.error_text(error))
                row.enter()
                return True
        return False


def _height(part: Widget, container: Size, viewport: Size, width: int) -> int:
    """Return the height of a part of the form, including its margin."""
    height, most = part.styles.height, part.styles.max_height
    fixed = height.cells if height else None
    lines = part.get_content_height(container, viewport, width) if fixed is None else fixed
    limit = most.cells if most else None
    return (lines if limit is None else min(lines, limit)) + part.styles.margin.height
