"""A console that draws what has changed when a test looks at it, and not each time that Textual would.

A frame that nobody looks at is seen by nobody. What a console shows at its end is drawn in any case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

_render = Compositor.render_update
_shut_down = App._shutdown  # noqa: SLF001 - no public way


def _put_off(compositor: Any, *, full: bool = False, **options: Any) -> Any:
    """Draw a picture of the whole screen, and nothing else."""
    if full:
        return _render(compositor, full=full, **options)
    compositor._dirty_regions.clear()  # noqa: SLF001 - no public way
    return None


def drawn(app: App[Any]) -> list[Strip]:
    """Draw the screen, and what shows through it of those below; return its lines."""
    visible_screen_stack.set(app._background_screens)  # noqa: SLF001 - no public way
    return app.screen._compositor.render_strips()  # noqa: SLF001 - what the terminal gets


def drawn_text(app: App[Any]) -> str:
    """Return what stands on the screen, its lines one after another."""
    return "".join(strip.text for strip in drawn(app))


async def _draw_and_shut_down(app: App[Any]) -> None:
    """Draw the last state of a console that has not failed."""
    if app._running and app._exception is None and app._screen_stack:  # noqa: SLF001 - no public way
        drawn(app)
    await _shut_down(app)


@contextmanager
def seldom_drawn() -> Iterator[None]:
    """Draw only when a test looks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _put_off)
        patch.setattr(App, "_shutdown", _draw_and_shut_down)
        yield
