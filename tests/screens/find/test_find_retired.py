"""What is no longer in use is found, but not offered as if it were in use."""

from contextlib import closing
from typing import Any

import pytest
from keyboard import Hands

from deskctl.queries.search.desk_search import search
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList


def test_retired_answer_is_marked_and_last(desk: str, take: Any) -> None:
    """A retired answer follows those in use, and its status says so; those in use have none."""
    take(desk, "faq.retire", id="FAQ-001", reason="out of date", actor="MG1")
    with closing(open_reader(desk)) as conn:
        hits = search(conn, "先", kinds=("faq",))
    assert [hit.id for hit in hits if hit.status == "retired"] == [hits[-1].id] == ["FAQ-001"]
    assert {hit.status for hit in hits[:-1]} == {None}


@pytest.mark.parametrize(("lang", "word"), [("zh", "已停用"), ("en", "retired")])
async def test_retired_equipment_is_marked(desk: str, take: Any, app_on: Any, until: Any, lang: str, word: str) -> None:
    """The find box writes that a device is retired."""
    take(desk, "asset.retire", id="A-0303", reason="scrapped", actor="MG1")
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("f", *"A-0303")
        await hands.see(lambda: any("A-0303" in line and word in line for line in _lines(app)))


def _lines(app: Any) -> list[str]:
    return [str(strip.text) for found in app.screen.query(LineList) for strip in map(found.render_line, range(8))]
