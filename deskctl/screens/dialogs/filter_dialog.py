"""A mixin for dialogs with a field of words above a list: Escape goes one step back."""

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

if TYPE_CHECKING:
    from deskctl.screens.dialogs.dialog_screen import DialogScreen

    _Base = DialogScreen[Any]
else:
    _Base = object


class FilterDialog(_Base):
    """Takes back the typed words before it closes the dialog."""

    opened_with = ""
    """The words that the dialog was opened with."""

    def action_back(self) -> None:
        """Take back what was typed; if that is nothing, close the dialog."""
        words = self.query_one(Input)
        if words.value not in {"", self.opened_with}:
            words.value = self.opened_with
            words.focus()
        else:
            self.dismiss(None)
