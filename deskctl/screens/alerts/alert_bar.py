"""The alert bar: one line with the most serious alert, on each screen with alert keys."""

from typing import Any

from textual import events
from textual.screen import Screen

from deskctl.language.i18n import language
from deskctl.screens.session.session import Session
from deskctl.widgets.lines.alert_lines import bar_line
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.style.key_words import present_keys
from deskctl.widgets.style.times import MINUTE

_HEADER = "#header"


class AlertBar(LinePane):
    """Shows the most serious alert; a click goes there, or dismisses it."""

    DEFAULT_CSS = "AlertBar { height: 1; background: $surface; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown_for: object = None
        """What the line was made from."""

    def on_mount(self) -> None:
        """Show the alert with the first draw."""
        self.show_alerts()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.show_alerts()

    async def on_click(self, event: events.Click) -> None:
        """Perform the clicked action."""
        await self.screen.run_action("alert_seen" if event.style.meta.get("go") == "seen" else "alert_go")

    def show_alerts(self) -> None:
        """Show the most serious alert; its time is shown in minutes."""
        session, shown = self._session, self._session.alerts.shown
        if not shown:
            return
        at, width = session.at(), self.screen.size.width
        minutes = abs(shown[0].due - at) // MINUTE
        made_from = (shown[0], len(shown), minutes, width, language(), self.app._keymap)  # noqa: SLF001 - no public way
        if made_from == self._shown_for:
            return
        self._shown_for = made_from
        keys, whole = present_keys(self.screen), getattr(self.screen, "CUTS_NOTHING", False)
        self.show([bar_line(shown[0], len(shown) - 1, keys, at, session.look, width, whole=whole)])


def show_bar(screen: Screen[Any], session: Session) -> None:
    """Show the bar on a screen while there are alerts, and remove it afterwards."""
    if not (screen.is_running and screen.children):
        return
    bar = next((child for child in screen.children if isinstance(child, AlertBar)), None)
    if not session.alerts.shown:
        if bar:
            bar.remove()
    elif bar:
        bar.show_alerts()
    else:
        _mount_bar(screen, AlertBar(session))


def _mount_bar(screen: Screen[Any], bar: AlertBar) -> None:
    header = screen.query_children(_HEADER)
    if header:
        screen.mount(bar, after=header.first())
    else:
        screen.mount(bar, before=0)
