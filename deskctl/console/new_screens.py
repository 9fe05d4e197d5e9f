"""Screens being opened: laid out for the size of the terminal at once, and styled only once.

Textual sets the classes for the size only after the first draw, and applies all styles again when a screen is shown,
although each widget got its styles when it was mounted.
"""

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen


def with_size_classes(app: App[Any], screen: Screen[Any]) -> Screen[Any]:
    """Set the classes of a new screen for the width and the height of the terminal."""
    for size, steps in ((app.size.width, app.HORIZONTAL_BREAKPOINTS), (app.size.height, screen.VERTICAL_BREAKPOINTS)):
        if name := _class_for(size, steps or ()):
            screen.add_class(name, update=False)
    return screen


def _class_for(size: int, steps: Sequence[tuple[int, str]]) -> str:
    _least, name = max((step for step in steps if step[0] <= size), default=(0, ""))
    return name


class NewScreens:
    """The screens that were opened and are not shown yet: their widgets have their styles."""

    def __init__(self) -> None:
        self._classes: dict[DOMNode, frozenset[str]] = {}

    def add(self, app: App[Any], screen: Screen[Any]) -> None:
        """Style a new screen itself, whose own style is read only after Textual has styled it."""
        app.stylesheet.apply(screen)
        self._classes[screen] = screen.classes

    def are_styled(self, node: DOMNode) -> bool:
        """Return True if a new screen is about to be shown with the classes that it was opened with."""
        return self._classes.pop(node, None) == node.classes
