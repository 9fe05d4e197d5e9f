"""A batch keeps cases from line to line, and still each line sees what other programs wrote."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from workbench import NOW, Workbench

from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.sqlite.backup import back_up, restore
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.reader import open_reader

_CALL = RequestContext(now=NOW, actor="EN1")
_NOTE = json.dumps({"do": "ticket.note", "ticket": 71, "text": "seen"})
_ANSWER = json.dumps({"do": "ticket.answer", "ticket": 71})
_DAY = {"do": "calendar.add", "day": "2026-11-23", "off": True, "name": "stocktaking", "actor": "HL1"}


def _actions(desk: Workbench, lines: Iterator[str]) -> list[str]:
    results = list(run_batch(desk.path, lines, atomic=False, context=_CALL))
    assert [result["error"] for result in results if not result["ok"]] == []
    assert [finding for finding in check_store(desk.path, int(NOW.timestamp())) if finding.grave] == []
    return [result["action"] for result in results]


def _last(desk: Workbench) -> int:
    ((seq,),) = desk.rows("ticket", "last_seq", number=71)
    return int(seq)


def test_an_action_of_another_program_between_two_lines_counts(desk: Workbench) -> None:
    """An action that another program records between two lines is known to the next line."""
    first = _last(desk) + 1

    def lines() -> Iterator[str]:
        yield _NOTE
        desk.do("ticket.note", 71, text="from elsewhere")
        yield _NOTE
        yield _NOTE

    assert _actions(desk, lines()) == [f"T-071/{seq}" for seq in (first, first + 2, first + 3)]


def test_a_calendar_that_changes_between_two_lines_counts(desk: Workbench) -> None:
    """A day off that the batch or another program enters changes the clocks of the tickets in the batch."""

    def lines() -> Iterator[str]:
        yield _NOTE
        yield json.dumps(_DAY)
        yield _NOTE
        desk.do("calendar.add", day="2026-11-24", off=True, name="stocktaking", actor="HL1")
        yield _ANSWER

    assert len(_actions(desk, lines())) == 4


def test_a_refused_or_dry_run_line_changes_nothing(desk: Workbench) -> None:
    """After a refused or dry-run line the next line sees the ticket as it is stored."""
    first = _last(desk) + 1
    given = [_NOTE, json.dumps({"do": "ticket.close", "ticket": 71}), _NOTE]
    results = list(run_batch(desk.path, given, atomic=False, context=_CALL))
    assert [result["ok"] and result["action"] for result in results] == [f"T-071/{first}", False, f"T-071/{first + 1}"]
    trial = RequestContext(now=NOW, actor="EN1", dry_run=True)
    results = list(run_batch(desk.path, [_NOTE, given[1], _NOTE], atomic=False, context=trial))
    assert [result["ok"] and result["action"] for result in results] == [
        f"T-071/{first + 2}",
        False,
        f"T-071/{first + 3}",
    ]
    assert _last(desk) == first + 1


def test_a_ticket_that_is_over_keeps_its_calendars(desk: Workbench) -> None:
    """A day off that is entered after the end of a ticket does not change its clocks."""

    def lines() -> Iterator[str]:
        yield _NOTE
        yield json.dumps({"do": "ticket.mark-duplicate", "ticket": 71, "of": "T-072"})
        yield json.dumps(_DAY)

    assert len(_actions(desk, lines())) == 3


def test_a_reopened_ticket_uses_the_current_calendars(desk: Workbench) -> None:
    """A day off that was entered after the end of a ticket counts from its reopening, also within a batch."""
    desk.do("calendar.add", day=_DAY["day"], off=True, name="stocktaking", actor="HL1")
    note = json.dumps({"do": "ticket.note", "ticket": 62, "text": "seen"})
    reopen = {"do": "ticket.reopen", "ticket": 62, "symptom": True, "reason": "down again", "actor": "LE1"}
    assert len(_actions(desk, iter([note, json.dumps(reopen), note]))) == 3


def test_a_store_restored_between_two_lines_is_used(desk: Workbench, tmp_path: Path) -> None:
    """A batch continues in the restored store without damaging it."""
    first, kept = _last(desk) + 1, tmp_path / "kept.db"

    def lines() -> Iterator[str]:
        yield _NOTE
        back_up(desk.path, kept, NOW)
        yield _NOTE
        restore(kept, desk.path, force=True)
        with closing(open_reader(desk.path)):
            desk.do("ticket.note", 71, text="in the log of the restored store")
            yield _NOTE

    assert _actions(desk, lines()) == [f"T-071/{seq}" for seq in (first, first + 1, first + 2)]
    assert _last(desk) == first + 2
