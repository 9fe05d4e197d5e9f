"""The form that identifies the customer of a ticket which was opened at another customer's site."""

from contextlib import closing
from typing import Any

import pytest
from keyboard import Hands
from opened_form import open_form

from deskctl.language.i18n import use_language
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader


@pytest.mark.parametrize(("lang", "none", "way"), [("zh", "无", "下箭头"), ("en", "none", "down lists them")])
async def test_site_of_another_customer_can_be_cleared(
    desk: str, app_on: Any, until: Any, take: Any, lang: str, none: str, way: str
) -> None:
    """With the contact chosen, the fields report the wrong customer, and offer none and the places of the right one."""
    take(desk, "ticket.open", caller_name="查某", title="x", severity="general", site="S-0101", assets=["A-0101"])
    use_language(lang)
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await open_form(app, pilot, until, "ticket.identify", 73)
        await hands.see(lambda: hands.field("site").value.startswith("S-0101"))
        hands.field("contact").value = "P-0301"
        await hands.see(lambda: len(app.screen.query(".wrong")) == 2)
        assert way in str(app.screen.query(".wrong").first().content)  # type: ignore[attr-defined]
        for name in ("site", "assets"):
            line = hands.field(name)
            line.focus()
            await pilot.press("down")
            await hands.see(lambda name=name: app.screen.query(f"#row-{name} Matches.-shown"))  # type: ignore[misc]
            listed = app.screen.query_one(f"#row-{name} Matches")
            prompts = [str(one.prompt) for one in listed.options]  # type: ignore[attr-defined]
            assert prompts[0] == none
            assert len(prompts) > 1
            assert all("-03" in one for one in prompts[1:])
            await pilot.press("enter")
            await hands.see(lambda line=line: line.value == none)  # type: ignore[misc]
        await hands.see(lambda: not app.screen.query(".wrong"))
        await hands.save()
    with closing(open_reader(desk)) as conn:
        row = get_ticket(conn, 73)
    assert (row.customer, row.site) == ("CUS-03", None)
