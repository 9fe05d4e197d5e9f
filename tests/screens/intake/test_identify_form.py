"""The form that identifies the customer of a ticket which was opened at another customer's site."""

from contextlib import closing
from typing import Any

from keyboard import Hands
from opened_form import open_form

from deskctl.language.i18n import use_language
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.store.sqlite.reader import open_reader


async def test_site_of_another_customer_can_be_cleared(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """With the contact chosen, the fields report the wrong customer, and offer none and the places of the right one."""
    app = app_on(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for number, lang, none, way in ((73, "zh", "无", "下箭头"), (74, "en", "none", "down lists them")):
            values = {"severity": "general", "site": "S-0101", "assets": ["A-0101"]}
            take(desk, "ticket.open", caller_name="查某", title="x", **values)
            use_language(lang)
            await open_form(app, pilot, until, "ticket.identify", number)
            await hands.see(lambda: hands.field("site").value.startswith("S-0101"), lang)
            hands.field("contact").value = "P-0301"
            await hands.see(lambda: len(app.screen.query(".wrong")) == 2, lang)
            assert way in str(app.screen.query(".wrong").first().content)  # type: ignore[attr-defined]
            for name in ("site", "assets"):
                await _clear(hands, name, none)
            await hands.see(lambda: not app.screen.query(".wrong"), lang)
            await hands.save()
            with closing(open_reader(desk)) as conn:
                row = get_ticket(conn, number)
            assert (row.customer, row.site) == ("CUS-03", None), lang


async def _clear(hands: Hands, name: str, none: str) -> None:
    """Choose none in the field, which offers it before what belongs to the right customer."""
    line = hands.field(name)
    line.focus()
    await hands.pilot.press("down")
    await hands.see(lambda: hands.app.screen.query(f"#row-{name} Matches.-shown"), name)
    listed = hands.app.screen.query_one(f"#row-{name} Matches")
    prompts = [str(one.prompt) for one in listed.options]
    assert prompts[0] == none
    assert len(prompts) > 1
    assert all("-03" in one for one in prompts[1:])
    await hands.pilot.press("enter")
    await hands.see(lambda: line.value == none, name)
