"""The pane below the fields of a form that shows why an action was not recorded."""

from collections.abc import Sequence

from textual.containers import Vertical
from textual.widgets import Label


class RefusalPane(Vertical):
    """Shows a refusal; hidden if there is none."""

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines given as style and text; no lines hide the pane."""
        self.remove_children()
        self.mount_all(Label(text, markup=False, classes=f"-{style}") for style, text in lines)
        self.set_class(bool(lines), "-shown")
        self.screen.set_class(bool(lines), "-refused")
