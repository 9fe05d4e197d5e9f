"""The notices that the console shows about a recorded action."""

import pytest

from deskctl.errors import Notice, Remedy
from deskctl.language.i18n import use_language
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.perform import OperationResult
from deskctl.screens.recorded_words import recorded
from deskctl.screens.session.step_runner import notice_text


def test_notice_names_an_operation_as_the_find_box_does() -> None:
    """A notice names a suggested operation by its title in the console and by its command on the command line."""
    notice = Notice("{ticket}: {command}", {"ticket": "T-001", "command": Remedy("emergency.declare", "T-001")})
    assert notice_text(notice) == "T-001: Declare emergency (found with the : key)"
    assert notice.text() == "T-001: deskctl emergency declare T-001"


def notice_of(name: str, *events: str, record: str | None = None) -> str:
    """Return the notice of an operation that recorded some events."""
    ticket = 1 if record is None else None
    done = OperationResult(ticket, f"{record or 'T-001'}/2", events, repeated=False, changes=(), record=record)
    return recorded(done._replace(operation=name))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_two_operations_on_a_ticket_have_the_same_notice(lang: str) -> None:
    """The notice of each operation says what was done; no two on a ticket are the same, not even of note and call."""
    operations = {f"{one.noun}.{one.verb}": one for one in (find(*name.split(".")) for name in names())}
    use_language(lang)
    try:
        notices = {name: notice_of(name, one.event) for name, one in operations.items() if one.event}
        saved = notice_of("", record="X-1")
    finally:
        use_language("en")
    on_ticket = [text for name, text in notices.items() if operations[name].on_ticket]
    assert len(set(on_ticket)) == len(on_ticket)
    assert saved.rpartition("1")[2] not in {text.rpartition("1")[2] for text in notices.values()}


def test_notice_leaves_out_parts_of_the_action_and_ids_without_meaning() -> None:
    """A notice names what else was recorded, but neither the parts of the action nor an id that nobody knows."""
    assert notice_of("ticket.note", "contact") == "T-001: note recorded"
    assert notice_of("call.log", "contact", "reopened") == "T-001: call recorded, reopened"
    assert notice_of("ticket.open", "mail_received", "mail_handled", "logged") == "T-001: ticket opened"
    assert notice_of("customer.edit", "edited", record="CUS-04") == "CUS-04: changed"
    assert notice_of("callback.done", "callback_done", "contact", record="CB-001") == "Call made"
    assert notice_of("roster.retire", "retired", record="RO-12") == "Duty taken off the roster"


def test_notice_is_in_chinese() -> None:
    """The notice names a ticket or a record and what was done in Chinese, without codes."""
    use_language("zh")
    try:
        assert notice_of("ticket.open", "logged", "severity_chosen") == "T-001：工单已开、已选严重程度"
        assert notice_of("contact.add", "added", record="P-0303") == "P-0303：已新增"
        assert notice_of("shift.hand-over", "added", record="SH-001") == "交班已记，等待接班人确认"
        assert notice_of("shift.confirm", "shift_confirmed", record="SH-001") == "交班已确认"
    finally:
        use_language("en")
