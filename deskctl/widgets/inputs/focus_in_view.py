"""A scrolling column that keeps its focused field in view when it gets smaller."""

from textual.widget import Widget


class FocusInView(Widget):
    """Scrolls to the focused field after each change of size; it stands after the base that has the styles."""

    def on_resize(self) -> None:
        """Scroll to the focused field once the fields are laid out."""
        self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is not None and self in focused.ancestors:
            focused.scroll_visible(animate=False)
