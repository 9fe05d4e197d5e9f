"""Rule 23: whether an entry is late depends on the policy of its ticket, and late entries are counted."""

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
def lenient(desk: Workbench) -> Workbench:
    """Return a desk with a policy under which an entry after two hours is not late."""
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


def test_an_entry_is_late_by_the_policy_of_its_ticket(desk: Workbench, lenient: Workbench) -> None:
    """An hour is late on a ticket of the first policy, but not on one that was opened under the new policy."""
    number = lenient.opened(reported_at=(NOW - timedelta(hours=3)).isoformat())
    for ticket in (number, 66):
        lenient.do("ticket.note", ticket, text="phoned", when=NOW - timedelta(hours=1))
    assert _late_by(lenient, number) == 0
    assert _late_by(lenient, 66) == 3600


def test_a_period_counts_its_late_entries(desk: Workbench) -> None:
    """A note of forty minutes ago counts as a late entry, and a note of this minute does not."""
    before = _entered_late(desk)
    desk.do("ticket.note", 70, text="phoned", when=NOW - timedelta(minutes=40))
    desk.do("ticket.note", 70, text="phoned again")
    assert _entered_late(desk) == before + 1
