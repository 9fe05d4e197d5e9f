"""Since when an answer is owed to a customer: edits and further tickets do not postpone the hand-over (S2.A-3)."""

from datetime import datetime, timedelta

from workbench import NOW, Workbench

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list

LATER = NOW + timedelta(days=8)


def last_day(desk: Workbench, subject: str, kind: str = "faq_handover", at: datetime = LATER) -> str:
    """Return the day until which a hand-over or a review is due."""
    with desk.reading() as conn:
        inputs = DueInputs(conn, int(at.timestamp()), at.tzinfo)  # type: ignore[arg-type]
        found = due_list(inputs, DueFilter(kinds=(kind,), within=800 * 86_400))
    return next(str(duty.due_on) for duty in found if duty.subject == subject)


def test_an_edit_does_not_postpone_a_hand_over(desk: Workbench) -> None:
    """An answer that was never handed over is owed since its publication, a changed one since its first change."""
    assert last_day(desk, "CUS-04/ERP-X") == "2026-10-28"
    desk.do("faq.edit", id="FAQ-001", answer="先红冲。")
    assert last_day(desk, "CUS-04/ERP-X") == "2026-10-28"
    assert last_day(desk, "CUS-01/ERP-X") == "2026-12-22"
    desk.do("faq.edit", id="FAQ-001", answer="先红冲,再反审核。", now=LATER)
    assert last_day(desk, "CUS-04/ERP-X") == "2026-10-28"
    assert last_day(desk, "CUS-01/ERP-X") == "2026-12-22"


def test_another_ticket_does_not_postpone_a_hand_over(desk: Workbench) -> None:
    """An answer that is used for another ticket is owed since its first publication."""
    ticket = desk.opened(kind="question", contact="P-0401")
    desk.do("ticket.answer", ticket)
    desk.do("faq.publish", ticket, faq="FAQ-001")
    assert last_day(desk, "CUS-04/ERP-X") == "2026-10-28"


def test_a_released_draft_is_owed_since_its_release(desk: Workbench) -> None:
    """A draft is owed and to be reviewed since its release, whatever was edited before or after it."""
    added = desk.do("faq.add", system="HIS-5.0", question="How?", answer="So.", language="zh").record
    desk.do("faq.edit", id=added, answer="So!")
    desk.do("faq.release", id=added, now=LATER)
    desk.do("faq.edit", id=added, answer="So?", now=LATER + timedelta(days=3))
    assert last_day(desk, str(added), "faq_review", LATER + timedelta(days=4)) == "2027-11-30"
