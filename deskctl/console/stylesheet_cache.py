"""A stylesheet that parses each source once per theme.

Textual parses all sources again when a screen with a new style is opened, and once more for the first theme, although
nothing has changed.
"""

from textual.css.stylesheet import Stylesheet


class CachedStylesheet(Stylesheet):
    """Keeps the parsed rules until the colours change."""

    def reparse(self) -> None:
        """Parse the new sources only."""
        self.parse()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Drop the parsed rules only if a colour has changed."""
        if variables != self._variables:
            super().set_variables(variables)
