"""A console that draws its changes when a test looks at it, not each time that Textual would.

The screen is drawn when the condition that a test waits for holds, five times a second while it waits, and at the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region

_render = Compositor.render_update
_shut_down = App._shutdown  # noqa: SLF001 - no public way


def _put_off(compositor: Any, *, full: bool = False, **options: Any) -> Any:
    """Note the changed regions; a full update is drawn immediately."""
    if full:
        return _render(compositor, full=full, **options)
    changed: set[Region] = compositor._dirty_regions  # noqa: SLF001 - no public way
    compositor.__dict__.setdefault("put_off", set()).update(changed)
    changed.clear()
    return None


def _count(compositor: Any, *, full: bool = False, **options: Any) -> Any:
    """Count a change of the screen, which only `drawn` draws."""
    if not full and compositor._dirty_regions:  # noqa: SLF001 - no public way
        compositor.changes = compositor.__dict__.get("changes", 0) + 1
        compositor._dirty_regions.clear()  # noqa: SLF001 - no public way
    return _render(compositor, full=full, **options)


def changes(app: App[Any]) -> object:
    """Return a value that changes whenever the screen or a visible part of the screens below it changes."""
    shown = (*app._background_screens, app.screen)  # noqa: SLF001 - no public way
    return [(one, one._compositor.__dict__.get("changes"), set(one._dirty_widgets)) for one in shown]  # noqa: SLF001 - no public way


def draw_if_new(app: App[Any]) -> None:
    """Draw the screen if it has never been drawn."""
    if not app.screen._compositor.__dict__.get("was_drawn"):  # noqa: SLF001 - no public way
        draw(app)


def draw(app: App[Any]) -> None:
    """Draw the regions of the screen that have changed since it was last drawn."""
    compositor: Any = app.screen._compositor  # noqa: SLF001 - no public way
    changed = compositor.__dict__.get("put_off")
    if changed:
        compositor._dirty_regions.update(changed)  # noqa: SLF001 - no public way
        changed.clear()
        compositor.was_drawn = True
        _render(compositor, screen_stack=app._background_screens)  # noqa: SLF001 - no public way


def drawn(app: App[Any]) -> list[Strip]:
    """Draw the screen with the visible parts of the screens below it, and return its lines."""
    visible_screen_stack.set(app._background_screens)  # noqa: SLF001 - no public way
    return app.screen._compositor.render_strips()  # noqa: SLF001 - what the terminal gets


def drawn_text(app: App[Any]) -> str:
    """Return the text of the screen, its lines joined."""
    return "".join(strip.text for strip in drawn(app))


async def _draw_and_shut_down(app: App[Any]) -> None:
    """Draw the last state of a console that has not failed, then shut it down."""
    if app._running and app._exception is None and app._screen_stack:  # noqa: SLF001 - no public way
        draw(app)
    await _shut_down(app)


@contextmanager
def drawn_on_request() -> Iterator[None]:
    """Draw the screen only when a test calls `drawn`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _count)
        yield


@contextmanager
def seldom_drawn() -> Iterator[None]:
    """Draw the screen only when a test looks at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _put_off)
        patch.setattr(App, "_shutdown", _draw_and_shut_down)
        yield
