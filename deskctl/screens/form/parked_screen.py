"""The list of parked forms: this person's own, and those of others that can be taken over."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from deskctl.language.i18n import N_, _
from deskctl.language.words.operation_names import operation_name
from deskctl.language.words.outcomes import is_nameless
from deskctl.names import ticket_name
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.safe_text import one_line
from deskctl.screens.dialogs.dialog_screen import DialogScreen
from deskctl.screens.form.field_list import WHEN
from deskctl.screens.session.call_words import call_words, caller_names
from deskctl.screens.session.draft_file import INTAKE, Draft, discard, drafts
from deskctl.screens.session.session import Session
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Line, Piece, width_of
from deskctl.widgets.style.cells import padded, shorten
from deskctl.widgets.style.times import short_time

_NAME, _LEAST = 24, 12
_TICKET = "ticket"
_WORDS = frozenset({"text", "longtext"})


class ParkedScreen(DialogScreen[Draft | None]):
    """Lists the parked forms; returns the chosen one, for the first line an empty draft of a new ticket."""

    AUTO_FOCUS = "#picks"
    CSS_PATH = "../settings/settings.tcss"
    HELP_TITLE = N_("Parked")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", N_("Back"), id="parked.back"),
        Binding("delete,backspace", "throw_away", N_("Discard"), id="parked.throw-away"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rows = self._read()

    def _read(self) -> list[Draft]:
        """Return an empty draft of a new call, this person's drafts, and those of others."""
        forms = [one for one in drafts(self.session.store) if _is_form(one)]
        self._names = caller_names(self.session.store, [one for one in forms if one.about == INTAKE])
        own = [one for one in forms if one.owner == self.session.actor]
        return [Draft(INTAKE), *own, *(one for one in forms if one.owner != self.session.actor)]

    def compose(self) -> ComposeResult:
        """Put the lines in a box."""
        with Vertical(id="prompt", classes="asked") as box:
            box.border_title = _("Parked")
            box.border_subtitle = _("enter: go on with it, del: discard, esc: back")
            yield LineList(self.session.look, id="picks")

    def on_mount(self) -> None:
        """Show the parked forms."""
        self._show()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        listed = self.query_one(LineList)
        listed.styles.height = len(self._rows)
        lines = self._lines(max(_LEAST, listed.size.width - 2))
        listed.show(lines, [one.path for one in self._rows])

    def _lines(self, width: int) -> list[Line]:
        """Return the line of a new call, then those of the drafts in columns as wide as their texts."""
        at, look, drafts_ = self.session.at(), self.session.look, self._rows[1:]
        times = padded([short_time(one.started, at, look.zone) for one in drafts_])
        owners = padded([self._owner(one) for one in drafts_])
        steps = padded([" ".join([_step_of(one), *_subjects(one)]) for one in drafts_], _NAME)
        columns = zip(times, owners, steps, map(self._words, drafts_), strict=True)
        return [(Piece(_("New call"), "strong"),), *(_line(texts, width) for texts in columns)]

    def _owner(self, one: Draft) -> str:
        """Return the name of another person who parked a form; empty for this person."""
        return "" if one.owner == self.session.actor else self.session.look.names.get(one.owner or "", one.owner or "?")

    def _words(self, one: Draft) -> str:
        """Return the texts that identify a draft: of a call the caller and the symptom."""
        if one.about == INTAKE and (words := call_words(one, self._names)):
            return words
        typed = {name: text for name, text in one.texts.items() if text and name != WHEN}
        kinds = {field.name: field.kind for field in fields_of(find(*one.about.split(".", 1)))}
        spoken = [text for name, text in typed.items() if kinds.get(name, "text") in _WORDS]
        return one_line(", ".join(spoken or typed.values()))

    def on_line_list_selected(self, selected: LineList.Selected) -> None:
        """Return the chosen draft."""
        self.dismiss(self._rows[selected.place])

    def action_throw_away(self) -> None:
        """Delete the draft at the cursor, if it belongs to this person."""
        one = self._rows[self.query_one(LineList).place]
        if one.path.name and one.owner == self.session.actor:
            discard(one)
            self._rows = self._read()
            self._show()
        elif one.path.name:
            who = one_line(self.session.look.names.get(one.owner or "", one.owner or "?"))
            text = _("{who} parked it: only they can discard it; enter takes it over.")
            self.notify(text.format(who=who), markup=False, timeout=6)


def _line(texts: Sequence[str], width: int) -> Line:
    time, owner, name, words = texts
    head = (Piece(time, "dim"), Piece(owner, "soon"), Piece(name, "strong"))
    return *head, Piece(shorten(words, max(_LEAST, width - width_of(head))))


def _is_form(one: Draft) -> bool:
    return one.about in names()


def _step_of(one: Draft) -> str:
    noun, verb = one.about.split(".", 1)
    return operation_name(noun, verb)


def _subjects(one: Draft) -> Sequence[str]:
    """Return what a form concerns: its tickets, else the record that it changes or that the new record belongs to."""
    if one.numbers or one.about == INTAKE:
        return [ticket_name(number) for number in one.numbers]
    operation = find(*one.about.split(".", 1))
    parents = [field.name for field in fields_of(operation) if field.required and field.ref]
    named = (one.texts.get(name, "") for name in [operation.about or _TICKET, *parents])
    return [one_line(name) for name in named if name and not is_nameless(name)][:1]
