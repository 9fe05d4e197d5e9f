"""Rights and duties follow the current policy of the desk: `after-sales`, or a policy installed in its place."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workbench import NOW, Workbench

from deskctl.data_files import data_file
from deskctl.policy_file.read import read_policy
from deskctl.queries.customers.record_lists import record_list
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import one_duty
from deskctl.queries.messages.mail_json import list_mails, show_mail
from deskctl.store.facts.policies import desk_policy, install
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.writing.writer import writing_once

RIGHTS = {"notes": {"steps": ["ticket.note"], "roles": ["lead_engineer"]}}


def _installed(desk: Workbench, **keys: Any) -> None:
    shipped = read_policy(Path(data_file("policies")) / "after-sales.toml")
    version = "-".join(("own", *keys))  # each policy that is read has a version by its content
    own = replace(shipped, id="own", version=version, keys={**shipped.keys, "id": "own", "rights": RIGHTS, **keys})
    with writing_once(desk.path) as conn:
        install(conn, own, int(NOW.timestamp()))


def test_the_rights_of_the_policy_of_the_desk_hold(desk: Workbench) -> None:
    """A policy with the scope of the desk decides the rights on every ticket."""
    _installed(desk, scope="desk")
    refused = desk.refused("ticket.note", 70, None, text="x", actor="HL1")
    assert refused.code == "not_yours"
    desk.do("ticket.note", 70, text="x", actor="LE1")


def test_a_policy_of_contracts_alone_gives_no_rights(desk: Workbench) -> None:
    """A policy without that scope does not change any rights."""
    _installed(desk)
    desk.do("ticket.note", 70, text="x", actor="HL1")
    with writing_once(desk.path) as conn:
        assert desk_policy(conn)[0] != "own"


def test_mails_are_due_by_the_policy_of_the_desk(desk: Workbench) -> None:
    """List, detail, mailbox and due list agree on the time by which a mail must be handled under the policy."""
    _installed(desk, scope="desk", duties={"mail": {"due_minutes": 60}})
    at, zone = int(NOW.timestamp()), ZoneInfo("Asia/Shanghai")
    with closing(open_reader(desk.path)) as conn:
        (listed,) = list_mails(conn, at, zone)
        name, due, *_others = record_list(conn, "mail", at=at).rows[0]
        shown = show_mail(conn, name, at, zone)
        duty = one_duty(DueInputs(conn, at, zone), "mail", name)
    assert duty.due_at == due
    assert listed["due_at"] == shown["due_at"] == datetime.fromtimestamp(due, zone).isoformat()
    assert datetime.fromisoformat(listed["due_at"]) - datetime.fromisoformat(listed["received_at"]) == timedelta(
        hours=1
    )
