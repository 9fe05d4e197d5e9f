"""An exported desk can be imported again, and its second export has the same bytes."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from kept_rows import kept, rows
from related_records import related

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.desk_export import Parts, write_desk
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.migrations.engine import open_engine, plain, writing

HIDDEN = "x\x1b[31m\u202eevil\u200b\x85 \x00 \u2028 🏥 ⼾ {markup} [b] =1+1"


def _written(store: str) -> bytes:
    stream = io.BytesIO()
    write_desk(store, stream, parts=Parts(passwords=True))
    return stream.getvalue()


def _stream(records: list[dict[str, Any]]) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode())


def test_the_demo_desk_is_exported_unchanged(store: str) -> None:
    """The export of the imported demo file equals the file."""
    result = read_desk(data_file("demo.jsonl"), store)
    assert (result.records, result.tickets) == (335, 72)
    assert _written(store) == data_file("demo.jsonl").read_bytes()


def test_a_desk_moves_without_loss(store: str, other_store: str, demo: list[dict[str, Any]]) -> None:
    """A desk that is exported, imported elsewhere and exported again is the same, optional fields included."""
    ticket = next(record for record in demo if record["id"] == "T-064")
    ticket["timeline"][1]["recorded_at"] = "2026-11-22T09:00:00+08:00"
    ticket["owner_initial"] = None
    ticket["timeline"].append(
        {
            "seq": 99,
            "at": "2026-11-22T09:00:00+08:00",
            "actor": "VE7",
            "event": "assigned",
            "note": "",
            "data": {"to": "EN1"},
        }
    )
    ticket["timeline"][0] |= {"actor": "night-shift-pc", "outsider": True}
    ticket["description"] = HIDDEN
    ticket["report_draft"] = {
        "cause": "?",
        "method": "",
        "result": "",
        "author": "EN1",
        "changed_at": "2026-11-22T09:00:00+08:00",
    }
    ticket["self_attempted"] = False
    other = next(record for record in demo if record["id"] == "T-002")
    other["policy"] = "after-sales-strict"
    read_desk(_stream(demo), store)
    first = _written(store)
    read_desk(io.BytesIO(first), other_store)
    assert _written(other_store) == first
    exported = {record["id"]: record for record in map(json.loads, first.decode().split("\n")[:-1])}
    assert exported["T-064"]["description"] == HIDDEN
    assert exported["T-064"]["timeline"][1]["recorded_at"] == "2026-11-22T09:00:00+08:00"
    assert exported["T-064"]["owner_initial"] is None
    assert exported["T-064"]["report_draft"]["author"] == "EN1"
    assert exported["T-064"]["self_attempted"] is False
    assert exported["T-064"]["timeline"][0]["outsider"] is True
    assert exported["T-002"]["policy"] == "after-sales-strict"


def test_actions_recorded_at_the_desk_are_moved_too(demo_store: str, other_store: str) -> None:
    """Actions recorded by operations are imported elsewhere with the same tickets, clocks, reports and counters."""
    fields = {"contact": "P-0101", "title": "x", "description": HIDDEN, "severity": "severe", "assets": ["A-0101"]}
    ticket = _done(demo_store, "ticket", "open", None, fields)
    for noun, verb, values in (
        ("ticket", "answer", {}),
        ("ticket", "assign", {"to": "EN2"}),
        ("ticket", "respond", {}),
        ("diagnosis", "record", {"fault_class": "hard", "cause": "c", "told_to": "P-0101", "method": "on_site"}),
        ("ticket", "resolve", {}),
        ("report", "write", {"cause": "c", "method": "m", "result": "r"}),
        ("report", "issue", {}),
    ):
        _done(demo_store, noun, verb, ticket, values)
    first = _written(demo_store)
    read_desk(io.BytesIO(first), other_store)
    assert _written(other_store) == first
    for table in ("ticket", "clock", "report", "counter"):
        assert _rows(demo_store, table) == _rows(other_store, table)


def _done(store: str, noun: str, verb: str, ticket: int | None, values: dict[str, Any]) -> int | None:
    now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    return perform(store, build(find(noun, verb), values), ticket, RequestContext(now=now, actor="EN1")).ticket


def _rows(store: str, table: str) -> list[Any]:
    return kept(store, table, order="1, 2")


def test_a_policy_of_the_firm_moves_with_its_tickets(store: str, other_store: str, demo: list[dict[str, Any]]) -> None:
    """Tickets remain pinned to a policy version that the other desk did not have, and it remains the current one."""
    with writing(open_engine(store)) as connection:
        conn = plain(connection)
        ((source, clauses),) = rows(conn, "policy_version", "source, clauses", id="after-sales")
        ours = {"id": "after-sales", "version": "ours", "source": source, "clauses": clauses}
        conn.insert("policy_version", {**ours, "installed_at": 1700000000})
    read_desk(_stream(related(demo, "T-001", "T-071")), store)
    first = _written(store)
    read_desk(io.BytesIO(first), other_store)
    assert _written(other_store) == first
    assert {*kept(other_store, "ticket", "policy_version", policy="after-sales")} == {("ours",)}


def test_passwords_are_never_stored_in_clear(store: str, demo: list[dict[str, Any]]) -> None:
    """A password in the file is stored and exported only as a salted hash."""
    account = next(record for record in demo if record["id"] == "CA-01")
    del account["password_hash"]
    account["demo_password"] = "demo-qinghe"  # noqa: S105 - a password of the demo
    accounts = [record["id"] for record in demo if record["type"] == "course_account"]
    read_desk(_stream(related(demo, *accounts)), store)
    assert b"demo-qinghe" not in Path(store).read_bytes()
    assert _written(store).count(b'"password_hash": "scrypt$') == 4


def test_hashes_are_exported_only_on_request(store: str, other_store: str, demo: list[dict[str, Any]]) -> None:
    """An export contains password hashes only on request; without them an import of it is exported unchanged."""
    read_desk(_stream(related(demo, "CA-01", "T-071")), store)
    assert b"scrypt" in _written(store)
    stream = io.BytesIO()
    write_desk(store, stream)
    assert b"scrypt" not in stream.getvalue()
    read_desk(io.BytesIO(stream.getvalue()), other_store)
    assert _written(other_store) == stream.getvalue()


def test_tickets_changed_since_a_time_can_be_exported(demo_store: str) -> None:
    """An export since a time contains only the tickets on which something was recorded from then on."""
    stream = io.StringIO()
    count = write_desk(demo_store, stream, since=1795305600)  # 2026-11-22T08:00+08:00
    records = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert count == len(records) > 0
    assert {record["type"] for record in records} == {"ticket"}
    assert all(record["timeline"][-1]["at"] >= "2026-11-22T08:00" for record in records)


def test_retry_keys_are_moved(store: str, other_store: str, demo: list[dict[str, Any]]) -> None:
    """A step with a retry key is not repeated on the desk that imported it, and the key is refused for another step."""
    now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    note = build(find("ticket", "note"), {"text": "called"})
    read_desk(_stream(related(demo, "T-071", "T-072", "HL1")), store)
    first = perform(store, note, 71, RequestContext(now=now, actor="HL1", key="K1"))
    lines = _written(store)
    read_desk(io.BytesIO(lines), other_store)
    assert _written(other_store) == lines
    again = perform(other_store, note, 71, RequestContext(now=now, actor="HL1", key="K1"))
    assert (again.action, again.repeated) == (first.action, True)
    with pytest.raises(BadData) as caught:
        perform(other_store, note, 72, RequestContext(now=now, actor="HL1", key="K1"))
    assert caught.value.code == "key_reused"


def _of_two_contracts(demo: list[dict[str, Any]], ticket: str) -> list[dict[str, Any]]:
    """Return the demo desk with a second contract, of another policy, from the day after a ticket was reported."""
    last = next(record for record in demo if record["id"] == ticket)
    first = next(one for one in demo if one["type"] == "contract" and one["customer"] == last["customer"])
    day = datetime.fromisoformat(last["reported_at"]).date()
    later = first | {"id": "CT-99", "no": "later", "options": {"profile": "strict"}}
    later |= {"maintenance_start": str(day + timedelta(days=1)), "maintenance_end": None}
    return [record for old in demo for record in ((old, later) if old is first else (old,))]


def test_an_imported_ticket_follows_the_contract_of_its_day(
    store: str, other_store: str, demo: list[dict[str, Any]]
) -> None:
    """An imported ticket without a policy gets that of the contract in force on its day, also after another import."""
    customer = next(record["customer"] for record in demo if record["id"] == "T-064")
    contract = next(one["id"] for one in demo if one["type"] == "contract" and one["customer"] == customer)
    read_desk(_stream(_of_two_contracts(related(demo, "T-064", contract), "T-064")), store)
    assert kept(store, "ticket", "policy", number=64) == [("after-sales",)]
    read_desk(io.BytesIO(_written(store)), other_store)
    assert _written(other_store) == _written(store)
    assert kept(other_store, "ticket", "policy", number=64) == [("after-sales",)]
