"""A new ticket while the caller is on the telephone."""

from contextlib import closing
from typing import Any

from keyboard import Hands, events
from textual.widgets import Input, Label

from deskctl.queries.ticket.full_ticket import history
from deskctl.queries.tickets.ticket_row import get_ticket, rows_of
from deskctl.screens.form.ref_picker import Matches
from deskctl.screens.intake.contract_limits import ContractLimits
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.save_button import SaveButton, SaveLine
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane


async def begin_call(hands: Hands) -> tuple[Input, LinePane]:
    """Open a new ticket; return the input line of the caller and the card."""
    app = hands.app
    await hands.see(lambda: isinstance(app.screen, QueueScreen))
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
    return app.screen.query_one("#row-contact Input", Input), app.screen.query_one("#card", LinePane)


async def opened_as(hands: Hands, number: int) -> None:
    """Wait until the queue shows the ticket of the call as the chosen one."""
    await hands.see(lambda: isinstance(hands.app.screen, QueueScreen) and hands.app.screen.number == number)


async def test_call_becomes_a_ticket(desk: str, app_on: Any, until: Any) -> None:
    """Saving opens the ticket of a caller found by id, of a new caller of a known customer, and a complaint.

    The card and the promises are shown; enter moves from field to field to the button, and only the button records.
    Missing answers of the customer are asked for; a complaint needs neither severity nor site.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await _open_ticket_for_caller_by_id(hands)
        await pilot.resize_terminal(80, 24)
        await begin_call(hands)
        hands.type_ahead(*"0301", "enter", *"jam", "ctrl+o")
        await hands.see(lambda: app.screen.query("#row-severity .wrong"))
        hands.type_ahead("4", "ctrl+o")
        await hands.see(lambda: app.screen.query("#row-site .wrong"))
        hands.type_ahead("1", *["enter"] * 12, "ctrl+o")
        await opened_as(hands, 74)
        line, _card = await begin_call(hands)
        line.value = "砚秋 王护士 13800001111"
        hands.type_ahead("enter", *"ink", "enter", "3", "enter", "2", "ctrl+o")
        await opened_as(hands, 75)
        await begin_call(hands)
        app.screen.query_one("#row-kind ChoiceLine", ChoiceLine).choose("complaint")
        hands.type_ahead(*"0301", "enter", *"why", "ctrl+o")
        await opened_as(hands, 76)
    with closing(open_reader(desk)) as conn:
        rows = rows_of(conn, [73, 74, 75])
        assert get_ticket(conn, 76).kind == "complaint"
    assert (rows[73].title, rows[73].customer, rows[73].severity) == ("till server restarts", "CUS-01", "severe")
    assert events(desk, 73)[:2] == ["logged", "severity_chosen"]
    assert (rows[74].severity, events(desk, 74)) == ("general", ["logged"])
    assert (rows[75].customer, rows[75].contact_name, rows[75].severity) == ("CUS-03", "王护士", "general")


async def _open_ticket_for_caller_by_id(hands: Hands) -> None:
    app, pilot = hands.app, hands.pilot
    _line, card = await begin_call(hands)
    await hands.write("p-0101")
    await hands.see(lambda: app.screen.query("#row-contact OptionList.-shown"))
    await pilot.press("down", "enter")
    await hands.see(lambda: "000-0002-0101" in card.text)
    assert "HT-2025-001" in card.text
    assert "T-067" in app.screen.query_one("#side", LineList).text
    hands.field("title").focus()
    hands.field("title").value = "till server restarts"
    await pilot.press("enter", "2", "enter", "1")
    await hands.see(lambda: "call back" in app.screen.query_one("#promises", LinePane).text)
    await pilot.press("ctrl+o")
    await opened_as(hands, 73)


async def test_caller_is_typed_and_found(desk: str, app_on: Any, until: Any) -> None:
    """The field of the caller loses no key and leads to the matches and the symptom; a ticket needs a caller.

    Down in the empty field lists everyone, and up or escape returns to the field. Leaving the field with a text that
    matches one person fills in that person. Keys typed while the matches have the focus go to the field, and tab moves
    to the next field. Saving without a caller is refused at the field until one is typed; then the catalogue item is
    proposed.
    """
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        line, _card = await begin_call(hands)
        for back in ("escape", "up"):
            await pilot.press("down")
            await hands.see(lambda: isinstance(app.focused, Matches) and app.focused.option_count)
            await pilot.press(back)
            await hands.see(lambda: app.focused is line and isinstance(app.screen, IntakeScreen))
        hands.type_ahead(*"13", "enter", *"800")
        await hands.see(lambda: line.value == "13800")
        line.value = ""
        line.focus()
        await pilot.press(*"0101", "tab")
        await hands.see(lambda: line.value.startswith("P-0101 "))
        line.value = ""
        line.focus()
        await hands.write("p-0101")
        await hands.see(lambda: app.screen.query("#row-contact Matches.-shown"))
        await pilot.press("tab", *"till")
        await hands.see(lambda: isinstance(app.focused, Input) and app.focused.value == "till")
        app.focused.value = line.value = ""
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#row-contact .wrong"))
        await hands.write("p-0101")
        await hands.see(lambda: not app.screen.query("#row-contact .wrong"))
        proposed = app.screen.query_one("#row-catalog Input", Input)
        await hands.see(lambda: proposed.placeholder.startswith("A Daily questions"))


def _promises(app: Any) -> str:
    return app.screen.query_one("#promises", LinePane).text


async def test_card_follows_the_caller(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """An ambiguous or unknown caller clears the card, promises, site and answers of the previous one.

    The card shows colleagues on site. Errors such as unknown equipment replace the promises, but an unfinished text
    does not. An ended contract is warned about at any width.
    """
    take(desk, "visit.arrive", 70, actor="SE1")
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        line, card = await begin_call(hands)
        await _unknown_and_ambiguous_callers(hands, line)
        line.value = "孔"
        await hands.see(lambda: "000-0002-0301" in card.text and "first response" in _promises(app))
        assert "褚样 is on site: 门诊楼机房, since 09:30" in card.text
        assert "T-066   parts " in app.screen.query_one("#side", LineList).text
        site, here = app.screen.query("#row-site ChoiceLine, #row-engineer-on-site ChoiceLine").results(ChoiceLine)
        await hands.see(lambda: "S-0301" in site.codes and here.value == "true")
        line.value = "砚秋"
        await hands.see(lambda: "000-0002-0301" not in card.text and not _promises(app).strip())
        await hands.see(lambda: not site.codes and not site.value and not here.value)
        assets = hands.field("assets")
        assets.focus()
        await hands.write("srv")
        await hands.see(lambda: app.screen.query("#row-assets Matches.-shown"))
        line.value = "孔 0301"
        await hands.see(lambda: "000-0002-0301" in card.text and "first response" in _promises(app))
        line.focus()
        assets.value = "abc"
        await hands.see(lambda: "Equipment: there is no asset abc" in _promises(app))
        assets.value = ""
        await hands.see(lambda: "first response" in _promises(app))
        line.value = "P-0801"
        agreed = app.screen.query_one(ContractLimits)
        warning = "! maintenance ended on 2026-08-31: a visit is charged"
        await hands.see(lambda: str(agreed.content).startswith(warning))
        await pilot.resize_terminal(60, 20)
        await hands.see(lambda: str(agreed.content) == "! contract ended 2026-08-31")
        save, end = app.screen.query_one(SaveButton), app.screen.query_one(SaveLine)
        await hands.see(lambda: 0 < save.outer_size.width <= end.size.width)


async def _unknown_and_ambiguous_callers(hands: Hands, line: Input) -> None:
    def listed() -> str:
        labels = hands.app.screen.query("#row-contact .matched.-shown").results(Label)
        options = [option for one in hands.app.screen.query(Matches) for option in one.options]
        return "\n".join([*(str(label.content) for label in labels), *(str(option.prompt) for option in options)])

    line.value = "zzz yyy"
    await hands.see(lambda: "no contact, customer, serial number or phone matches zzz yyy" in listed())
    assert all(f"new customer {firm}" in listed() for firm in ("zzz", "yyy"))
    line.value = "P-0"
    await hands.see(lambda: "14 matches, type more" in listed())


async def test_call_is_added_to_an_open_ticket(desk: str, app_on: Any, until: Any) -> None:
    """The open ticket with the same words is listed first, can be opened, and can take the call instead of a new one.

    The requested severity is recorded with the call. ctrl+t waits for the likely ticket; without one the operator must
    choose one of several.
    """
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        line, card = await begin_call(hands)
        line.value = "00020301"
        await hands.see(lambda: "砚秋" in card.text)
        hands.field("title").value = "HIS 存储链路中断"
        await hands.see(lambda: "T-070" in app.screen.query_one("#side", LineList).text.splitlines()[0])
        await pilot.press("ctrl+l", "enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 70)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and "Recommended: " in _promises(app))
        assert "customer prefers telephone" in _promises(app)
        app.screen.query_one("#row-severity ChoiceLine", ChoiceLine).choose("severe")
        before = {number: len(events(desk, number)) for number in (66, 70)}
        await pilot.press("ctrl+t")
        line, card = await begin_call(hands)
        assert events(desk, 70)[before[70] :] == ["contact"]
        with closing(open_reader(desk)) as conn:
            assert "severity in their words: severe" in str(history(conn, 70)[-1].data)
        line.value = "00020301"
        await hands.see(lambda: "砚秋" in card.text)
        hands.field("title").value = "完全不同的问题"
        await pilot.press("ctrl+t")
        await hands.see(lambda: app.screen.query_one("#side", LineList).has_focus)
        hands.field("title").value = "护士站服务器系统盘损坏"
        await pilot.press("ctrl+l", "ctrl+t")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66)[before[66] :] == ["contact"]
