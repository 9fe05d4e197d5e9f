"""The lines of the dispatch week: visits over midnight, finished visits, clock changes and narrow screens."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskctl.screens.dispatch.week_lines import GridPosition, agenda, entry_words, grid, heading, window
from deskctl.screens.dispatch.week_reading import midnights, read_week
from deskctl.widgets.panes.line_pane import width_of
from deskctl.widgets.style.look import Look

MONDAY = date(2026, 11, 23)


def test_visit_over_midnight_is_on_both_days(planned: str, app_on: Any, do: Any, tomorrow: Any) -> None:
    """A visit from 23:00 to 3:00 is shown on the day it begins and on the day it ends."""
    late = tomorrow(23)
    do(planned, "visit.plan", "LE1", {"planned_at": late, "until": late + timedelta(hours=4), "engineers": ["EN2"],
                                      "reason": "planned"}, 2)  # fmt: skip
    read = read_week(app_on(planned, actor="LE1").session, MONDAY)
    assert [entry.is_continued for day in (0, 1) for entry in read.entries["EN2", day]] == [False, True]


def test_finished_visit_ends_at_the_departure(
    planned: str, app_on: Any, do: Any, take: Any, tomorrow: Any, watch: Any
) -> None:
    """A visit is shown with its planned end until the engineer leaves, and with the actual end afterwards."""
    begin = tomorrow(15)
    values_of_visit = {"planned_at": begin, "engineers": ["EN2"], "reason": "planned"}
    do(planned, "visit.plan", "LE1", values_of_visit, 2)
    look, ends, words = app_on(planned, actor="LE1").session.look, [], []
    for verb, minutes, values in (
        ("depart", -10, {}), ("arrive", 0, {}), ("log", 30, {"done": "x"}), ("leave", 41, {}),
    ):  # fmt: skip
        watch.at = begin + timedelta(minutes=minutes)
        take(planned, f"visit.{verb}", 2, actor="EN2", **values)
        (entry,) = read_week(app_on(planned, actor="LE1").session, MONDAY).entries["EN2", 0]
        ends.append(window(entry.visit, look).rpartition("-")[2])
        words.append(entry_words(entry, look)[:2])
    assert ends == ["17:00", "17:00", "17:00", "15:41"]
    assert words == ["15", "15", "15", "v "]


def test_week_of_the_clock_change_has_seven_days() -> None:
    """The week in which summer time begins has seven days, the last of them one hour shorter."""
    edges = midnights(date(2026, 3, 23), ZoneInfo("Europe/Berlin"))
    assert [(after - before) // 3600 for before, after in pairwise(edges)] == [24] * 6 + [23]


@pytest.mark.parametrize("width", [58, 78, 98, 118, 158])
def test_week_lines_fit_every_width(planned: str, app_on: Any, do: Any, width: int) -> None:
    """Long names, absences and conflicts fit at every width."""
    do(planned, "customer.edit", "MG1", {"id": "CUS-01", "name": "长" * 60})
    do(planned, "staff.add", "MG1", {"name": "名" * 40, "role": "engineer"})
    do(planned, "absence.add", "LE1", {"staff": "EN1", "from": "2026-11-23T00:00+08:00",
                                       "until": "2026-11-25T00:00+08:00", "reason": "leave"})  # fmt: skip
    read = read_week(app_on(planned, actor="LE1").session, MONDAY)
    lines = [heading(read, 0, width, MONDAY), *(line for _row, line in grid(read, 0, width, Look(), GridPosition()))]
    if width < 76:
        lines = [line for _spot, line in agenda(read, width, Look(), GridPosition())]
    assert max(map(width_of, lines)) <= width
    assert any("!" in piece.text for line in lines for piece in line)
