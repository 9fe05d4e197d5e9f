"""A stylesheet that parses each source, and styles what is shown, once per theme.

Textual does both again when a screen with a new style is opened, and parses once more for the first theme, although
nothing has changed for the screens that are shown.
"""

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


class CachedStylesheet(Stylesheet):
    """Keeps the parsed rules, and the styles of what is shown, until the colours change."""

    _is_applied = False

    def reparse(self) -> None:
        """Parse the new sources only."""
        self.parse()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Drop the parsed rules only if a colour has changed."""
        if variables != self._variables:
            self._is_applied = False
            super().set_variables(variables)

    def update(self, root: DOMNode, animate: bool = False) -> None:
        """Style everything only if a colour has changed: the rules of a new screen are about that screen alone."""
        if not (self._is_applied and isinstance(root, App)):
            super().update(root, animate)
        self._is_applied = True
