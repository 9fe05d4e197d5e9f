"""What is no longer in use is found, but not offered as if it were in use."""

from contextlib import closing
from typing import Any

import pytest
from keyboard import Hands

from deskctl.queries.customers.caller_card import contact_card
from deskctl.queries.customers.record_lists import record_detail, record_list
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


def test_what_is_retired_leaves_the_lists_and_the_card_of_the_caller(desk: str, take: Any, watch: Any) -> None:
    """What is retired is in no list of records and not offered to a caller; a ticket keeps the name of its site."""
    gone = {"site": "S-0103", "contact": "P-0102", "asset": "A-0102", "part": "PT-01", "profile": "SP-02"}
    for noun, name in gone.items():
        take(desk, f"{noun}.retire", id=name, reason="gone", actor="MG1")
    at = int(watch().timestamp())
    with closing(open_reader(desk)) as conn:
        listed = [row[0] for page in ("assets", "stock") for row in record_list(conn, page, at=at).rows]
        details = [*record_detail(conn, "customers", "CUS-01"), *record_detail(conn, "assets", "A-0102")]
        card, of_ticket = (contact_card(conn, "P-0101", at=at, site=site) for site in (None, "S-0103"))
    listed += [row[0] for heading, table in details for row in table.rows if heading in {"people", "sites"}]
    listed += [key for key, _name in (*card.sites, *card.assets)]
    assert not set(listed) & set(gone.values())
    assert "profile" not in dict(details)
    assert "S-0103" in dict(of_ticket.sites)


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
