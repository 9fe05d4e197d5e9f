"""The text of a customer is shown as it is and never interpreted."""

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from seldom_drawn import drawn_text

from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.ticket_pane import TicketPane

HOSTILE = [
    "[/etc/passwd]",
    "[@click=app.quit]x",
    "\x1b]52;c;x\x07",
    "\x9b31mred",
    "样" * 4000,
    "👨‍👩‍👧‍👦",
    "[bold red",
    "\u202eexe.gnp",
    "two\nlines\rand\ttabs",
    "e" + "\u0301" * 900,
    "\x00nul",
    "{braces} %s $error",
]
FIELDS = {
    "ticket": ("title", "description"),
    "customer": ("name",),
    "contact": ("name", "title", "phone"),
    "site": ("name",),
    "staff": ("name",),
    "action": ("note",),
}


def spoil(store: str) -> None:
    """Put hostile texts into every field that a customer or an engineer can fill in, a different one in each."""
    place = 0
    conn = sqlite3.connect(store)
    for table, names in FIELDS.items():
        key = {"ticket": "number", "action": "ticket"}.get(table, "id")
        for (row,) in conn.execute(f"SELECT DISTINCT {key} FROM {table}").fetchall():
            texts = [HOSTILE[(place + step) % len(HOSTILE)] for step in range(len(names))]
            changed = ", ".join(f"{name} = ?" for name in names)
            conn.execute(f"UPDATE {table} SET {changed} WHERE {key} = ?", [*texts, row])
            place += len(names)
    conn.commit()
    conn.close()


async def test_hostile_texts_are_shown_safely(desk: str, app_on: Any, until: Callable[..., Awaitable[None]]) -> None:
    """No screen fails, no text is interpreted, and no control character reaches the terminal."""
    spoil(desk)
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        pane, table = app.screen.query_one(TicketPane), app.screen.query_one(QueueTable)
        await until(pilot, lambda: len(table.numbers) == 8)
        for number in list(table.numbers):
            await until(pilot, lambda number=number: pane.view and pane.view.row.number == number)
            drawn = [table.render_line(y).text for y in range(table.size.height)]
            assert all(line.isprintable() for line in [*drawn, *pane.text.split("\n")])
            assert drawn_text(app).isprintable()
            await pilot.press("j")
        for keys in ("e", "escape", "l", "escape", "n", "escape", "a", "escape", "question_mark", "escape"):
            await pilot.press(keys)
            await pilot.pause()
            assert drawn_text(app).isprintable()
        assert app.is_running
