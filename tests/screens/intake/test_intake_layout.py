"""The layout of a new ticket, also on the smallest screens."""

from typing import Any

import pytest
from keyboard import Hands
from textual.widgets import Input

from deskctl.screens.form.field_list import FieldList
from deskctl.screens.intake.call_box import CallBox
from deskctl.screens.intake.contract_limits import ContractLimits
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane


async def _call(hands: Hands) -> LinePane:
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))
    return hands.app.screen.query_one("#card", LinePane)


async def test_whole_intake_form_is_visible(desk: str, app_on: Any, until: Any) -> None:
    """No field scrolls at 80x24 and none is cut at 60x20; the card counts open tickets and the title parked calls."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        card = await _call(hands)
        await hands.write("zzz")
        await hands.see(lambda: "zzz" in card.text)
        caller, title = (app.screen.query_one(f"#row-{name}") for name in ("contact", "title"))
        await hands.see(lambda: title.region.y == caller.region.bottom)
        hands.field("contact").value = "00020301"
        hands.field("title").value = "护士站服务器系统盘损坏"
        await pilot.press("tab")
        await hands.see(lambda: "砚秋" in card.text and app.screen.query_one("#promises", LinePane).text)
        assert card.text.splitlines()[0] == "合同 HT-2025-003，维护至 2027-06-30  未结 2"
        await hands.see(lambda: app.screen.query_one(FieldList).max_scroll_y == 0)
        assert app.screen.query_one(CallBox).border_title == "新工单"
        await pilot.resize_terminal(60, 20)
        await hands.see(lambda: card.size.width < 60)
        assert card.text.splitlines()[0].endswith("  未结 2")
        assert max(row.region.right for row in app.screen.query("FieldRow")) <= 60
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await _call(hands)
        assert app.screen.query_one(CallBox).border_title == "新工单  来电 2 / 暂存 1"


async def test_complaint_shows_no_charge(
    desk: str, app_on: Any, until: Any, take: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card and the button warn about charges after the contract ended, but not for a complaint.

    The ticket of a complaint names the ticket and the person that it is about. The key bar of the form is fitted to
    the new width of a resized terminal, and Back is not cut off. No frame wraps the hint for the caller, and an
    example in a narrow field keeps its whole parts.
    """
    cards: list[str] = []
    show = LinePane.show

    def shown(pane: LinePane, lines: Any) -> None:
        show(pane, lines)
        cards.extend([pane.text] if pane.id == "card" else [])

    monkeypatch.setattr(LinePane, "show", shown)
    values = {"kind": "complaint", "about_ticket": "T-066", "about_staff": "EN1"}
    take(desk, "ticket.open", contact="P-0301", title="nobody came", **values)
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(73)
        await hands.see(lambda: "Complaint about: T-066 · 郑样 EN1" in app.screen.query_one(TicketPane).text)
        card = await _call(hands)
        owner, since = (app.screen.query_one(f"#row-{name} Input", Input) for name in ("owner", "occurred-at"))
        await hands.see(lambda: (owner.placeholder, since.placeholder) == ("name or id", "09:15, -15m"))
        assert {len(text.splitlines()) for text in cards} <= {0, 1}
        agreed = app.screen.query_one(ContractLimits)
        hands.field("contact").value = "P-0801"
        await hands.see(lambda: "charged" in card.text and "ended" in str(agreed.content))
        app.screen.query_one("#row-kind ChoiceLine", ChoiceLine).choose("complaint")
        await hands.see(lambda: "charged" not in card.text and not str(agreed.content))
        assert card.text.startswith("contract ended 2026-08-31")
        bar = app.screen.query_one("#form-keys", KeyBar)
        await pilot.resize_terminal(100, 30)
        await hands.see(lambda: "Add to it" in bar.text)
        wide = bar.text
        await pilot.resize_terminal(60, 20)
        await hands.see(lambda: bar.text != wide and "Back" in bar.text and len(bar.text) <= bar.size.width)
        await pilot.resize_terminal(100, 30)
        await hands.see(lambda: bar.text == wide)
