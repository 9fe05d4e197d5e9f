"""A field to pick a customer, a contact, a part or another record by part of its name or id."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from deskctl.language.i18n import N_, _
from deskctl.queries.search.callers import Callers
from deskctl.queries.search.choices import choices, kinds
from deskctl.safe_text import one_line
from deskctl.screens.session.jobs import FINDS
from deskctl.screens.session.store_session import reading
from deskctl.widgets.inputs.matches import Matches
from deskctl.widgets.inputs.safe_input import SafeInput

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_COMMA = re.compile("[,，]")
_PEOPLE = frozenset({"contact", "staff", "expert"})
_PADDING = 2
"""The cells beside a text below the field."""
SHOWN, COUNTED = 6, 50
"""The most matches that are listed, and the most that are counted."""


class RefPicker(Vertical):
    """A text field with matches below it; `many` accepts several ids separated by commas."""

    DEFAULT_CSS = """
    RefPicker {
        height: auto;
        OptionList { height: auto; max-height: 6; border: none; padding: 0 1; background: $surface; display: none; }
        .matched { display: none; padding: 0 1; width: 1fr; height: auto; color: $quiet; }
        OptionList.-shown, .matched.-shown { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "into_list", N_("Matches"), show=False, id="matches.enter"),
    ]

    @dataclass
    class Found(Message):
        """The matches of a typed text."""

        typed: str
        matches: list[tuple[str, str]]
        callers: Callers | None = None

    @dataclass
    class Picked(Message):
        """An id was picked from the matches, or is the only match."""

        kind: str
        picked: str

    def __init__(self, kind: str, text: str, store: str, *, many: bool = False) -> None:
        super().__init__()
        self._kind = kind
        self._text = text
        self._store = store
        self._many = many
        self._labels: dict[str, str] = {}
        self._unsought: str | None = None
        self._sought = text
        self._last = self.Found("", [])
        self._narrowed: dict[str, str] = {}
        self._wanted = False

    def compose(self) -> ComposeResult:
        """Lay out the field; the matches are added when there are any."""
        yield SafeInput(self._text, placeholder=self._hint)

    @property
    def _hint(self) -> str:
        """What is typed, in a language that has a word of its own for the name of a person."""
        if self._kind in _PEOPLE:
            return _("names or ids, several by commas") if self._many else _("name or id, or part of the name")
        return _("names or ids, separated by commas") if self._many else _("name or id, or a part of it")

    def on_mount(self) -> None:
        """Look up the name of the initial record."""
        if self._text:
            self._unsought = self.query_one(Input).value
            self._start(self._parts(self._text)[-1].strip())

    def fill_in(self, text: str) -> None:
        """Fill in an initial record that was read late, and look up its name."""
        self._text = text
        self.write(text)
        self._start(self._parts(text)[-1].strip())

    def _start(self, typed: str) -> None:
        """Search the records in a thread; a newer search cancels it, and late results of an older one are dropped."""
        self._sought = typed
        self.run_worker(lambda: self._find(typed), name=FINDS, thread=True, exclusive=True, exit_on_error=False)

    def suggest(self, label: str) -> None:
        """Show in the empty field which record is used if none is typed."""
        if label:
            self.query_one(Input).placeholder = one_line(label)

    def narrow(self, **owner: str) -> None:
        """Offer only records of an owner, such as `customer`."""
        self._narrowed = owner

    def offer_all(self) -> None:
        """List all records although the field has a text."""
        self._start("")

    @property
    def known(self) -> bool:
        """True if every typed part is the id of a record."""
        return all(part in self._labels for part in self.picked.split(",") if part)

    @property
    def is_decided(self) -> bool:
        """True if what was typed can mean only one of the matches."""
        return len(self._last.matches) == 1

    @property
    def picked(self) -> str:
        """The picked id or the only match, else the text; several are separated by commas."""
        typed = self.query_one(Input).value
        return ",".join(self.id_of(part.strip()) for part in self._parts(typed))

    def _parts(self, typed: str) -> list[str]:
        """Return the typed names; several are separated by commas of any width."""
        return _COMMA.split(typed) if self._many else [typed]

    def id_of(self, typed: str) -> str:
        """Return the id of a typed record; a text that names none stays as it is."""
        head = typed.split(" ", 1)[0]
        if head in self._labels and (not self._many or typed in {head, self.words_of(head)}):
            return head
        only = self._last.matches if self._last.typed == typed else []
        return only[0][0] if typed and len(only) == 1 else typed

    @on(Input.Changed)
    def _look_up(self, event: Input.Changed) -> None:
        if event.value == self._unsought or self._kind not in kinds():
            self._unsought = None
            return
        self._unsought = None
        self._start(self._parts(event.value)[-1].strip())

    def _find(self, typed: str) -> None:
        with reading(self._store) as conn:
            self.post_message(self.search(conn, typed))

    def search(self, conn: "Reader", typed: str) -> "RefPicker.Found":
        """Return the records that match a typed text."""
        return self.Found(typed, choices(conn, self._kind, typed, limit=COUNTED, **self._narrowed))

    async def on_ref_picker_found(self, event: "RefPicker.Found") -> None:
        """Show the matches; a single match counts as picked."""
        if event.typed != self._sought:
            return
        self._last = event
        if len(event.matches) == 1:
            self.post_message(self.Picked(self._kind, event.matches[0][0]))
        self._labels |= self.labels(event)
        line = self.query_one(SafeInput)
        if event.typed == self._text == line.value and event.typed in self._labels and not line.is_edited:
            line.select_on_focus = True  # also in a resumed form, where half-typed names are continued
            self.write(self.words_of(event.typed))
            return
        if not self.query(OptionList):
            await self.mount(Matches(markup=False, compact=True), Label(markup=False, classes="matched"))
        for listed in self.query(Matches):
            self._list(listed, event)
        self._wanted = False

    def _list(self, listed: Matches, event: "RefPicker.Found") -> None:
        listed.clear_options()
        listed.add_options(self.options(event))
        listed.set_class(bool(listed.option_count) and self.has_focus_within, "-shown")
        self._count(event)
        if not self.has_focus_within:
            self._name_the_only_one()
        elif listed.option_count and (self._wanted or listed.has_focus):
            listed.enter()

    def _count(self, event: "RefPicker.Found") -> None:
        """Show that nothing matches, or that there are more matches than are listed."""
        found = len(event.matches)
        text = self.nothing(event) if event.typed and not found else ""
        if found > SHOWN:
            number = f"{found}+" if found >= COUNTED else found
            text = _("{n} matches, type more").format(n=number)
        for note in self.query(".matched").results(Label):
            if note.content != one_line(text):
                note.update(one_line(text))
            note.set_class(bool(text) and self.has_focus_within, "-shown")

    def nothing(self, event: "RefPicker.Found") -> str:
        """Return the text for no matching record."""
        text = _("nothing matches {words}").format(words=event.typed)
        return text if cell_len(text) <= self.content_size.width - _PADDING else _("nothing matches")

    def labels(self, event: "RefPicker.Found") -> dict[str, str]:
        """Return the labels of the matching records by id."""
        return dict(event.matches)

    def options(self, event: "RefPicker.Found") -> list[Option]:
        """Return the options of the list."""
        return [Option(one_line(f"{key}  {label}"), id=key) for key, label in event.matches[:SHOWN]]

    def words_of(self, key: str) -> str:
        """Return the text of a picked record in the field: its id and its label, which separates no names."""
        label = one_line(self._labels.get(key, ""))
        return f"{key} {_COMMA.sub(' ', label) if self._many else label}"

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Focus the matches if there is a choice; else Enter goes to the next field."""
        is_open = self._last.typed == self.query_one(Input).value.strip() and not self.is_decided
        for listed in self.query(Matches):
            if is_open and listed.option_count > 1:
                event.stop()
                listed.enter()

    def on_descendant_blur(self) -> None:
        """Hide the matches when the focus leaves, and fill in the only match."""
        if not self.has_focus_within:
            self.query("OptionList, .matched").remove_class("-shown")
            self._name_the_only_one()

    def _name_the_only_one(self) -> None:
        """Fill in the id and the label if one record matches the typed text."""
        last, line = self._last, self.query_one(Input)
        if not self._many and len(last.matches) == 1 and line.value.strip() == last.typed:
            self.write(self.words_of(last.matches[0][0]))

    def action_into_list(self) -> None:
        """Focus the matches; if nothing is typed, list the first records."""
        for listed in self.query(Matches):
            if listed.option_count:
                listed.enter()
                return
        if not self.query_one(Input).value:
            self._wanted = True
            self._start("")

    def on_matches_left(self, left: Matches.Left) -> None:
        """Return to the field, and add what was typed to its text."""
        line = self.query_one(SafeInput)
        self.screen.set_focus(line, from_app_focus=True)  # keeps the text from being selected
        if left.text:
            line.put(left.text)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query("OptionList, .matched").remove_class("-shown")
        self.screen.set_focus(self.query_one(Input), from_app_focus=self._many)  # further names are typed after it
        if not self._many:
            self.screen.focus_next()
        self.take(event.option_id or "")

    def take(self, key: str) -> None:
        """Fill in the chosen record."""
        line = self.query_one(Input)
        text = self.words_of(key)
        if self._many:
            text = ", ".join([*map(str.strip, self._parts(line.value)[:-1]), key])
        self.write(text)
        if self._many:
            line.cursor_position = len(line.value)
        self.post_message(self.Picked(self._kind, key))

    def write(self, text: str) -> None:
        """Write a text into the field without searching for it."""
        line = self.query_one(SafeInput)
        before = line.value
        line.fill_in(text)
        if line.value != before:
            self._unsought = line.value
