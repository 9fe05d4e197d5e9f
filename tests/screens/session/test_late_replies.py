"""A reply that comes back to a widget which has left the screen disturbs nobody."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.css.query import NoMatches
from textual.message import Message
from textual.widgets import Static

from deskctl.console.terminal.late_messages import is_late_reply
from deskctl.screens.queue.queue_screen import QueueScreen


class Line(Static):
    """A line that is answered."""

    @dataclass
    class Answer(Message):
        leave_first: bool

    async def on_line_answer(self, answer: Answer) -> None:
        if answer.leave_first:
            self.remove()
        self.query_one("#gone")


async def seen(condition: Callable[[], bool]) -> bool:
    """Wait without asking the widgets, for one that has left answers nobody."""
    for _try in range(3000):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_a_reply_to_a_widget_that_left_is_dropped(desk: str, app_on: Any, until: Any) -> None:
    """A part that is missing because its widget is on its way out does not end the console."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        line = Line()
        await app.screen.mount(line)
        line.post_message(Line.Answer(leave_first=True))
        assert await seen(lambda: not app.screen.query(Line))
        assert app.is_running


def test_a_missing_part_of_what_is_on_screen_is_an_error() -> None:
    """A part that is missing from a widget that stays, or any other error, is a fault of the program: not hidden."""
    assert not is_late_reply(NoMatches("#gone"))
    assert not is_late_reply(ValueError("other"))
