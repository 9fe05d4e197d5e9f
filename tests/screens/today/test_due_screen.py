"""The due list beside the clocks of tickets: its rows, the operations that they open, and the keys."""

from contextlib import closing
from typing import Any

from keyboard import Hands
from rich.cells import cell_len

from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.reference.records import show_record
from deskctl.screens.dialogs.help_screen import active_keys
from deskctl.screens.dialogs.pick_screen import PickScreen
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.records.record_screen import RecordScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.screens.today.back_office_screen import BackOfficeScreen
from deskctl.screens.today.due_screen import DueScreen
from deskctl.screens.today.duty_operations import operation_of
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane


def listed(app: Any) -> str:
    """Return the lines of the list; empty if there is no list yet."""
    found = app.screen.query(LineList)
    return str(found.first().text) if found else ""


def rows_of(desk: str, watch: Any) -> Any:
    conn = open_reader(desk)
    try:
        return due_list(DueInputs(conn, instant(watch()), watch().tzinfo), DueFilter(within=365 * 86_400))
    finally:
        conn.close()


def test_each_duty_opens_an_existing_operation(desk: str, watch: Any) -> None:
    """Each duty opens an existing operation, on a ticket if it needs one, with only fields that the operation has."""
    for duty in rows_of(desk, watch):
        step = operation_of(duty)
        if step is not None and step.noun != "report":
            operation = find(step.noun, step.verb)
            known = {field.name for field in fields_of(operation)} | {"mail"}
            assert set(step.preset) <= known, duty
            assert not operation.on_ticket or step.number is not None, duty


async def test_back_office_starts_with_its_work(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """The back office starts with its work by kind; `>` opens the next operation with known values, d the due list."""
    take(desk, "ticket.open", None, caller_name="somebody", title="no name yet", severity="general", channel="phone")
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        hands.type_ahead("6", "greater_than_sign")  # typed before the first frame
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        assert app.screen.operation.noun == "stock"
        await pilot.press("escape", "1")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen) and "no name yet" in listed(app))
        for tab, noun in (("6", "stock"), ("7", "contract"), ("8", "ticket")):
            await pilot.press(tab)
            await hands.see(lambda noun=noun: app.screen.step and app.screen.step.noun == noun)
            await pilot.press("greater_than_sign")
            await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            assert app.screen.operation.noun == noun
            await pilot.press("escape")
            await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        await pilot.press("7")
        await hands.see(lambda: app.screen.step and app.screen.step.noun == "contract")
        app.screen.action_operate("contract", "edit")  # as the find box does
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-id Input"))
        assert hands.field("id").value.startswith("CT-")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        await pilot.press("d")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))


async def test_mail_becomes_a_ticket_and_a_contract_is_renewed(desk: str, watch: Any, app_on: Any, until: Any) -> None:
    """`>` opens the intake with the text of the mail, two digits choose severity and site, and ctrl+o records it.

    A renewal without the new end is refused at that field, and with it the contract ends on that day.
    """
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen) and listed(app).strip())
        await pilot.press("2")
        await hands.see(lambda: app.screen.step and app.screen.step.preset.get("mail"))
        await pilot.press("greater_than_sign")
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and app.screen.focused)
        await hands.see(lambda: len(app.screen.query_one("#row-site ChoiceLine", ChoiceLine).codes) == 2)
        await pilot.press("3", "1", "ctrl+o")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
        await pilot.press("7")
        await hands.see(lambda: app.screen.step and app.screen.step.noun == "contract")
        contract = app.screen.step.preset["id"]
        await pilot.press("greater_than_sign")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-to ChoiceLine"))
        app.screen.query_one("#row-to ChoiceLine", ChoiceLine).choose("renewed")
        await pilot.press("ctrl+o")
        await hands.see(lambda: app.screen.query("#row-maintenance-end .wrong"))
        assert app.focused is hands.field("maintenance-end")
        await hands.write("2028-12-31")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, BackOfficeScreen))
    with closing(open_reader(desk)) as conn:
        assert show_record(conn, "contract", contract, watch().tzinfo)["maintenance_end"] == "2028-12-31"


async def test_subjects_are_read_at_80_columns(desk: str, app_on: Any, until: Any) -> None:
    """In English at 80 columns a subject has at least 18 cells, and the bar names `>` and the keys of the row."""
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        for opened in (BackOfficeScreen, DueScreen):
            if opened is DueScreen:
                await pilot.press("d", "8")
            await hands.see(lambda opened=opened: isinstance(app.screen, opened) and listed(app).strip())  # type: ignore[misc]
            assert all(cell_len(row.partition("..")[0]) > 34 for row in listed(app).splitlines() if ".." in row), opened
            for place in range(min(9, len(listed(app).splitlines()))):
                app.screen.query_one(LineList).move_to(place)
                await hands.settle()
                bar = app.screen.query_one(KeyBar).text
                assert " > " in bar, (opened, place)
                assert " I Inspection " in bar, (opened, place)
                assert app.screen.number is None or " enter Open ticket " in bar, (opened, place)


async def test_enter_opens_the_ticket_of_a_duty(desk: str, app_on: Any, until: Any) -> None:
    """The arrows change the month, as the help lists; Enter opens the ticket of a duty and `p` its customer."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query_one("#header", LinePane).text)
        await pilot.press("d")
        await hands.see(lambda: isinstance(app.screen, DueScreen) and listed(app))
        assert {"Previous month", "Next month"} <= {name for _keys, name, _explanation in active_keys(app.screen)}
        await pilot.press("1", "right")
        await hands.see(lambda: listed(app).count("by 31 Dec") > 3 and "by 30 Nov" not in listed(app))
        assert "Nov  Dec  Jan 2027" in app.screen.query_one("#header", LinePane).text
        await pilot.click("#header", offset=(7, 0))
        await hands.see(lambda: "by 30 Nov" in listed(app))
        await pilot.press("8")
        await hands.see(lambda: "T-007" in listed(app))
        rows = listed(app).splitlines()
        app.screen.query_one(LineList).move_to(next(y for y, row in enumerate(rows) if "T-007" in row))
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 7)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, DueScreen))
        await pilot.press("2", "p")
        await hands.see(lambda: isinstance(app.screen, RecordScreen))


async def test_duty_of_another_role_is_not_offered(desk: str, app_on: Any, until: Any) -> None:
    """A duty of another role is listed without its operation, and the key names the role that performs it.

    The form of an operation that is not for the person's role shows its refusal when it opens.
    """
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query(LineList))
        app.push_screen(DueScreen(app.session))
        await hands.see(lambda: isinstance(app.screen, DueScreen) and app.screen._read)  # noqa: SLF001 - what the list shows
        await pilot.press("1")
        assert app.screen.at_cursor is not None
        assert app.screen.step is None
        assert operation_name("inspection", "record") not in listed(app)
        await pilot.press(">")
        await hands.see(lambda: any("engineer" in str(one.message).lower() for one in app._notifications))  # noqa: SLF001 - only there
        assert isinstance(app.screen, DueScreen)
        assert "engineer" in await _refusal_of_inspections(hands)
    app = app_on(desk, actor="EN1")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        assert "engineer" not in await _refusal_of_inspections(hands)


async def _refusal_of_inspections(hands: Hands) -> str:
    """Open the form that adds an inspection, and return its refusal in lower case."""
    app = hands.app
    app.screen.action_operate("inspection", "add")
    await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
    await hands.pilot.pause()
    await app.workers.wait_for_complete()
    await hands.pilot.pause()
    return " ".join(str(label.content) for label in app.screen.query("#refusal Label")).lower()


async def test_receipt_offers_open_requests_first(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """Receiving offers the open request with its part and quantity before parts that were not requested."""
    take(desk, "part.request", 66, actor="BS1", part="PT-09", qty=3, request="PR-900")
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        for opened in (BackOfficeScreen, DueScreen):
            if opened is DueScreen:
                await pilot.press("d")
            await hands.see(lambda opened=opened: isinstance(app.screen, opened) and listed(app).strip())  # type: ignore[misc]
            await _receive_the_open_request(hands)
            await pilot.press("escape")
            await hands.see(lambda opened=opened: isinstance(app.screen, opened))  # type: ignore[misc]
            await pilot.press("r")
            await hands.see(lambda: isinstance(app.screen, PickScreen))
            await pilot.press("end", "enter")
            await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            assert (app.screen.operation.noun, app.screen.operation.verb) == ("stock", "receive"), opened
            await pilot.press("escape")
            await hands.see(lambda opened=opened: isinstance(app.screen, opened))  # type: ignore[misc]


async def _receive_the_open_request(hands: Hands) -> None:
    """Press the key for receiving, and choose the open request."""
    app = hands.app
    await hands.pilot.press("r")
    await hands.see(lambda: isinstance(app.screen, PickScreen) and "PR-900" in listed(app))
    assert [row.split()[0] for row in listed(app).splitlines()][-2] == "RMA-001"
    place = next(y for y, row in enumerate(listed(app).splitlines()) if "PR-900" in row)
    assert all(words in listed(app).splitlines()[place] for words in ("PT-09", "x3", "T-066"))
    app.screen.query_one(LineList).move_to(place)
    await hands.pilot.press("enter")
    await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
    assert (app.screen.operation.noun, app.screen.operation.verb, app.screen.number) == ("part", "receive", 66)
    await hands.settle()
    texts = {row.field.name: row.text for row in app.screen.query(FieldRow)}
    assert (texts["part"], texts["qty"], texts["request"]) == ("PT-09", "3", "PR-900")


async def test_return_visits_and_inspections_have_a_key(desk: str, app_on: Any, until: Any) -> None:
    """The key v opens a return visit with the customer of the row; I opens an inspection, that of the row if any."""
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        for screen in (BackOfficeScreen, DueScreen):
            app.push_screen(screen(app.session))
            await hands.see(lambda screen=screen: isinstance(app.screen, screen) and listed(app).strip())
            await pilot.press("1")
            await hands.see(lambda: app.screen.at_cursor)
            step, customer = app.screen.step, app.screen.at_cursor
            for key, noun in (("v", "return-visit"), ("I", "inspection")):
                await pilot.press(key)
                await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
                assert (app.screen.operation.noun, app.screen.operation.verb) == (noun, "record")
                await hands.settle()
                texts = {row.field.name: row.text for row in app.screen.query(FieldRow)}
                if noun == "inspection" and step and step.noun == noun:
                    assert (step.verb, texts["id"]) == ("schedule", step.preset["id"])
                if noun == "return-visit" and customer and customer.kind == "customer":
                    assert texts["customer"] == customer.id
                await pilot.press("escape")
                await hands.see(lambda screen=screen: isinstance(app.screen, screen))
