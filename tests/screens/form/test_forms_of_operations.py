"""What the forms of single operations offer, fill in and ask: parts, loaners, voiding, return visits, passwords."""

from datetime import datetime
from typing import Any

from keyboard import Hands, events
from opened_form import SMALL, WIDE, Until, open_form, refusal
from textual.widgets import Label, OptionList, TextArea

from deskctl.language.i18n import _
from deskctl.operations.knowledge.course_access import log_in
from deskctl.screens.actions.action_menu_screen import ActionMenuScreen
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.dialogs.password_screen import PasswordScreen
from deskctl.screens.form.form_choice import form_of
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.form.secret_screen import SecretScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.screens.today.back_office_screen import BackOfficeScreen
from deskctl.sla.facts import instant
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.ticket_pane import TicketPane


async def test_form_offers_what_belongs_to_the_ticket(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """The part that the customer agreed to is filled in, and the picker lists only contacts of the customer.

    The kind of a return visit reads "planned", not "planned work" as the kind of a ticket.
    """
    take(desk, "part.consent", 71, actor="EN2", **{"for": "PT-02", "by_contact": "P-0702", "how": "phone"})
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(71)
        pane = app.screen.query_one(TicketPane)
        await hands.see(lambda: pane.view and pane.view.row.number == 71)
        app.screen.action_operate("part", "verify")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        await hands.see(lambda: hands.field("part").value.startswith("PT-02 "))
        await hands.leave()
        await open_form(app, pilot, until, "feedback.satisfied", 67)
        await hands.see(lambda: app.screen.query(RefPicker))
        next(row for row in app.screen.query(FieldRow) if row.field.ref == "contact").enter()
        await hands.write("P-0")
        offered = lambda: [option.id for matches in app.screen.query(OptionList) for option in matches.options]  # noqa: E731
        await hands.see(lambda: offered() == ["P-0101", "P-0102"])
        await hands.leave()
        app.screen.action_operate("return-visit", "record")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        (row,) = (row for row in app.screen.query(FieldRow) if row.field.name == "kind")
        shown = row.query_one(ChoiceLine).render_line(0).text
        assert (f" {_('planned')} " in shown, _("planned work") in shown) == (True, False)


async def test_refusal_keeps_the_save_key_and_asks_for_a_reason(desk: str, app_on: Any, until: Until) -> None:
    """The key bar names ctrl+o to save, before and after a refusal, and does not name enter.

    The reason for an override has no row before the refusal, and with the reason the operation is recorded.
    """
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.close", 69)
        bar = app.screen.query_one("#form-keys", KeyBar)
        await until(pilot, lambda: "ctrl+o Save" in bar.text)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: refusal(app))
        assert "ctrl+o Save" in bar.text
        assert "enter" not in bar.text
        await Hands(app, pilot, until).leave()
        await open_form(app, pilot, until, "visit.request", 72)
        row = app.screen.query_one("#row-override", FieldRow)
        assert not row.display
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Clause S2.3-routine.no-onsite" in refusal(app))
        assert row.display
        row.enter()
        await pilot.press(*"near", "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert "onsite_requested" in events(desk, 72)


async def test_closing_warns_about_an_outstanding_loaner(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """The closing form warns about a loaner that the customer still has, and not after it was returned."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.close", 66)
        await until(pilot, lambda: app.screen.query("#form-warning"))
        assert "LN-02" in str(app.screen.query_one("#form-warning", Label).content)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        take(desk, "loaner.return", 66, loaner="LN-02")
        await open_form(app, pilot, until, "ticket.close", 66)
        await until(pilot, lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        assert not app.screen.query("#form-warning")


async def test_return_of_a_loaner_is_offered_on_a_closed_ticket(
    desk: str, app_on: Any, until: Until, take: Any
) -> None:
    """On a closed ticket the return of its loaner is among the first actions of the menu."""
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced")
    take(desk, "report.issue", 66, actor="EN1", cause="board", method="replaced", result="runs")
    take(desk, "report.send", 66, actor="HL1")
    take(desk, "ticket.close-without-answer", 66, reason="three calls unanswered", actor="LE1")
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, BackOfficeScreen))
        app.push_screen(TicketScreen(app.session, 66))
        await until(pilot, lambda: isinstance(app.screen, TicketScreen) and app.screen.query(TicketPane))
        await until(pilot, lambda: app.screen.query_one(TicketPane).view)
        await pilot.press("l")
        await until(
            pilot, lambda: isinstance(app.screen, ActionMenuScreen) and app.screen.query_one(OptionList).option_count
        )
        ids = [option.id for option in app.screen.query_one(OptionList).options]
        assert "loaner.return" in ids[:3]


async def test_voiding_a_ticket_asks_first(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """Undo on a ticket without further actions opens the void form; Enter on its question cancels, y voids it."""
    take(desk, "ticket.open", actor="LE1", contact="P-0301", title="x", severity="general", site="S-0301")
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=WIDE) as pilot:
        await Hands(app, pilot, until).go_to(73)
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-reason TextArea"))
        assert app.screen.query_one("#row-reason TextArea", TextArea).text == "opened by mistake"
        for answer, voided in (("enter", False), ("y", True)):
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
            await pilot.press(answer)
            await until(pilot, lambda: not isinstance(app.screen, ConfirmScreen))
            if voided:
                await until(pilot, lambda: "voided" in events(desk, 73))
            else:
                assert "voided" not in events(desk, 73)


async def test_new_password_is_shown_once(desk: str, app_on: Any, until: Until) -> None:
    """A new account gets a generated password that is shown once, can be copied, and logs in."""
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        preset = {"customer": "CUS-03", "username": "yanqiu", "contact": "P-0301"}
        app.push_screen(form_of(app.session, "account", "add", None, preset))
        await hands.see(lambda: isinstance(app.screen, SecretScreen) and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, PasswordScreen) and app.screen.query("#password"))
        password = str(app.screen.query_one("#password", Label).content)
        await pilot.press("y")
        assert app.clipboard == password
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
    now = instant(datetime.fromisoformat("2026-11-22T09:30:00+08:00"))
    assert log_in(desk, "yanqiu", password, now).customer == "CUS-03"
