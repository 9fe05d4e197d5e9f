"""The row of a form for one field of an operation: label, input widget, and error message."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Label

from deskctl.errors import DeskError
from deskctl.language.i18n import _
from deskctl.language.words import capitalized
from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.base import Field
from deskctl.operations.framework.fields import NOBODY
from deskctl.operations.parts.part_consents import TO_WHAT, WINDOW
from deskctl.safe_text import one_line, visible
from deskctl.screens.form.form_values import placeholder
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.services.coded_picker import CodedPicker
from deskctl.screens.services.inspection_picker import InspectionPicker
from deskctl.widgets.inputs.check_box import CheckBox
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.inputs.safe_input import SafeInput

_REQUIRED = " *"


class FieldRow(Vertical):
    """One field of a form."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto; margin: 0 0 1 0;
        .label { color: $quiet; width: 1fr; height: auto; }
        .label.-required { color: $foreground; }
        .wrong { color: $error; width: 1fr; height: auto; }
        SafeArea { height: 5; border: none; padding: 0 1; background: $field; }
        SafeArea:focus { background: $field-focus; border: none; }
        SafeInput { height: 1; border: none; padding: 0 1; background: $field; }
        SafeInput:focus { background: $field-focus; border: none; }
        Checkbox { height: 1; border: none; padding: 0; background: transparent; }
    }
    """

    def __init__(self, field: Field, text: str, store: str, *, label: str = "") -> None:
        super().__init__(id=f"row-{field.name.replace('_', '-')}")
        self.field = field
        self._label = one_line(capitalized(label or _(field.help).rstrip(".。") or field.name))
        self._text = text
        self._store = store
        self._opened_with: Any = None
        self._assumed = ""
        self._refused: str | None = None

    def compose(self) -> ComposeResult:
        """Put the label above the widget."""
        if self.is_labelled:
            label = Label(self._label + (_REQUIRED if self.field.required else ""), markup=False, classes="label")
            yield label.set_class(self.field.required, "-required")
        yield self._widget().add_class("value", update=False)  # mounting it applies the styles

    @property
    def is_labelled(self) -> bool:
        """True if the label is shown above the widget."""
        return self.field.kind != "bool"

    def on_mount(self) -> None:
        """Remember the initial value of the field."""
        self._opened_with = self.text

    def require(self, *, is_required: bool = True) -> None:
        """Mark the field as required, or as optional again."""
        for label in self.query(".label").results(Label):
            if label.has_class("-required") != is_required:
                label.update(self._label + (_REQUIRED if is_required else ""))
                label.set_class(is_required, "-required")

    def _widget(self) -> Widget:
        field = self.field
        if field.kind == "bool":
            return CheckBox(self._label, ticked=self._text in {"True", "true"})
        if field.kind == "choice" and not field.many:
            return ChoiceLine(
                [(choice, choice_word(field.name, choice, field.choices)) for choice in field.choices], self._text
            )
        if field.kind == "longtext":
            return SafeArea(self._text, tab_behavior="focus", soft_wrap=True)
        if offered := field.ref or field.offers:
            return self._picker(offered)
        return SafeInput(one_line(self._text))

    def _picker(self, offered: str) -> RefPicker:
        """Return the picker; some offer more than the records of one kind."""
        text, store, many = self._text, self._store, self.field.many
        if offered == TO_WHAT:
            return CodedPicker("part", text, store, code=WINDOW, words=choice_word(self.field.name, WINDOW))
        if self.field.or_none:
            return CodedPicker(offered, text, store, code=NOBODY, words=_("none"), many=many)
        picker = InspectionPicker if self.field.offers == "inspection" else RefPicker
        return picker(offered, text, store, many=many)

    def show_example(self, now: datetime) -> None:
        """Show in an empty line of text what can be typed there."""
        for line in self.query(".value").results(SafeInput):
            line.placeholder = line.placeholder or placeholder(self.field, now)

    @property
    def text(self) -> str:
        """The value that was typed, picked or ticked."""
        widget = self.query_one(".value")
        match widget:
            case Checkbox():
                return "true" if widget.value else ""
            case SafeArea():
                return widget.unescaped_text
            case RefPicker():
                return widget.picked
            case ChoiceLine() | Input():
                return widget.value
        return ""

    @property
    def half_typed(self) -> bool:
        """True while the typed name matches no record yet."""
        widget = self.query_one(".value")
        return isinstance(widget, RefPicker) and widget.has_focus_within and not widget.known

    @property
    def touched(self) -> bool:
        """True if the value differs from the initial one."""
        return self._opened_with is not None and self.text != self._opened_with

    def offer_choices(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the choices, unless they are the same already."""
        line = self.query_one(ChoiceLine)
        if line.options != list(options):
            self.set_initial(lambda: line.offer(options))

    def set_initial(self, choose: Callable[[], None]) -> None:
        """Call `choose` to set a value; unless the person has changed the field, it becomes the initial value."""
        was_touched = self.touched
        choose()
        if not was_touched:
            self._opened_with = self.text

    def fill_in(self, text: str) -> None:
        """Fill in a text or a record that was read late, unless the field has a text or somebody has typed here."""
        widget = self.query_one(".value")
        if (
            isinstance(widget, SafeInput | RefPicker)
            and text
            and not (self.text or self.query_one(SafeInput).is_edited)
        ):
            self.set_initial(partial(widget.fill_in, text))

    def choose(self, code: str) -> None:
        """Choose what was read late, unless the field has another initial choice or somebody has chosen here."""
        line = self.query_one(ChoiceLine)
        if not line.is_edited and line.value in {"", self._assumed}:
            self._assumed = code
            self.set_initial(partial(line.choose, code))

    def error_text(self, error: DeskError) -> str:
        """Return the text of an error, with the first part of the label as the name of the field."""
        name = re.split("[;；:：]", self._label)[0]
        return DeskError(error.template, **{**error.values, "field": name}).text(_)

    def show_error(self, sentence: str) -> None:
        """Show an error at this field; an empty text removes it."""
        self.query(".wrong").remove()
        self._refused = self.text if sentence else None
        if sentence:
            self.mount(Label(visible(sentence), markup=False, classes="wrong"))

    def typed(self) -> None:
        """Remove the error once the text differs from the refused one."""
        if self._refused is not None and self.text != self._refused:
            self.show_error("")

    def enter(self) -> None:
        """Focus the field."""
        widget = self.query_one(".value")
        (widget.query_one(Input) if isinstance(widget, RefPicker) else widget).focus()
