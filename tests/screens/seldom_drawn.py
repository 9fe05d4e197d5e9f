"""A console that draws what has changed when a test looks at it, and not each time that Textual would.

A frame that nobody looks at is seen by nobody. What a console shows at its end is drawn in any case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen

_render = Compositor.render_update
_shut_down = App._shutdown  # noqa: SLF001 - no public way


def _put_off(compositor: Any, *, full: bool = False, **options: Any) -> Any:
    """Note what has to be drawn; a picture of the whole screen is drawn at once."""
    if full:
        return _render(compositor, full=full, **options)
    changed: set[Region] = compositor._dirty_regions  # noqa: SLF001 - no public way
    compositor.__dict__.setdefault("put_off", set()).update(changed)
    changed.clear()
    return None


def draw(screen: Screen[Any]) -> None:
    """Draw what has changed on a screen since it was drawn last."""
    compositor = screen._compositor  # noqa: SLF001 - no public way
    changed = compositor.__dict__.get("put_off")
    if changed:
        compositor._dirty_regions.update(changed)  # noqa: SLF001 - no public way
        changed.clear()
        _render(compositor, screen_stack=screen.app._background_screens)  # noqa: SLF001 - no public way


async def _draw_and_shut_down(app: App[Any]) -> None:
    """Draw the last state of a console that has not failed."""
    if app._running and app._exception is None and app._screen_stack:  # noqa: SLF001 - no public way
        draw(app.screen)
    await _shut_down(app)


@contextmanager
def seldom_drawn() -> Iterator[None]:
    """Draw only when a test looks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _put_off)
        patch.setattr(App, "_shutdown", _draw_and_shut_down)
        yield
