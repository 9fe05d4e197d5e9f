"""The field for the person who takes a ticket, with a list of candidates that is filtered by typing."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from deskctl.language.folding import fold
from deskctl.language.i18n import _
from deskctl.language.initials import initials
from deskctl.language.words.choices import choice_word
from deskctl.queries.dispatch.candidates import Candidate
from deskctl.safe_text import one_line
from deskctl.screens.dispatch.candidate_lines import candidate_line, columns_of, heading_line, others_line
from deskctl.screens.form.form_fields import FieldRow
from deskctl.sla.facts import Instant
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane, Piece
from deskctl.widgets.style.look import Look

_LEAST, _SHOWN, _AROUND = 20, 8, 18
"""The least width, the most rows of the list, and the rows that the rest of the form needs."""


class CandidateList(LineList, can_focus=False):
    """The candidates; the field above them moves their cursor."""


class CandidateRow(FieldRow):
    """A field for a name with the matching candidates below it."""

    DEFAULT_CSS = """
    CandidateRow { LineList { height: 8; } LinePane { overflow: hidden hidden; } #candidates-head { height: 1; } }
    """

    candidates: Sequence[Candidate] = ()
    _shown: Sequence[Candidate | None] = ()
    """The candidates of the list; None is the line above those who are not sent to customers."""

    _written = _empty = ""

    def compose(self) -> ComposeResult:
        """Put the candidates below the field."""
        yield from super().compose()
        yield LinePane(id="candidates-head")
        yield CandidateList(self.look, id="candidates")

    def with_look(self, look: Look) -> "CandidateRow":
        """Set the look, and return the row."""
        self.look = look
        return self

    look: Look = Look()

    def _widget(self) -> Widget:
        return SafeInput(one_line(self._text), placeholder=_("part of the name, or a skill"))

    def offer(self, candidates: Sequence[Candidate], at: Instant) -> None:
        """Offer these candidates, and show the name of a preset person, unless somebody has typed."""
        self.candidates = candidates
        self._empty = _("Nobody is on the staff yet; esc, then : staff add.")
        line = self.query_one(SafeInput)
        preset = "" if line.is_edited else line.value.strip()
        named = next((one for one in candidates if one.staff == preset), None)
        if named is not None:
            self._write(named)
        self.redraw(at)

    def redraw(self, at: Instant) -> None:
        """Show the candidates that match the typed text."""
        typed = self.query_one(Input).value
        fitting = self.candidates if typed == self._written else [one for one in self.candidates if _fits(one, typed)]
        going, others = ([one for one in fitting if one.goes is goes] for goes in (True, False))
        self._shown = [*going, *([None] if others else []), *others]
        listed = self.query_one(LineList)
        width = max(_LEAST, listed.line_width - 1)
        listed.styles.height = self._height()
        nobody = (Piece(_("Nobody matches.") if self.candidates else self._empty, "dim"),)
        columns = columns_of(fitting, at, self.look)
        self.query_one("#candidates-head", LinePane).show([(Piece("  "), *heading_line(width, columns))])
        below = others_line(others, width)
        lines = [candidate_line(one, at, self.look, width, columns) if one else below for one in self._shown]
        listed.show(lines or [nobody])
        if self._shown and self._shown[listed.place] is None:
            listed.move_to(listed.place + 1)

    def _height(self) -> int:
        """Return the height of the list: that of all candidates, also before they are read and when fewer match."""
        known = len(self.look.names) + 1 if self.look.names else _SHOWN
        return max(1, min(_SHOWN, known, max(3, self.app.size.height - _AROUND)))

    @property
    def chosen(self) -> Candidate | None:
        """The candidate that the typed text identifies; None if it is ambiguous."""
        typed = self.query_one(Input).value.strip()
        named = next((one for one in self.candidates if one.staff == typed.split(" ", 1)[0]), None)
        fitting = [one for one in self.candidates if _fits(one, typed)] if typed and named is None else []
        return named or (fitting[0] if len(fitting) == 1 else None)

    @property
    def text(self) -> str:
        """The id of the chosen candidate, else the typed text."""
        one = self.chosen
        return one.staff if one else self.query_one(Input).value.strip()

    @property
    def at_cursor(self) -> Candidate | None:
        """The candidate at the cursor of the list."""
        place = self.query_one(LineList).place
        return self._shown[place] if place < len(self._shown) else None

    def move(self, lines: int) -> None:
        """Move the cursor of the list."""
        listed = self.query_one(LineList)
        listed.action_move(lines)
        if self.at_cursor is None:
            listed.action_move(1 if lines > 0 else -1)

    def take(self) -> None:
        """Write the candidate at the cursor into the field."""
        if self.at_cursor is not None:
            self._write(self.at_cursor)

    def _write(self, one: Candidate) -> None:
        self._written = f"{one.staff} {one_line(one.name)}"
        self.query_one(SafeInput).fill_in(self._written)

    @on(Input.Changed)
    def _narrowed(self) -> None:
        self.query_one(LineList).move_to(0)


def _fits(one: Candidate, typed: str) -> bool:
    held = fold(f"{one.staff} {one.name} {initials(one.name)} {choice_word('role', one.role)} {' '.join(one.skills)}")
    return all(piece in held for piece in fold(typed).split())
