"""Leaving the console: what was typed is saved first, and ctrl+c names the key that quits."""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from deskctl.language.i18n import _
from deskctl.screens import keys
from deskctl.widgets.style.key_words import present_keys

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[None]
else:
    _Base = object


@runtime_checkable
class SavesDraft(Protocol):
    """A screen with texts that are not recorded yet."""

    def save_draft(self, *, at_once: bool = False) -> None:
        """Save the texts on this machine."""


class QuitKeys(_Base):
    """A mixin for the app that loses no typed text when it ends."""

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Save what was typed just now in open forms, and end; a form that only opens has no fields yet."""
        for screen in self.screen_stack:
            if isinstance(screen, SavesDraft) and screen.is_mounted:
                screen.save_draft(at_once=True)
        super().exit(*args, **kwargs)

    def action_help_quit(self) -> None:
        """Name the key that quits, since ctrl+c does not."""
        quits = present_keys(self.screen).get(str(keys.QUIT.id)) or "ctrl+q"
        self.notify(_("Press {key} to quit; what you typed is kept.").format(key=quits), timeout=4)
