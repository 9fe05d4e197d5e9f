"""A form for every operation: made of its fields, wrong values told at the field, refusals with the way out."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from keyboard import Hands, events
from textual.widgets import Input, Label, OptionList, TextArea

from deskctl.desk import passwords
from deskctl.errors import BadData, Refused, Remedy, Term
from deskctl.language.i18n import _, use_language
from deskctl.operations.framework.base import Field, fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.knowledge.course_access import log_in
from deskctl.queries.ticket.full_ticket import history
from deskctl.screens.actions.action_menu import ActionMenu
from deskctl.screens.actions.remedy_form import way_in_words
from deskctl.screens.dialogs.confirm import ConfirmScreen
from deskctl.screens.form.form_choice import OWN_FORMS, form_of
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.ref_picker import RefPicker
from deskctl.screens.form.secret_form import PasswordScreen, SecretForm
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.typed_draft import Draft, TypedDraft, drafts
from deskctl.screens.ticket.whole_ticket import WholeTicket
from deskctl.screens.today.business_screen import BusinessScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.inputs.check_box import CheckBox
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.save_button import SaveButton
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.ticket_pane import TicketPane

WIDE = (160, 48)
SMALL = (60, 20)
"""Where much is opened and little is looked at: what is not seen is not drawn."""
Until = Callable[..., Awaitable[None]]


def refusal(app: Any) -> str:
    return "\n".join(str(label.content) for label in app.screen.query("#refusal Label"))


async def open_form(app: Any, pilot: Any, until: Until, name: str, number: int) -> None:
    await pilot.press("3")
    await until(pilot, lambda: number in app.screen.query_one(QueueTable).numbers)
    table = app.screen.query_one(QueueTable)
    table.move_to(list(table.numbers).index(number))
    app.screen.action_operate(*name.split("."))
    await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))


def of_every_sort() -> list[str]:
    """Choose few operations with derived forms that together have every sort of field, the one that adds most next."""
    sorts = {
        name: {(field.kind, field.ref, field.many, field.required) for field in fields_of(find(*name.split(".")))}
        for name in names()
        if name not in OWN_FORMS
    }
    missing, chosen = set().union(*sorts.values()), []
    while missing:
        chosen.append(max(sorts, key=lambda name: len(sorts[name] & missing)))
        missing -= sorts[chosen[-1]]
    return chosen


async def test_every_sort_of_field_has_its_row(desk: str, app_on: Any, until: Until) -> None:
    """Each field of an operation has its row, and escape leaves without asking where nothing was typed."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 70)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        for name in of_every_sort():
            app.screen.action_operate(*name.split("."))
            await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
            rows = {row.field.name for row in app.screen.query(FieldRow)}
            asked = [field for field in fields_of(find(*name.split("."))) if not field.of_terminal]
            assert rows >= {field.name for field in asked}, name
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_answering_takes_two_keys(desk: str, app_on: Any, until: Until) -> None:
    """`a` and ctrl+o record the first answer on the chosen ticket."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: len(app.screen.query_one(QueueTable).numbers) == 8)
        await pilot.press("j", "j", "j", "j")
        assert app.screen.query_one(QueueTable).chosen == 72
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "first_response" in events(desk, 72))
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))


async def test_a_step_can_have_happened_earlier(desk: str, app_on: Any, until: Until) -> None:
    """The time of a step is typed as people say it."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 72)
        app.screen.query_one("#row-at- Input", Input).value = "-5m"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
    conn = open_reader(desk)
    reported = history(conn, 72)[-1]
    conn.close()
    assert reported.recorded_at - reported.at == 300


async def test_a_wrong_time_is_reported_at_its_field(desk: str, app_on: Any, until: Until) -> None:
    """What cannot be read is named where it stands, and nothing is recorded."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 72)
        before = events(desk, 72)
        app.screen.query_one("#row-at- Input", Input).value = "half past never"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen.query("#row-at- .wrong"))
        assert "half past never" in str(app.screen.query_one("#row-at- .wrong", Label).content)
        assert events(desk, 72) == before


async def test_a_missing_field_is_reported_at_its_field(desk: str, app_on: Any, until: Until) -> None:
    """A required field that is empty gets the sentence and the cursor."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.assign", 71)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.screen.query("#row-to .wrong"))
        assert app.screen.focused is app.screen.query_one("#row-to Input")


async def test_a_refusal_names_its_clause_and_the_way_out(desk: str, app_on: Any, until: Until) -> None:
    """Closing before the report is refused with the clause, its words, and what to do instead."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.close", 69)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Clause S5.4-3" in refusal(app))
        assert "First: Resolve" in refusal(app)
        assert "closed" not in events(desk, 69)


async def test_a_missing_permission_is_asked_for_in_the_same_flow(desk: str, app_on: Any, until: Until) -> None:
    """Ctrl+n opens the step that a refusal names, filled in; once it is recorded the first step is taken."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "remote.start", 69)
        first = app.screen
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "First: Remote is allowed" in refusal(app))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: app.screen is not first and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert [e for e in events(desk, 69) if e.startswith("remote_")][-2:] == ["remote_consent", "remote_started"]


def test_what_somebody_else_must_do_is_said_in_words() -> None:
    """A remedy for another person names that person and the step, not a command line; roles are listed in Chinese."""
    remedy = Remedy("part.consent", "T-001", {"for": "PT-01"}, who="BS1")
    refused = Refused("{ticket}: this action is for the {roles}.", ticket="T-001", roles=(Term("a"), Term("b")))
    use_language("zh")
    try:
        assert way_in_words(remedy, None, "钱商 BS1") == "请钱商 BS1 先办理：同意备件"
        assert refused.text(_) == "T-001：此步骤须由以下角色执行：a、b。"
    finally:
        use_language("en")


def test_an_error_names_a_field_without_what_its_label_explains() -> None:
    """What stands after a semicolon in a label explains the field, and is no part of its name."""
    field = Field("asset", "text", "for which device; by default the ticket's first", required=False)
    assert (
        FieldRow(field, "", "").error_text(BadData("{field} is missing.", field="asset"))
        == "For which device is missing."
    )


async def test_what_was_typed_is_parked_by_escape(desk: str, app_on: Any, until: Until) -> None:
    """Escape asks nothing and loses nothing: ctrl+g lists what was typed, del throws it away, enter opens it again.

    What somebody else parked stays, and who that is stands in the notice.
    """
    other = TypedDraft(desk, Draft("ticket.answer", "HL2", (72,)))
    other.keep({"note": "third"}, parked=True)
    other.let_go()
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
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
    assert [one.owner for one in drafts(desk)] == ["HL2"]


async def test_enter_goes_on_and_records_nothing(desk: str, app_on: Any, until: Until) -> None:
    """Enter leads from field to field to the button, and only there it records."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 72)
        before = events(desk, 72)
        fields = len([row for row in app.screen.query(FieldRow) if row.display])
        Hands(app, pilot, until).type_ahead(*["enter"] * fields)
        await until(pilot, lambda: isinstance(app.focused, SaveButton))
        assert events(desk, 72) == before
        await pilot.press("enter")
        await until(pilot, lambda: "first_response" in events(desk, 72))


async def test_people_are_picked_by_a_piece_of_their_name(desk: str, app_on: Any, until: Until) -> None:
    """Typing a piece shows the matches; the picked one is given by its id."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
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


async def test_a_pasted_escape_becomes_a_picture(desk: str, app_on: Any, until: Until) -> None:
    """A control character in a field is shown as its picture and stored so."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 72)
        field = app.screen.query_one("#row-note- Input", Input)
        field.value = "a\x1b[31mb"
        await pilot.pause()
        assert field.value == "a␛[31mb"


async def test_a_tick_is_a_sign(desk: str, app_on: Any, until: Any) -> None:
    """A box that is ticked reads otherwise than one that is not, without any colour."""
    app = app_on(desk)
    async with app.run_test(size=(160, 60)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        await hands.choose("ticket resolve")
        box = app.screen.query(CheckBox).first()
        assert str(box.render()).startswith("[ ]")
        box.focus()
        await pilot.press("space")
        await until(pilot, lambda: str(box.render()).startswith("[x]"))


async def test_the_part_in_hand_is_filled_in(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """What the customer agreed to is the part that the next steps are about."""
    take(desk, "part.consent", 71, actor="EN2", **{"for": "PT-02", "by_contact": "P-0702", "how": "phone"})
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3")
        pane = app.screen.query_one(TicketPane)
        table = app.screen.query_one(QueueTable)
        await until(pilot, lambda: 71 in table.numbers)
        table.move_to(list(table.numbers).index(71))
        await until(pilot, lambda: pane.view and pane.view.row.number == 71)
        app.screen.action_operate("part", "verify")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        await until(pilot, lambda: app.screen.query_one("#row-part Input", Input).value.startswith("PT-02 "))


async def test_why_a_clause_is_passed_over_is_asked_once_one_forbids(desk: str, app_on: Any, until: Until) -> None:
    """The reason has no row before the refusal, and lets the step through after it."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "visit.request", 72)
        asked = app.screen.query_one("#row-override", FieldRow)
        assert not asked.display
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "Clause S2.3-routine.no-onsite" in refusal(app))
        assert asked.display
        asked.enter()
        await pilot.press(*"near", "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        assert "onsite_requested" in events(desk, 72)


async def test_the_bar_names_one_key_to_save(desk: str, app_on: Any, until: Until) -> None:
    """The key that saves wherever the cursor is, before a refusal and after it."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "ticket.close", 69)
        bar = app.screen.query_one("#form-keys", KeyBar)
        await until(pilot, lambda: "ctrl+o Save" in bar.text)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: refusal(app))
        assert "ctrl+o Save" in bar.text
        assert "enter" not in bar.text


async def test_closing_names_the_loaner_that_is_out(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """The form that ends a ticket says what the customer still has; once that is back it says nothing."""
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


async def test_a_loaner_comes_back_to_a_closed_ticket(desk: str, app_on: Any, until: Until, take: Any) -> None:
    """Among the steps of a closed ticket taking the loaner back stands high, and is taken."""
    take(desk, "ticket.resolve", 66, actor="EN1", answer="board replaced")
    take(desk, "report.issue", 66, actor="EN1", cause="board", method="replaced", result="runs")
    take(desk, "report.send", 66, actor="HL1")
    take(desk, "ticket.close-without-answer", 66, reason="three calls unanswered", actor="LE1")
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, BusinessScreen))
        app.push_screen(WholeTicket(app.session, 66))
        await until(pilot, lambda: isinstance(app.screen, WholeTicket) and app.screen.query(TicketPane))
        await until(pilot, lambda: app.screen.query_one(TicketPane).view)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ActionMenu) and app.screen.query_one(OptionList).option_count)
        ids = [option.id for option in app.screen.query_one(OptionList).options]
        assert "loaner.return" in ids[:3]


async def test_pickers_offer_only_what_belongs_to_the_customer(desk: str, app_on: Any, until: Until) -> None:
    """Another customer's contact is not even offered."""
    app = app_on(desk)
    async with app.run_test(size=WIDE) as pilot:
        await open_form(app, pilot, until, "feedback.satisfied", 67)
        await until(pilot, lambda: app.screen.query(RefPicker))
        await pilot.press(*"P-0")
        offered = lambda: [option.id for matches in app.screen.query(OptionList) for option in matches.options]  # noqa: E731
        await until(pilot, lambda: offered() == ["P-0101", "P-0102"])


async def test_a_ticket_is_voided_only_after_a_question_whose_answer_is_no_by_default(
    desk: str, app_on: Any, until: Until, take: Any
) -> None:
    """Nothing to undo leads there; Enter on the question records nothing; yes voids the ticket."""
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


async def test_a_return_visit_on_the_plan_is_called_so(desk: str, app_on: Any, until: Until) -> None:
    """Not planned work, as a ticket of that kind is."""
    app = app_on(desk)
    async with app.run_test(size=SMALL) as pilot:
        await open_form(app, pilot, until, "ticket.answer", 70)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        app.screen.action_operate("return-visit", "record")
        await until(pilot, lambda: isinstance(app.screen, FormScreen) and app.screen.query(FieldRow))
        (row,) = (row for row in app.screen.query(FieldRow) if row.field.name == "kind")
        said = row.query_one(ChoiceLine).render_line(0).text
        assert (f" {_('planned')} " in said, _("planned work") in said) == (True, False)


async def test_a_new_password_is_shown_once(
    desk: str, app_on: Any, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account that is added in the console has a password that nobody typed, and nothing keeps it."""
    monkeypatch.setattr(passwords, "_COST", 1 << 10)
    app = app_on(desk, actor="BS1")
    async with app.run_test(size=SMALL) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, BusinessScreen))
        preset = {"customer": "CUS-03", "username": "yanqiu", "contact": "P-0301"}
        app.push_screen(form_of(app.session, "account", "add", None, preset))
        await hands.see(lambda: isinstance(app.screen, SecretForm) and app.screen.query(FieldRow))
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, PasswordScreen) and app.screen.query("#password"))
        password = str(app.screen.query_one("#password", Label).content)
        await pilot.press("y")
        assert app.clipboard == password
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, BusinessScreen))
    now = instant(datetime.fromisoformat("2026-11-22T09:30:00+08:00"))
    assert log_in(desk, "yanqiu", password, now).customer == "CUS-03"
