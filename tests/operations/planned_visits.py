"""Visits of one day for the tests of planning: planned, listed and read from their tickets."""

from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workbench import NOW, Workbench

from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list, visit_shape
from deskctl.queries.json_values import Shape
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
DAY = "2026-11-24T"


def at(clock: str) -> str:
    """Return a time of the day of the visits."""
    return f"{DAY}{clock}:00+08:00"


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def listed(desk: Workbench, when: str = "00:00", **wanted: object) -> list[Shape]:
    """Return the visits of the day with their states at a time."""
    begin, now = seconds(at("00:00")), seconds(at(when))
    with closing(open_reader(desk.path)) as conn:
        found = dispatch_list(conn, ZONE, DispatchFilter(begin, begin + 86_400, **wanted), now)  # type: ignore[arg-type]
        return [visit_shape(visit, conflicts, now, ZONE) for visit, conflicts in found]


def of_ticket(desk: Workbench, number: int) -> list[Shape]:
    with closing(open_reader(desk.path)) as conn:
        visits: list[Shape] = show_ticket(conn, number, at=seconds(at("23:00")))["visits"]
        return visits


def plan(desk: Workbench, ticket: int = 68, begin: str = "09:30", until: str | None = "11:00", **more: object) -> str:
    """Plan a visit and return its id."""
    window = {"from": at(begin), **({"until": at(until)} if until else {})}
    when = NOW - timedelta(minutes=9)
    done = desk.do("visit.plan", ticket, when=when, **{"engineers": ["EN1"], "reason": "planned", **window, **more})
    assert done.action is not None
    return str(desk.value("visit", "max(id)"))
