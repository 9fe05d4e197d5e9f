"""The form of an operation: rows for its fields, errors at the field, and refusals with their remedy."""

from contextlib import closing
from typing import Any
from zoneinfo import ZoneInfo

from keyboard import Hands, events
from opened_form import SMALL, Until, open_form, refusal
from textual.widgets import Input, Label

from deskctl.errors import BadData, Refused, Remedy, Term
from deskctl.language.i18n import _, use_language
from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.queries.reference.records import list_records
from deskctl.queries.ticket.full_ticket import history
from deskctl.screens.actions.remedy_form import remedy_text
from deskctl.screens.form.form_choice import OWN_FORMS
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.draft_file import Draft, DraftFile, drafts
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.check_box import CheckBox
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.save_button import SaveButton
from deskctl.widgets.panes.queue_table import QueueTable


def operations_with_every_sort() -> list[str]:
    """Return few operations with derived forms that together have every sort of field, chosen greedily.

    The sort of a row is its kind, its picker and whether it has many values; a required field only has a mark. Which
    records a picker offers does not matter here: that every kind can be searched is tested with the queries.
    """
    sorts = {
        name: {
            sort
            for field in fields_of(find(*name.split(".")))
            for sort in (
                (field.kind, field.offers, bool(field.ref), field.or_none, field.many),
                (field.kind, field.many, field.required),
            )
        }
        for name in names()
        if name not in OWN_FORMS
    }
    missing, chosen = set().union(*sorts.values()), []
    while missing:
        chosen.append(max(sorts, key=lambda name: len(sorts[name] & missing)))
        missing -= sorts[chosen[-1]]
    return chosen


async def test_every_sort_of_field_has_a_row(desk: str, app_on: Any, until: Until) -> None:
    """Each field of an operation has a row, and escape closes an untouched form without a question."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 70)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        for name in operations_with_every_sort():
            app.screen.action_operate(*name.split("."))
            await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            rows = {row.field.name for row in app.screen.query(FieldRow)}
            visible = [field for field in fields_of(find(*name.split("."))) if not field.cli_only]
            assert rows >= {field.name for field in visible}, name
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_first_response_takes_two_keys(desk: str, app_on: Any, until: Until) -> None:
    """`a` and ctrl+o record the first response on the chosen ticket."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(app.screen.query_one(QueueTable).numbers) == 8)
        await pilot.press("j", "j", "j", "j")
        assert app.screen.query_one(QueueTable).chosen == 72
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "first_response" in events(desk, 72))
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_wrong_and_missing_values_are_reported_at_their_fields(desk: str, app_on: Any, until: Until) -> None:
    """A time that cannot be read is reported at its field, and an empty required field, which gets the focus.

    A control character becomes its visible symbol, and nothing is recorded. Closing a ticket before its report is
    refused with the clause and the operation to do first. A form for others names at once who may fill it in.
    """
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await open_form(app, pilot, until, "ticket.answer", 72)
        before = events(desk, 72)
        hands.field("note-").value = "a\x1b[31mb"
        await pilot.pause()
        assert hands.field("note-").value == "a␛[31mb"
        hands.field("at-").value = "half past never"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen.query("#row-at- .wrong"))
        assert "half past never" in str(app.screen.query_one("#row-at- .wrong", Label).content)
        await hands.leave()
        assert events(desk, 72) == before
        await open_form(app, pilot, until, "ticket.assign", 71)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen.query("#row-to .wrong"))
        assert app.screen.focused is hands.field("to")
        await hands.leave()
        await open_form(app, pilot, until, "staff.retire", 69)
        await until(pilot, lambda: "to do this: Retire staff" in refusal(app))
        await hands.leave()
        await open_form(app, pilot, until, "ticket.close", 69)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Clause S5.4-3" in refusal(app))
        assert "First: Resolve" in refusal(app)
        assert "closed" not in events(desk, 69)


async def test_remedy_form_continues_with_the_first_operation(desk: str, app_on: Any, until: Until) -> None:
    """Ctrl+n opens the filled form of the remedy, and after it is saved the first operation is recorded.

    An unknown customer leads to the form of a new customer with the typed name; a typed date is understood.
    """
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:

        async def save_after(remedy: str, field: str) -> None:
            """Save the open form with its remedy."""
            first = app.screen
            await pilot.press("ctrl+o")
            await until(pilot, lambda: remedy in refusal(app) and (not field or first.query(f"{field} .wrong")), remedy)
            await pilot.press("ctrl+n")
            await until(pilot, lambda: app.screen is not first and app.screen.query(FieldRow), remedy)
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen), remedy)

        await open_form(app, pilot, until, "remote.start", 69)
        await save_after("First: Remote session allowed", "")
        assert [e for e in events(desk, 69) if e.startswith("remote_")][-2:] == ["remote_consent", "remote_started"]
        await open_form(app, pilot, until, "contract.add", 69)
        for name, text in {"no": "HT-9", "customer": "Nobody Ltd", "maintenance-start": "２０２６年1月5日"}.items():
            app.screen.query_one(f"#row-{name} Input", Input).value = text
        await save_after("First: ", "#row-customer")
    with closing(open_reader(desk)) as conn:
        rows = list_records(conn, "contract", ZoneInfo("Asia/Shanghai"))
        customers = {row["id"]: row["name"] for row in list_records(conn, "customer", ZoneInfo("Asia/Shanghai"))}
    row = next(row for row in rows if row["no"] == "HT-9")
    assert (customers[row["customer"]], row["maintenance_start"]) == ("Nobody Ltd", "2026-01-05")


def test_remedy_of_another_person_is_described_in_words() -> None:
    """A remedy for another person names person and operation without a command line; roles are listed in Chinese.

    Nothing is to be done first if the other person may do what was refused.
    """
    remedy = Remedy("part.consent", "T-001", {"for": "PT-01"}, who="BS1")
    refused = Refused(
        "{ticket}: this action is for one of these roles: {roles}.", ticket="T-001", roles=(Term("a"), Term("b"))
    )
    use_language("zh")
    try:
        assert remedy_text(remedy, None, "钱商 BS1", ["part.request"]) == "请钱商 BS1 先办理：同意备件"
        assert remedy_text(remedy, None, "钱商 BS1", ["part.consent"]) == "请钱商 BS1 办理：同意备件"
        assert refused.text(_) == "T-001：此操作须由以下角色之一执行：a、b。"
    finally:
        use_language("en")


def test_error_names_a_field_without_its_explanation() -> None:
    """An error names a field by its label up to a semicolon or colon, as the rest only explains the field."""
    for label in ("for which device; by default the ticket's first", "for which device: its id; all if not given"):
        row = FieldRow(Field("asset", "text", label, required=False), "", "")
        assert row.error_text(BadData("{field} is missing.", field="asset")) == "For which device is missing."


async def test_escape_parks_the_form(desk: str, app_on: Any, until: Until) -> None:
    """Escape parks a form without a question; ctrl+g lists parked forms, del discards one, and enter reopens it.

    The form that a colleague parked stays, and a notice names its owner. A form that concerns no ticket is not parked
    under the ticket at the cursor.
    """
    other = DraftFile(desk, Draft("ticket.answer", "HL2", (72,)))
    other.keep({"note": "third"}, parked=True)
    other.release()
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        for note in ("first", "second"):
            await open_form(app, pilot, until, "ticket.answer", 72)
            hands.type_ahead(*note, "escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("ctrl+g", "down", "delete", "down", "delete", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-note- Input"))
        assert app.screen.query_one("#row-note- Input", Input).value == "first"
        assert any("enter takes it over" in notice.message for notice in app._notifications)  # noqa: SLF001
        hands.type_ahead("ctrl+o")
        await until(pilot, lambda: "first_response" in events(desk, 72))
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert "T-072: first response recorded" in {notice.message for notice in app._notifications}  # noqa: SLF001
        await open_form(app, pilot, until, "contact.add", 72)
        hands.type_ahead("C", "U", "S", "-", "0", "4", "escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
    assert [(one.owner, one.about, one.numbers) for one in drafts(desk)] == [
        ("EN1", "contact.add", ()),
        ("HL2", "ticket.answer", (72,)),
    ]


async def test_enter_moves_to_the_next_field(desk: str, app_on: Any, until: Until) -> None:
    """Enter moves from field to field to the button and records only on the button, here with the time `-5m`."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 72)
        before = events(desk, 72)
        app.screen.query_one("#row-at- Input", Input).value = "-5m"
        fields = len([row for row in app.screen.query(FieldRow) if row.display])
        Hands(app, pilot, until).type_ahead(*["enter"] * fields)
        await until(pilot, lambda: isinstance(app.focused, SaveButton))
        assert events(desk, 72) == before
        await pilot.press("enter")
        await until(pilot, lambda: "first_response" in events(desk, 72))
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
    with closing(open_reader(desk)) as conn:
        action = history(conn, 72)[-1]
    assert action.recorded_at - action.at == 300


async def test_people_are_found_by_a_part_of_their_name(desk: str, app_on: Any, until: Until) -> None:
    """Typing a part of a name lists the matches, and the chosen person is recorded by id."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(app, pilot, until, "ticket.hand-over", 71)
        picker = app.screen.query_one(RefPicker)
        picker.query_one(Input).value = "郑"
        await until(pilot, lambda: picker.query("OptionList.-shown"))
        picker.post_message(RefPicker.Found("褚", [("EN2", "褚样")]))
        await pilot.pause()
        await pilot.press("down", "enter")
        await until(pilot, lambda: picker.picked == "EN1")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "handed_over" in events(desk, 71))


async def test_ticked_box_is_visible_without_colour(desk: str, app_on: Any, until: Any, take: Any) -> None:
    """A ticked box differs from an empty one without colour, and the diagnosed fault class is preselected.

    Enter moves to the next field and does not change the box.
    """
    take(desk, "diagnosis.record", 70, actor="EN2", cause="dust", fault_class="hard", method="phone")
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket resolve")
        fault = app.screen.query_one("#row-fault-class ChoiceLine", ChoiceLine)
        await hands.see(lambda: fault.value == "hard")
        box = app.screen.query(CheckBox).first()
        assert str(box.render()).startswith("[ ]")
        box.focus()
        await pilot.press("space")
        await until(pilot, lambda: str(box.render()).startswith("[x]"))
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is not box)
        assert str(box.render()).startswith("[x]")
