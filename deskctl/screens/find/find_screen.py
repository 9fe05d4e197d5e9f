"""The find box: finds tickets, people and other records, then operations and actions, by any words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from deskctl.language.i18n import N_, _
from deskctl.language.words import word
from deskctl.language.words.records import USE_STATES
from deskctl.names import ticket_name
from deskctl.queries.search.desk_search import Hit
from deskctl.queries.search.find_box import find_everything
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.dialogs.filter_dialog import FilterDialog
from deskctl.screens.session.jobs import FINDS, in_background
from deskctl.screens.session.place_history import Place
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece, width_of
from deskctl.widgets.panes.queue_columns import status_in
from deskctl.widgets.style.cells import fit, most_important, shorten

if TYPE_CHECKING:
    from deskctl.screens.find.entries import Entry

_KIND, _ID, _STATUS, _LEAST, _NAME, _KEY, _NARROW = 10, 12, 11, 10, 24, 8, 50
_MORE = 30
_OPERATION, _TICKET = "operation", "ticket"
_KINDS: Mapping[str, str] = {
    "ticket": N_("ticket"), "contact": N_("person"), "staff": N_("staff"), "customer": N_("customer"),
    "asset": N_("equipment"), "contract": N_("contract"), "part": N_("part"), "faq": N_("answer"),
    "course": N_("course"), _OPERATION: N_("do"),
}  # fmt: skip
COMMANDS = ":"
"""The prefix that limits the search to operations."""
_MOST_ENTRIES = 5


@dataclass
class HitsRead(Message):
    """The results for the words: records, then entries."""

    words: str
    hits: Sequence[Hit]
    entries: "Sequence[Entry]" = ()
    longer: frozenset[str] = frozenset()
    """The kinds with more results than are listed."""
    seconds: float | None = None
    """The duration of the search in the records."""

    @property
    def summary(self) -> str:
        """The number of lines, and how long the search took."""
        lines = f"{len(self.hits) + len(self.entries)}{'+' if self.longer else ''}"
        if not self.words:
            return ""
        if self.seconds is None:
            return _("{n} found").format(n=lines)
        return _("{n} found in {ms} ms").format(n=lines, ms=max(1, round(self.seconds * 1000)))


@dataclass(frozen=True)
class Chosen:
    """A chosen record or entry; with `is_new`, a new ticket for the record."""

    hit: Hit | None = None
    entry: "Entry | None" = None
    is_new: bool = False


class FindScreen(FilterDialog, DialogScreen[Chosen | None]):
    """Searches while the user types."""

    AUTO_FOCUS = "#find-words"
    CSS_PATH = "find.tcss"
    HELP_TITLE = N_("Find")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Back"), id="find.back", tooltip=N_("clear the kind, then the words, then close")),
        Binding("down", "move(1)", N_("Down"), show=False, id="find.down"),
        Binding("up", "move(-1)", N_("Up"), show=False, id="find.up"),
        Binding(
            "tab", "kind", N_("One kind"), priority=True, id="find.kind", tooltip=N_("only this kind, and more of it")
        ),
        Binding("ctrl+l", "peek", N_("Peek"), id="find.peek", tooltip=N_("look at it and stay in the list")),
        Binding("ctrl+n", "new", N_("New ticket"), id="find.new", tooltip=N_("a new ticket for what is at the cursor")),
    ]

    def __init__(self, session: Session, words: str = "", entries: "Sequence[Entry]" = ()) -> None:
        super().__init__()
        self.session = session
        self.opened_with = words
        self._entries = entries
        self._only = ""
        self._read = HitsRead("", ())

    def compose(self) -> ComposeResult:
        """Put the hits below the line."""
        with Vertical(id="find"):
            hint = _("name, phone, customer, number, serial number, words ...")
            with Horizontal(id="find-line"):
                yield SafeInput(
                    self.opened_with, placeholder=hint, id="find-words", compact=True, select_on_focus=False
                )
                yield Label(id="find-count", markup=False)
            yield LineList(self.session.look, id="hits")

    def on_mount(self) -> None:
        """Search for the initial words."""
        self._write_edges()
        self._search()

    def _write_edges(self) -> None:
        """Write title and subtitle, which depend on whether a single kind is shown."""
        box, kind = self.query_one("#find"), self._only
        box.border_title = " · ".join(filter(None, (_("Find"), kind and _(_KINDS.get(kind, kind)))))
        every = _("enter: open  ^l: peek  ^n: new ticket  tab: one kind  : commands  esc: back")
        one = _("enter: open  ^l: peek  ^n: new ticket  tab: all kinds  : commands  esc: back")
        self.name_keys(box, one if kind else every)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._search()

    def _search(self) -> None:
        words, only = self.query_one(Input).value.strip().replace("：", COMMANDS, 1), self._only
        if words:
            in_background(self, lambda: self._find(words, only), "find", name=FINDS)
        else:
            self.on_hits_read(HitsRead("", [_hit_of(place) for place in self.session.visited.recent]))

    def _find(self, words: str, only: str) -> HitsRead:
        """Search in a thread."""
        from deskctl.screens.find.entries import best_entries

        if words.startswith(COMMANDS) or only == _OPERATION:
            sought = words.removeprefix(COMMANDS)
            return HitsRead(words, (), best_entries(self._entries, sought, with_help=True))
        entries = best_entries(self._entries, words, with_help=False)[:_MOST_ENTRIES] if not only else ()
        began = perf_counter()
        with reading(self.session.store) as conn:
            hits = find_everything(conn, words, **({"tickets": _MORE, "records": _MORE} if only else {}))
        seconds = perf_counter() - began
        if only:
            return HitsRead(words, [hit for hit in hits if hit.kind == only], seconds=seconds)
        first = {hit.kind: hit for hit in reversed(hits)}
        shown = [hit for hit in hits if hit.kind == _TICKET or hit is first[hit.kind]]
        return HitsRead(words, shown, entries, frozenset(hit.kind for hit in hits if hit not in shown), seconds)

    def on_hits_read(self, read: HitsRead) -> None:
        """Show what was found."""
        self._read = read
        self.query_one("#find-count", Label).update(read.summary)
        self._show()
        self.query_one(LineList).move_to(0)

    def _show(self) -> None:
        listed, read = self.query_one(LineList), self._read
        width = max(_LEAST, listed.line_width - 2)
        nothing = _("No match: {words}").format(words=one_line(read.words)) if read.words else ""
        lines = [
            *(_line(hit, width, has_more=hit.kind in read.longer) for hit in read.hits),
            *(_entry_line(one, width) for one in read.entries),
        ]
        listed.show(lines or [(Piece(nothing, "dim"),)])

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._show)

    def action_move(self, lines: int) -> None:
        """Move the cursor while typing."""
        self.query_one(LineList).action_move(lines)

    @property
    def _row(self) -> Chosen | None:
        """The result at the cursor."""
        place, hits, entries = self.query_one(LineList).place, self._read.hits, self._read.entries
        if place < len(hits):
            return Chosen(hit=hits[place])
        return Chosen(entry=entries[place - len(hits)]) if place - len(hits) < len(entries) else None

    def action_kind(self) -> None:
        """Show only the kind at the cursor, with more results, or all kinds again."""
        row = self._row
        if self._only:
            self._only = ""
        elif row is not None:
            self._only = row.hit.kind if row.hit else _OPERATION
        self._write_edges()
        self._search()

    def action_back(self) -> None:
        """Show all kinds again; else take back the words, or close the box."""
        if self._only:
            self.action_kind()
        else:
            super().action_back()

    def action_peek(self) -> None:
        """Show the record at the cursor above the box."""
        from deskctl.screens.find.open_place import peek

        row = self._row
        if row is not None and row.hit is not None:
            peek(self, self.session, Place(row.hit.kind, row.hit.id, row.hit.title))

    def action_new(self) -> None:
        """Open a new ticket for the record at the cursor."""
        row = self._row
        if row is not None and row.hit is not None:
            self.dismiss(Chosen(row.hit, is_new=True))

    @on(Input.Submitted)
    @on(LineList.Selected)
    def _choose(self) -> None:
        """Return the result at the cursor."""
        row = self._row
        if row is not None:
            self.dismiss(row)


def _hit_of(place: Place) -> Hit:
    return Hit(place.kind, place.id, place.title, None, None, None)


def _line(hit: Hit, width: int, *, has_more: bool) -> Line:
    key = ticket_name(int(hit.id)) if hit.kind == _TICKET else hit.id
    state = status_in(hit.status or "", _STATUS) if hit.kind == _TICKET else word(USE_STATES, hit.status)
    owner = hit.customer_name if hit.customer_name and hit.customer_name not in hit.title else ""
    more = (Piece("  " + _("tab: more"), "idle"),) if has_more else ()
    status = (Piece(fit(state, _STATUS) + " ", "dim"),) if state else ()
    kind: Line = (Piece(fit(_(_KINDS[hit.kind]) if hit.kind in _KINDS else hit.kind, _KIND), "dim"),)
    head: Line = (*(kind if width >= _NARROW else ()), Piece(fit(key, _ID), "strong"), *status)
    left = width - width_of(head)
    more = more if width_of(more) + _LEAST <= left else ()
    parts = [(0, one_line(hit.title)), *([(1, one_line(owner))] if owner else ())]
    return *head, Piece(most_important(parts, left - width_of(more))), *more


def _entry_line(entry: "Entry", width: int) -> Line:
    kind: Line = (Piece(fit(_(_KINDS[_OPERATION]), _KIND), "dim"),) if width >= _NARROW else ()
    name: Line = (*kind, Piece(fit(entry.name, _NAME) + " ", "strong"))
    line: Line = (*name, Piece(fit(entry.key, _KEY) + " ", "accent"), Piece(one_line(entry.about), "dim"))
    if width_of(line) <= width:
        return line
    left = width - width_of(line[:-1])
    return (*line[:-1], Piece(shorten(entry.about, left), "dim")) if left >= _LEAST else line[:-1]
