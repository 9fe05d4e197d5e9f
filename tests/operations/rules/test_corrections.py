"""Corrections: a wrong action and its correction remain in the history, and everything else is as before the action."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from workbench import NOW, Workbench

from deskctl.errors import DeskError, NotFound, Refused
from deskctl.language.time_words.months import month_of
from deskctl.queries.month.period import Period
from deskctl.queries.month.ticket_counts import counted_tickets

_ZONE = ZoneInfo("Asia/Shanghai")
_CLOCKS = "clause, start, due, stop, outcome, ended_at, reason"
_COLUMNS = "status, level, severity, mode, owner, fault_class, scope, duplicate_of, visit_reason, training"


def _state(desk: Workbench, ticket: int) -> Any:
    return (
        desk.rows("clock", _CLOCKS, order="n", ticket=ticket),
        desk.rows("ticket", _COLUMNS, number=ticket),
        desk.stocks(),
        _loaners_out(desk),
        desk.rows("charge", "*", ticket=ticket),
        desk.rows("change", "*", ticket=ticket),
        desk.rows("bug", "fixed_in", ticket=ticket),
    )


def _loaners_out(desk: Workbench) -> set[str]:
    moves = dict(desk.rows("stock_move", "loaner, kind", order="rowid"))
    return {loaner for loaner, kind in moves.items() if loaner and kind == "loaner_out"}


WRONG: list[tuple[str, int, dict[str, Any]]] = [
    ("ticket.respond", 72, {"actor": "SE1"}),
    ("ticket.resolve", 68, {"answer": "no"}),
    ("ticket.set-level", 68, {"to": "urgent", "reason": "haste"}),
    ("ticket.set-severity", 71, {"to": "severe", "by_contact": "P-0702", "visit": False}),
    ("ticket.set-scope", 71, {"scope": "out_of_scope"}),
    ("ticket.mark-duplicate", 71, {"of": "T-072"}),
    ("ticket.pause", 66, {"reason": "customer_no_access", "by_contact": "P-0301"}),
    ("ticket.reopen", 67, {"symptom": True}),
    ("visit.request", 68, {"reason": "planned"}),
    ("visit.cancel", 69, {"by_contact": "P-0202"}),
    ("visit.arrive", 69, {}),
    ("emergency.revoke", 70, {"reason": "false alarm", "actor": "LE1"}),
    ("part.receive", 66, {"part": "PT-09", "request": "PR-014"}),
    ("loaner.send", 69, {"loaner": "LN-03"}),
    ("loaner.return", 66, {"loaner": "LN-02"}),
    ("bug.fix", 67, {"fixed_in": "6.2.4"}),
    ("training.open", 72, {"training": "TR-002"}),
    ("change.decide", 68, {"size": "small", "decision": "accepted", "actor": "MG1"}),
    ("charge.agree", 68, {"basis": "fixed", "rate": 5, "by_contact": "P-0501", "how": "phone"}),
]


@pytest.mark.parametrize(("name", "ticket", "fields"), WRONG, ids=[name for name, _, _ in WRONG])
def test_a_corrected_action_has_no_effect(desk: Workbench, name: str, ticket: int, fields: dict[str, Any]) -> None:
    """A correction restores clocks, status, stock and related records, and the history has two more actions."""
    before, events = _state(desk, ticket), desk.events(ticket)
    done = desk.do(name, ticket, **fields)
    assert _state(desk, ticket) != before
    desk.do("ticket.correct", ticket, actor="LE1", seq=done.action, reason="that was another ticket")
    assert _state(desk, ticket) == before
    assert [event for event in desk.events(ticket) if event != "corrected"] == [*events, *done.events]


def test_an_earlier_agreement_is_restored(desk: Workbench) -> None:
    """The correction of a second agreement restores the first one."""
    fields = {"basis": "fixed", "by_contact": "P-0501", "how": "phone"}
    desk.do("charge.agree", 68, rate=500, **fields)
    second = desk.do("charge.agree", 68, rate=700, **fields)
    desk.do("ticket.correct", 68, actor="LE1", seq=second.action, reason="typo")
    assert desk.rows("charge", "rate", ticket=68) == [(500,)]


def test_an_installed_part_is_returned_to_stock(desk: Workbench) -> None:
    """The correction of an installation returns the parts to stock."""
    before = desk.stock("PT-02") + 2
    desk.do("part.consent", 71, **{"for": "PT-02", "by_contact": "P-0702", "how": "phone"})
    desk.do("part.inform", 71)
    desk.do("part.verify", 71, part="PT-02")
    desk.do("part.request", 71, part="PT-02", qty=2, actor="BS1")
    desk.do("part.receive", 71, part="PT-02", qty=2, actor="BS1")
    done = desk.do("part.install", 71, part="PT-02", qty=2)
    desk.do("ticket.correct", 71, actor="LE1", seq=done.action, reason="not this till")
    assert desk.stock("PT-02") == before


def test_some_actions_cannot_be_corrected(desk: Workbench) -> None:
    """The logging of a ticket, a correction, and a corrected action cannot be corrected."""
    desk.fails(NotFound, "ticket.correct", 71, seq=99, reason="x")
    desk.fails(Refused, "ticket.correct", 71, seq=1, reason="x")
    desk.do("ticket.correct", 71, actor="LE1", seq="T-071/2", reason="x")
    assert "undone already" in str(desk.fails(Refused, "ticket.correct", 71, seq=2, reason="again"))
    desk.fails(Refused, "ticket.correct", 71, seq=3, reason="the correction")


def test_a_receipt_of_an_installed_part_cannot_be_corrected(desk: Workbench) -> None:
    """The receipt of a part can be corrected only after the installation of the part, as stock cannot be negative."""
    received = desk.do("part.receive", 66, part="PT-09", request="PR-014")
    installed = desk.do("part.install", 66, part="PT-09")
    desk.refused("ticket.correct", 66, "S4-stock", actor="LE1", seq=received.action, reason="x")
    desk.do("ticket.correct", 66, actor="LE1", seq=installed.action, reason="x")
    desk.do("ticket.correct", 66, actor="LE1", seq=received.action, reason="x")
    assert desk.stock("PT-09") == 0


@pytest.mark.parametrize("name", ["ticket.correct", "ticket.publish", "ticket.unpublish"])
def test_an_action_of_another_ticket_is_refused(desk: Workbench, name: str) -> None:
    """The full name of an action of another ticket is refused; a number or a full name of this ticket is accepted."""
    reason = {"reason": "typo"} if name == "ticket.correct" else {}
    before = desk.events(71)
    for other in ("T-070/2", "T-999/2", "x/2", "/2"):
        desk.fails(DeskError, name, 71, actor="LE1", seq=other, **reason)
    assert desk.events(71) == before
    if name != "ticket.unpublish":
        desk.do(name, 71, actor="LE1", seq="t-71/2", **reason)


@pytest.mark.parametrize("day_off_first", [True, False])
def test_a_ticket_whose_end_was_undone_counts_as_open(desk: Workbench, day_off_first: bool) -> None:
    """Its clocks have the days off that were entered meanwhile or later, and the month counts it as open."""
    first, second = (desk.opened(title=title, kind="question", level="routine") for title in ("till", "again"))
    done = desk.do("ticket.mark-duplicate", second, of=str(first))
    later = NOW + timedelta(hours=1)
    steps = [
        lambda: desk.do("calendar.add", now=later, day="2026-11-23", off=True, name="stocktaking", actor="HL1"),
        lambda: desk.do("ticket.correct", second, now=later, actor="LE1", seq=done.action, reason="another till"),
    ]
    for step in steps if day_off_first else reversed(steps):
        step()
    assert desk.rows("clock", _CLOCKS, order="n", ticket=second) == desk.rows("clock", _CLOCKS, order="n", ticket=first)
    with desk.reading() as conn:
        month = Period(*month_of("2026-11", _ZONE), int(later.timestamp()))
        ended = {ticket.number: ticket.ended_at for ticket in counted_tickets(conn, month)}
    assert ended[second] is None
