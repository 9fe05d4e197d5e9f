"""The keys to find, peek, and go to earlier and later places; the path to a screen."""

from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.session.place_history import Place

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.screens.session.session import Session

    _Base = Screen[Any]
else:
    _Base = object

_BETWEEN = " > "
PLACE_KEYS = (
    keys.FIND,
    keys.COMMAND,
    Binding("p", "peek", N_("Peek"), show=False, id="place.peek", tooltip=N_("look at it and stay in the list")),
    Binding(
        "left_square_bracket", "walk(-1)", N_("Previous place"), key_display="[", show=False, id="place.before",
        tooltip=N_("the ticket, customer or record that was open before"),
    ),
    Binding(
        "right_square_bracket", "walk(1)", N_("Next place"), key_display="]", show=False, id="place.after",
        tooltip=N_("forward again"),
    ),
)  # fmt: skip


class PlaceKeys(_Base):
    """A mixin that adds the keys to find, peek, and move between places."""

    session: "Session"

    @property
    def here(self) -> Place | None:
        """The place that the screen itself shows; None for a list."""
        return None

    @property
    def at_cursor(self) -> Place | None:
        """The place at the cursor."""
        number = getattr(self, "number", None)
        return None if number is None else Place("ticket", str(number))

    def action_find(self) -> None:
        """Open the find box."""
        self.find_words("")

    def find_words(self, words: str) -> None:
        """Open the find box with words in it."""
        from deskctl.screens.find.find_box import open_find

        open_find(self, self.session, words)

    def action_peek(self) -> None:
        """Show the place at the cursor above the list."""
        from deskctl.screens.find.open_place import peek

        if self.at_cursor is not None:
            peek(self, self.session, self.at_cursor)
        else:
            self.notify(_("There is nothing to look at here."), timeout=2)

    def action_walk(self, steps: int) -> None:
        """Go to an earlier or later place."""
        from deskctl.screens.find.open_place import screen_of

        visited = self.session.visited
        place = visited.step(steps if self.here or steps > 0 else 0)
        if place is None:
            self.notify(_("There is no further place."), timeout=2)
        elif self.here:
            self.app.switch_screen(screen_of(self.session, place))
        else:
            self.app.push_screen(screen_of(self.session, place), self._come_back)

    def _come_back(self, _result: object) -> None:
        reload = getattr(self, "reload", None)
        if reload is not None:
            reload()


def path_words(screen: "Screen[Any]") -> str:
    """Return the path to a screen: the queue, and all screens opened on it."""
    stack = screen.app.screen_stack
    until = stack.index(screen) + 1 if screen in stack else len(stack)
    return _BETWEEN.join(filter(None, map(_name, stack[:until])))


def _name(screen: "Screen[Any]") -> str:
    here = getattr(screen, "here", None)
    return str(here.title) if here else _(getattr(screen, "HELP_TITLE", ""))
