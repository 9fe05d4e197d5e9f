"""A reply to a widget that has left the screen causes no error."""

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
    """A line that receives an answer."""

    @dataclass
    class Answer(Message):
        leave_first: bool

    async def on_line_answer(self, answer: Answer) -> None:
        if answer.leave_first:
            self.remove()
        self.query_one("#gone")


async def holds_in_time(condition: Callable[[], bool]) -> bool:
    """Wait for a condition without asking the widgets, as a removed widget does not answer."""
    for _try in range(3000):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_reply_to_a_removed_widget_is_dropped(desk: str, app_on: Any, until: Any) -> None:
    """A child that is missing because its widget is being removed does not end the console."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        line = Line()
        await app.screen.mount(line)
        line.post_message(Line.Answer(leave_first=True))
        assert await holds_in_time(lambda: not app.screen.query(Line))
        assert app.is_running


def test_missing_child_of_a_visible_widget_is_an_error() -> None:
    """A missing child of a widget that stays, and any other exception, is not hidden."""
    assert not is_late_reply(NoMatches("#gone"))
    assert not is_late_reply(ValueError("other"))
