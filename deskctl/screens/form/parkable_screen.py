"""A form that saves a draft while somebody types, and parks it when the form is closed."""

from functools import cached_property
from typing import Any

from textual import on
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, TextArea

from deskctl.language.i18n import _
from deskctl.screens.form.field_list import FieldList
from deskctl.screens.form.form_draft import FormDraft
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import is_saving
from deskctl.screens.session.typing_timers import TypingTimers
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_area import SafeArea
from deskctl.widgets.inputs.safe_input import SafeInput


class ParkableScreen(ModalScreen[Any]):
    """Saves the texts of its fields as the draft of the person who types them."""

    session: Session
    draft: FormDraft

    @cached_property
    def typing(self) -> TypingTimers:
        """The times at which the draft is saved."""
        return TypingTimers(self, self.rested, self.save_draft)

    @property
    def fields(self) -> FieldList:
        """The fields."""
        return self.query_one(FieldList)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceLine.Changed)
    @on(Checkbox.Changed)
    def _typed(self) -> None:
        """Save the draft once typing pauses, and now and then while it does not."""
        self.typed()
        self.typing.typed()

    def typed(self) -> None:
        """Remove the errors at the fields whose text has changed; subclasses add what they do."""
        for row in self.fields.rows:
            row.typed()

    def rested(self) -> None:
        """Respond to a pause in typing: save the draft."""
        self.save_draft()

    def save_draft(self, *, at_once: bool = False) -> None:
        """Save the draft, in a thread unless the console ends."""
        self.typing.saved()
        if not self.is_written():
            return
        texts = self.fields.texts()
        if at_once:
            self.draft.keep(texts)
        else:
            self.run_worker(self.draft.saving(texts), thread=True, group="draft", exit_on_error=False)

    def on_safe_input_long_paste(self, pasted: SafeInput.LongPaste) -> None:
        """Put a pasted text of several lines into the long text field; without one, keep it all on one line."""
        areas = [row.query_one(SafeArea) for row in self.fields.rows if row.display and row.query(SafeArea)]
        if areas:
            areas[0].fill(f"{areas[0].unescaped_text}\n{pasted.text}".lstrip("\n"))
            self.notify(_("All of the pasted text went into the multi-line field."), timeout=6)
        else:
            pasted.field.put(" " + " ".join(pasted.text.split("\n")[1:]))

    def action_cancel(self) -> None:
        """Close the form, and park what was typed for this person."""
        if is_saving(self):
            self.notify(_("It is being saved."), timeout=3)
            return
        if self._park():
            self.app.notify(_("Parked; ctrl+g brings it back."), timeout=4)
        self.dismiss(None)

    def leave(self, *, park: bool) -> None:
        """Close the form, and park its texts or delete them."""
        self._keep(park=park)
        self.dismiss(None)

    def _park(self) -> bool:
        """Park what was typed; False if nothing was."""
        written = self.is_written()
        self._keep(park=written)
        return written

    def _keep(self, *, park: bool) -> None:
        if park:
            self.draft.keep(self.fields.texts(), parked=True)
            self.draft.release()
        else:
            self.draft.drop()

    def action_parked(self) -> None:
        """Park this form, and list the parked forms on the screen below."""
        if is_saving(self):
            return
        below = self.app.screen_stack[-2]
        self._park()
        self.dismiss(None)
        below.call_later(below.run_action, "parked")

    def on_unmount(self) -> None:
        """Release the draft, so that this person's next console finds it."""
        self.draft.release()

    def is_written(self) -> bool:
        """Return True if something was typed, in this form or in the draft that it continues."""
        return bool(self.draft.texts) or self.fields.touched
