"""A new ticket with a caller on the line."""

from contextlib import closing
from pathlib import Path
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
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.save_button import SaveButton, SaveLine
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane


async def test_a_call_becomes_a_ticket(desk: str, app_on: Any, until: Any) -> None:
    """The caller is found by id, the card and our promises are shown, and saving opens the ticket."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        await hands.write("p-0101")
        await hands.see(lambda: app.screen.query("#row-contact OptionList.-shown"))
        await pilot.press("down", "enter")
        card = app.screen.query_one("#card", LinePane)
        await hands.see(lambda: "000-0002-0101" in card.text)
        assert "HT-2025-001" in card.text
        assert "T-067" in app.screen.query_one("#side", LineList).text
        await hands.fill(title="till server restarts")
        await pilot.press("enter", "2", "enter", "1")
        await hands.see(lambda: "call back" in app.screen.query_one("#promises", LinePane).text)
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == 73)
    conn = open_reader(desk)
    row = rows_of(conn, [73])[73]
    conn.close()
    assert (row.title, row.customer, row.severity) == ("till server restarts", "CUS-01", "severe")
    assert events(desk, 73)[:2] == ["logged", "severity_chosen"]


async def test_a_ticket_needs_a_caller(desk: str, app_on: Any, until: Any) -> None:
    """Saving without a caller says so at the field until one is typed; then the item for the call is proposed."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("FieldRow"))
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#row-contact .wrong"))
        await hands.write("p-0101")
        await hands.see(lambda: not app.screen.query("#row-contact .wrong"))
        proposed = app.screen.query_one("#row-catalog Input", Input)
        await hands.see(lambda: proposed.placeholder == "A Daily questions and faults")


async def test_a_possible_duplicate_is_offered(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The open ticket in the same words comes first, can be looked into, and takes the call in place of a new one.

    Who of ours is on site stands on the card, and what the caller wishes goes with the call.
    """
    take(desk, "visit.arrive", 70, actor="SE1")
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query("#row-contact Input"))
        app.screen.query_one("#row-contact Input", Input).value = "00020301"
        await until(pilot, lambda: "砚秋" in app.screen.query_one("#card", LinePane).text)
        assert "褚样 is on site: 门诊楼机房, since 09:30" in app.screen.query_one("#card", LinePane).text
        app.screen.query_one("#row-title Input", Input).value = "HIS 存储链路中断"
        await until(pilot, lambda: "T-070" in app.screen.query_one("#side", LineList).text.splitlines()[0])
        await pilot.press("ctrl+l", "enter")
        await until(pilot, lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 70)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen))
        await until(pilot, lambda: "Recommended: " in app.screen.query_one("#promises", LinePane).text)
        assert "customer prefers telephone" in app.screen.query_one("#promises", LinePane).text
        app.screen.query_one("#row-severity ChoiceLine", ChoiceLine).choose("severe")
        before = len(events(desk, 70))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 70)[before:] == ["contact"]
    with closing(open_reader(desk)) as conn:
        assert "severity in their word: severe" in str(history(conn, 70)[-1].data)


async def test_a_call_is_added_only_to_the_ticket_it_is_about(desk: str, app_on: Any, until: Any) -> None:
    """Typed at once, the call waits for the likely ticket; without one the operator is asked which of several."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        before = len(events(desk, 66))
        await pilot.press("n")
        await hands.see(lambda: app.screen.query("#row-contact Input"))
        hands.field("contact").value = "00020301"
        await hands.see(lambda: "砚秋" in app.screen.query_one("#card", LinePane).text)
        hands.field("title").value = "完全不同的问题"
        await pilot.press("ctrl+t")
        await hands.see(lambda: app.screen.query_one("#side", LineList).has_focus)
        hands.field("title").value = "护士站服务器系统盘损坏"
        await pilot.press("ctrl+l", "ctrl+t")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        assert events(desk, 66)[before:] == ["contact"]


async def test_tab_leads_from_the_caller_to_the_symptom(desk: str, app_on: Any, until: Any) -> None:
    """With the matches shown, tab goes on to the next field: what is typed then is not lost in the list."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        await pilot.press(*"p", "minus", *"0101")
        await until(pilot, lambda: app.screen.query(Matches) and app.screen.query(Matches).first().has_class("-shown"))
        await pilot.press("tab", *"till")
        await until(pilot, lambda: isinstance(app.focused, Input) and app.focused.value == "till")


async def test_the_only_match_is_written_out(desk: str, app_on: Any, until: Any) -> None:
    """Leaving the caller's field with a piece that fits one person writes that person's name there."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        await pilot.press(*"0101", "tab")
        await until(pilot, lambda: app.screen.query_one("#row-contact Input", Input).value.startswith("P-0101 "))


async def test_equipment_that_does_not_exist_is_reported_before_saving(desk: str, app_on: Any, until: Any) -> None:
    """In the place of the promises stands what is to be mended; once it is, the promises come back."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query("#row-contact Input"))
        app.screen.query_one("#row-contact Input", Input).value = "P-0101"
        promises = app.screen.query_one("#promises", LinePane)
        app.screen.query_one("#row-assets Input", Input).value = "abc"
        await until(pilot, lambda: "Equipment: there is no asset abc" in promises.text)
        app.screen.query_one("#row-assets Input", Input).value = ""
        await until(pilot, lambda: "first response" in promises.text)


async def _call(app: Any, pilot: Any, until: Any) -> tuple[Input, LinePane]:
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
    return app.screen.query_one("#row-contact Input", Input), app.screen.query_one("#card", LinePane)


async def test_the_card_goes_with_the_caller(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """A name that fits several, or nobody, leaves no card, no promises, no site and no answer of the one before.

    An ended contract is loud in every width.
    """
    take(desk, "visit.arrive", 70, actor="SE1")
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        line, card = await _call(app, pilot, until)
        listed = lambda: "\n".join(  # noqa: E731
            [
                *(str(label.content) for label in app.screen.query("#row-contact .matched.-shown").results(Label)),
                *(str(option.prompt) for one in app.screen.query(Matches) for option in one.options),
            ]
        )
        line.value = "zzz yyy"
        await until(pilot, lambda: "no contact, customer, serial number or phone matches zzz yyy" in listed())
        assert all(f"new customer {firm}" in listed() for firm in ("zzz", "yyy"))
        line.value = "P-0"
        await until(pilot, lambda: "14 match, type more" in listed())
        promises = app.screen.query_one("#promises", LinePane)
        line.value = "孔"
        await until(pilot, lambda: "000-0002-0301" in card.text and "first response" in promises.text)
        site, here = app.screen.query("#row-site ChoiceLine, #row-engineer-on-site ChoiceLine").results(ChoiceLine)
        await until(pilot, lambda: "S-0301" in site.codes and here.value == "true")
        line.value = "砚秋"
        await until(pilot, lambda: "000-0002-0301" not in card.text and not promises.text.strip())
        await until(pilot, lambda: not site.codes and not site.value and not here.value)
        line.value = "孔 0301"
        await until(pilot, lambda: "000-0002-0301" in card.text and "first response" in promises.text)
        line.value = "P-0801"
        agreed = app.screen.query_one(ContractLimits)
        await until(
            pilot, lambda: str(agreed.content).startswith("! maintenance ended on 2026-08-31: a visit is charged")
        )
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: str(agreed.content) == "! contract ended 2026-08-31")
        save, end = app.screen.query_one(SaveButton), app.screen.query_one(SaveLine)
        await until(pilot, lambda: 0 < save.outer_size.width <= end.size.width)


async def test_what_is_being_typed_does_not_hide_the_promises(desk: str, app_on: Any, until: Any) -> None:
    """While a piece of equipment is looked for, what is promised to the caller can still be read out."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        line, _card = await _call(app, pilot, until)
        app.screen.query_one("#row-assets Input", Input).focus()
        await pilot.press(*"srv")
        await until(pilot, lambda: app.screen.query("#row-assets Matches.-shown"))
        line.value = "P-0301"
        await until(pilot, lambda: "first response" in app.screen.query_one("#promises", LinePane).text)


async def test_the_matches_are_left_as_they_were_entered(desk: str, app_on: Any, until: Any) -> None:
    """Down in an empty line shows who there is; up over the first, or escape, leads back to the line."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        line, _card = await _call(app, pilot, until)
        for back in ("escape", "up"):
            await pilot.press("down")
            await until(pilot, lambda: isinstance(app.focused, Matches) and app.focused.option_count)
            await pilot.press(back)
            await until(pilot, lambda: app.focused is line and isinstance(app.screen, IntakeScreen))


async def test_only_save_records(desk: str, app_on: Any, until: Any) -> None:
    """Enter goes from field to field and then stands on the button; what the customer must say is asked for."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await _call(app, pilot, until)
        hands.type_ahead(*"0301", "enter", *"printer", "ctrl+o")
        await hands.see(lambda: app.screen.query("#row-severity .wrong"))
        hands.type_ahead("4", "ctrl+o")
        await hands.see(lambda: app.screen.query("#row-site .wrong"))
        hands.type_ahead("1", *["enter"] * 12, "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
    conn = open_reader(desk)
    row = rows_of(conn, [73])[73]
    conn.close()
    assert (row.severity, events(desk, 73)) == ("general", ["logged"])


async def test_somebody_new_of_a_known_customer(desk: str, app_on: Any, until: Any) -> None:
    """Customer, name and number in one line: enter takes them and goes on."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        line, _card = await _call(app, pilot, until)
        line.value = "砚秋 王护士 13800001111"
        hands.type_ahead("enter", *"paper jam", "enter", "3", "enter", "2", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == 73)
    conn = open_reader(desk)
    row = rows_of(conn, [73])[73]
    conn.close()
    assert (row.customer, row.contact_name, row.severity) == ("CUS-03", "王护士", "general")


async def test_what_is_typed_among_the_matches_goes_on_in_the_field(desk: str, app_on: Any, until: Any) -> None:
    """Who goes on typing while the matches have the focus loses no letter."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        line, _card = await _call(app, pilot, until)
        hands.type_ahead(*"13", "enter", *"800")
        await hands.see(lambda: line.value == "13800")


async def test_a_caller_without_a_record_is_taken_in(tmp_path: Path, app_on: Any, until: Any) -> None:
    """S2.1: on a desk without customers a name and a number are enough; the ticket is opened, its clocks run."""
    store = str(tmp_path / "own.db")
    create_store(store, with_records=True)
    app = app_on(store, actor=None)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await pilot.press("n")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.query("#row-contact Input"))
        app.screen.query_one("#row-contact Input", Input).value = "Doe 000-0003-0001"
        await hands.see(lambda: "New caller" in app.screen.query_one("#card", LinePane).text)
        await hands.fill(title="network down")
        await pilot.press("enter", "4", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == 1)
    conn = open_reader(store)
    row = rows_of(conn, [1])[1]
    conn.close()
    assert (row.title, row.customer) == ("network down", None)


async def test_a_complaint_asks_for_no_site(desk: str, app_on: Any, until: Any) -> None:
    """A complaint is taken in with the caller and the words: no site to choose, no way of service recommended."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await _call(app, pilot, until)
        app.screen.query_one("#row-kind ChoiceLine", ChoiceLine).choose("complaint")
        hands.type_ahead(*"0301", "enter", *"nobody came", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.number == 73)
    conn = open_reader(desk)
    kind = get_ticket(conn, 73).kind
    conn.close()
    assert kind == "complaint"
