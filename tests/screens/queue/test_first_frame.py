"""The first screen that is sent to the terminal."""

from typing import Any

import pytest
from textual._compositor import ChopsUpdate, CompositorUpdate

from deskctl.widgets.panes.queue_table import QueueTable


@pytest.fixture(autouse=True)
def _frames() -> None:
    """Draw each frame, as the tests look at the first one."""


def text_of(update: Any) -> str:
    """Return the text that an update draws on the screen."""
    lines = [line.values() for line in update.chops] if isinstance(update, ChopsUpdate) else update.strips
    return "".join(strip.text for line in lines for strip in line if strip)


async def test_first_frame_contains_the_rows_of_a_long_list(desk: str, app_on: Any, until: Any) -> None:
    """The first frame of a list that needs a scroll bar contains its tickets; it is not drawn empty first."""
    app, drawn = app_on(desk, actor="HL1"), list[str]()

    def display(_screen: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            drawn.append(text_of(update))

    app._display = display  # noqa: SLF001 - what the terminal is sent
    async with app.run_test(size=(61, 21)) as pilot:
        await until(pilot, lambda: drawn and app.screen.query_one(QueueTable).numbers)
    assert "T-066" in drawn[0]
