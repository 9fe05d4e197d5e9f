"""The base of dialogs with a field of words above a list: Escape goes one step back."""

from textual.widgets import Input

from deskctl.screens.dialogs.dialog_screen import Answer, DialogScreen


class FilterDialogScreen(DialogScreen[Answer]):
    """A dialog whose words narrow the list below them."""

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
