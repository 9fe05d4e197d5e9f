"""The cost of opening a ticket, in steps of SQLite: the write lock is held briefly, however large the desk is."""

from contextlib import closing

from kept_rows import more_tickets, rows
from workbench import NOW, Workbench

from deskctl.desk.case_cache import CaseCache
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform_in
from deskctl.store.sqlite.writing.writer import connect_writer, writing_once


def _steps(desk: Workbench) -> int:
    """Return the number of steps, in hundreds, that SQLite takes to open a ticket."""
    counted = [0]

    def count() -> None:
        counted[0] += 1

    opening = find("ticket", "open").of({"contact": "P-0101", "title": "Counted"})
    with writing_once(desk.path) as conn:
        conn.set_progress_handler(count, 100)
        perform_in(conn, opening, None, RequestContext(now=NOW, actor="EN1"), CaseCache())
    return counted[0]


def test_a_site_with_thousands_of_tickets_costs_no_more(desk: Workbench) -> None:
    """Whether an engineer is on site is determined from the tickets at work there, not from all new and closed ones."""
    desk.opened(contact="P-0101")
    few = _steps(desk)
    with closing(connect_writer(desk.path)) as conn:
        like = rows(conn, "ticket", "max(number)", contact="P-0101")[0][0]
        not_at_work = {name: lambda _n: None for name in ("owner", "next_due_at")}
        more_tickets(
            conn, range(1000, 4001), lambda _n: like, status=lambda n: "new" if n % 2 else "closed", **not_at_work
        )
    assert _steps(desk) < 2 * few
