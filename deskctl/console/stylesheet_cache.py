"""The style of the console, of which each part is read once for a theme.

Textual reads every part again when a screen is opened whose style is new, and again for the first theme, although
nothing of it has changed.
"""

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Keeps the rules that were read until the colours change."""

    def reparse(self) -> None:
        """Read the parts that are new."""
        self.parse()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Forget what was read only if a colour is another one."""
        if variables != self._variables:
            super().set_variables(variables)
