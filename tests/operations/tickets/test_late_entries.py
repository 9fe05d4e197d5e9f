"""Rule 23: an entry is late by the policy of its ticket, and how many were is counted."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from workbench import NOW, Workbench

from deskctl.data_files import data_file
from deskctl.documents.month.figures import read_figures
from deskctl.policy_file.read import PolicySource, read_policy
from deskctl.queries.month.period import Period
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.store.facts.policies import install
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.writing.writer import writing_once

ZONE = ZoneInfo("Asia/Shanghai")
AT = int(NOW.timestamp())


@pytest.fixture
def patient(desk: Workbench) -> Workbench:
    """Give a desk on which an entry of two hours is not late."""
    shipped = read_policy(Path(data_file("policies")) / "after-sales.toml")
    keys = {**shipped.keys, "late_entry": {"after": "2 h"}}
    own: PolicySource = replace(shipped, keys=keys, version="patient")
    with writing_once(desk.path) as conn:
        install(conn, own, AT)
    return desk


def _late_by(desk: Workbench, number: int) -> int:
    with closing(open_reader(desk.path)) as conn:
        return int(show_ticket(conn, number, at=AT)["actions"][-1]["late_by"])


def _entered_late(desk: Workbench) -> int:
    with closing(open_reader(desk.path)) as conn:
        return read_figures(conn, Period(AT - 86_400, AT + 1, AT, None, AT + 86_400, ZONE), ZONE).entered_late


def test_an_entry_is_late_by_the_policy_of_its_ticket(desk: Workbench, patient: Workbench) -> None:
    """An hour is late on a ticket of the first policy, not on one that was opened under the new one."""
    number = patient.opened(reported_at=(NOW - timedelta(hours=3)).isoformat())
    for ticket in (number, 66):
        patient.do("ticket.note", ticket, text="phoned", when=NOW - timedelta(hours=1))
    assert _late_by(patient, number) == 0
    assert _late_by(patient, 66) == 3600


def test_a_period_counts_the_entries_that_came_late(desk: Workbench) -> None:
    """A note of forty minutes ago is one more entry that came late; a note of this minute is none."""
    before = _entered_late(desk)
    desk.do("ticket.note", 70, text="phoned", when=NOW - timedelta(minutes=40))
    desk.do("ticket.note", 70, text="phoned again")
    assert _entered_late(desk) == before + 1
