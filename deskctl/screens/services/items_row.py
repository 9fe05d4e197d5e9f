"""The row of a form with the items of a checklist: digits set verdicts, Enter goes to the value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.safe_text import one_line
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.services.item_states import ABNORMAL, ATTENTION, DECISIONS, NORMAL, ItemState, ItemStates
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import Piece
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look

_LEAST, _AROUND, _MOST = 20, 15, 18
_GROUP, _NAME, _VERDICT, _WIDE = 8, 26, 8, 70
_SIGNS = {NORMAL: ("kept", "good"), ATTENTION: ("soon", "soon"), ABNORMAL: ("breached", "breached")}


class ItemList(LineList, inherit_bindings=False):
    """The list of items; Enter goes on, as in every field of a form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(key for key in LineList.BINDINGS if isinstance(key, Binding) and key.id != "lines.choose"),
        Binding("1", "verdict('normal')", N_("Normal"), show=False, id="items.normal"),
        Binding("2", "verdict('attention')", N_("Attention"), show=False, id="items.attention"),
        Binding("3", "verdict('abnormal')", N_("Abnormal"), show=False, id="items.abnormal"),
        Binding("0,delete,backspace", "verdict('')", N_("Not looked at"), show=False, id="items.none"),
        Binding("n", "rest", N_("The rest is normal"), show=False, id="items.rest"),
    ]

    @dataclass
    class Judged(Message):
        """A verdict was chosen for the item at the cursor."""

        verdict: str

    class RestNormal(Message):
        """All unanswered items are normal."""

    def action_verdict(self, verdict: str) -> None:
        """Post the verdict of a key."""
        self.post_message(self.Judged(verdict))

    def action_rest(self) -> None:
        """Post that the rest is normal."""
        self.post_message(self.RestNormal())


class ItemsRow(FieldRow):
    """The items, with the inputs for the item at the cursor."""

    DEFAULT_CSS = """
    ItemsRow { ItemList { background: $field; } #item-about { color: $quiet; width: 1fr; height: 1; } }
    """

    look: Look = Look()
    _filling = False

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.items = ItemStates()

    def with_look(self, look: Look) -> "ItemsRow":
        """Set the look, and return the row."""
        self.look = look
        return self

    def _widget(self) -> Widget:
        return ItemList(self.look, id="items")

    def compose(self) -> ComposeResult:
        """Lay out the items, and the value, the text and the follow-up of the one at the cursor."""
        yield from super().compose()
        yield Label("", id="item-about", markup=False)
        yield SafeInput(id="item-value", placeholder=_("value"))
        yield SafeInput(id="item-words", placeholder=_("words about it"))
        yield ChoiceLine([(code, _(words)) for code, words in DECISIONS]).set_class(True, "decision")  # noqa: FBT003

    @property
    def text(self) -> str:
        """The answers as text for a draft."""
        return self.items.as_text()

    @property
    def touched(self) -> bool:
        """True if something was filled in."""
        return bool(self.text)

    def enter(self) -> None:
        """Focus the items."""
        self._list.focus()

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    @property
    def at_cursor(self) -> ItemState | None:
        """The item at the cursor."""
        place = self._list.place
        return self.items.states[place] if place < len(self.items.states) else None

    def offer(self, items: ItemStates, left: str) -> None:
        """Show the items, with the answers of a draft."""
        self.items = items
        items.take_text(left)
        self.redraw()
        self._fill()

    def redraw(self) -> None:
        """Redraw the items."""
        listed = self._list
        width = max(_LEAST, listed.line_width - 2)
        height = min(_MOST, max(3, self.app.size.height - _AROUND), max(1, len(self.items.states)))
        listed.styles.height = height
        nothing = (Piece(_("No checklist asks for anything here."), "dim"),)
        listed.show([tuple(self._line(one, width)) for one in self.items] or [nothing])

    def _line(self, one: ItemState, width: int) -> Iterator[Piece]:
        sign, style = _SIGNS.get(one.verdict, ("paused", "dim"))
        yield Piece(f"{self.look.symbols[sign] if one.verdict else ' '} ", style)
        yield Piece(fit(choice_word("group", one.item.group), _GROUP) + " ", "dim")
        name = one_line(one.name) + (" *" if one.item.required and not one.is_answered else "")
        name_cells = min(_NAME, max(8, width // 3))
        yield Piece(fit(name, name_cells) + " ", "strong" if not one.is_answered else "")
        verdict = choice_word("verdict", one.verdict) if one.verdict else _("not yet")
        yield Piece(fit(verdict, _VERDICT) + " ", style)
        room = width - name_cells - _VERDICT - _GROUP - 5
        value = one_line(" ".join(filter(None, (one.value, one.item.unit if one.value else "", one.words))))
        decision = next((_(words) for code, words in DECISIONS if code == one.decision), "")
        if decision:
            value = f"> {decision}  {value}"
        last = _("last {value}").format(value=one_line(one.last)) if one.last and width >= _WIDE else ""
        last_cells = min(18, room // 2) if last else 0
        yield Piece(fit(value, max(0, room - last_cells)), "")
        yield Piece(shorten(last, last_cells), "dim")

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        event.stop()
        self._fill()

    @on(LineList.Selected)
    def _chosen(self, event: LineList.Selected) -> None:
        """Focus the value."""
        event.stop()
        self.query_one("#item-value", Input).focus()

    @on(ItemList.Judged)
    def _judged(self, event: ItemList.Judged) -> None:
        event.stop()
        one = self.at_cursor
        if one is not None:
            self._change(one.with_verdict(event.verdict))
            if event.verdict == ABNORMAL:
                self.query_one("#item-words", Input).focus()
            elif event.verdict:
                self._list.action_move(1)

    @on(ItemList.RestNormal)
    def _rest(self, event: ItemList.RestNormal) -> None:
        event.stop()
        self.items.rest_normal()
        self._changed()

    @on(Input.Changed, "#item-value")
    def _value_typed(self, event: Input.Changed) -> None:
        one = self.at_cursor
        if not self._filling and one is not None and event.value.strip() != one.value:
            self._change(one.with_value(event.value))

    @on(Input.Changed, "#item-words")
    def _words_typed(self, event: Input.Changed) -> None:
        one = self.at_cursor
        if not self._filling and one is not None and event.value.strip() != one.words:
            self._change(one.with_words(event.value))

    @on(ChoiceLine.Changed)
    def _decided(self, event: ChoiceLine.Changed) -> None:
        one = self.at_cursor
        if not self._filling and one is not None and event.value != one.decision:
            self._change(one.with_decision(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Go from a value to that of the next item, from a text to the items, and from the last item onwards."""
        event.stop()
        event.prevent_default()
        is_last = self._list.place >= len(self.items.states) - 1
        if is_last:
            self.screen.set_focus(self.query_one(ChoiceLine))
            self.screen.focus_next()
            return
        self._list.action_move(1)
        if event.input.id == "item-words":
            self._list.focus()

    def _change(self, state: ItemState) -> None:
        self.items.change(self._list.place, state)
        self._changed()

    def _changed(self) -> None:
        self.redraw()
        self._show_decision()
        self.post_message(Changed(self))

    def _fill(self) -> None:
        """Show the answer to the item at the cursor."""
        one = self.at_cursor
        self._filling = True
        try:
            for name, value in (("#item-value", one.value if one else ""), ("#item-words", one.words if one else "")):
                with self.prevent(Input.Changed):
                    self.query_one(name, Input).value = value
            self.query_one("#item-about", Label).update(_about(one) if one else "")
            self._show_decision()
        finally:
            self._filling = False

    def _show_decision(self) -> None:
        one, line = self.at_cursor, self.query_one(".decision", ChoiceLine)
        line.display = one is not None and one.verdict == ABNORMAL
        with self.prevent(ChoiceLine.Changed):
            line.choose(one.decision if one else "")


@dataclass
class Changed(Message):
    """An answer was changed."""

    row: ItemsRow


def _about(one: ItemState) -> str:
    """Return the name, the unit, the choices and the limits of an item."""
    item = one.item
    limits = [
        _("{verdict} {limit}").format(
            verdict=choice_word("verdict", verdict), limit=" ".join(limit) if isinstance(limit, tuple) else limit
        )
        for verdict, limit in ((ATTENTION, item.attention), (ABNORMAL, item.abnormal))
        if limit
    ]
    parts = (one_line(one.name), item.unit, " / ".join(item.choices), *limits)
    return one_line("   ".join(part for part in parts if part))
