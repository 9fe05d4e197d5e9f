"""Random operations in random order leave a sound desk.

There is no crash, no clock that differs from its derivation and no negative stock; nobody changes a clock without the
right; nothing closes without a sent report and the word of the customer; nobody is left on site; no note reaches the
customer; and the check of the store finds nothing. DESKCTL_SEQUENCES sets how many sequences of thirty operations
are tried; a release is tried with 2000.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from command_lines import CommandLine, read_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from kept_rows import column, rows, stock
from workbench import NOW

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.case_file import CaseFile, load_case
from deskctl.documents.reports.incident import ReportTexts, incident_report
from deskctl.documents.reports.ticket_report import archived_ticket
from deskctl.documents.writers.formats import render
from deskctl.errors import DeskError, Refused
from deskctl.operations.framework.base import Field, Operation, fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.perform import RequestContext, perform_in
from deskctl.policy_file.sections.rights import shipped_rights
from deskctl.sla.gates import GATES, Step
from deskctl.sla.gates.engineers_at_work import on_site, open_sessions
from deskctl.sla.lifecycle import CLOSED, OVER
from deskctl.sla.rights import rights_on
from deskctl.store.facts.derived import clock_rows, ticket_columns
from deskctl.store.facts.people import people
from deskctl.store.open import check_store
from deskctl.store.sqlite.writing.transaction import SealedConnection
from deskctl.store.sqlite.writing.writer import begin, connect_writer, writing_once

_SEQUENCES = int(os.environ.get("DESKCTL_SEQUENCES", "100"))
# Shrinking a sequence of thirty seeds does not make it simpler and would take minutes.
_PLAIN = settings(
    deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=(Phase.explicit, Phase.generate)
)
_OPENED, _OTHER = 73, 74
_INSIDE = "INSIDE"
_SEEDED = st.lists(st.tuples(st.sampled_from(names()), st.integers(0, 1 << 32)), min_size=30, max_size=30)


@pytest.fixture(scope="module")
def conn(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SealedConnection]:
    """Return a connection to a desk on which every sequence is rolled back."""
    path = tmp_path_factory.mktemp("random") / "desk.db"
    shutil.copy(demo_store, path)
    with closing(connect_writer(str(path))) as conn:
        yield conn


@settings(_PLAIN, max_examples=_SEQUENCES)
@given(sequence=_SEEDED, severity=st.sampled_from(["catastrophic", "severe", "general", None]))
def test_random_sequences_leave_a_sound_desk(
    conn: SealedConnection, sequence: list[tuple[str, int]], severity: str | None
) -> None:
    """Each operation is performed or refused with a message, and derived data remain correct."""
    begin(conn)
    try:
        _play(conn, sequence, severity)
        _check(conn)
    finally:
        conn.rollback()


@settings(_PLAIN, max_examples=_SEQUENCES // 25)
@given(sequence=_SEEDED)
def test_a_random_sequence_leaves_a_store_without_fault(demo_store: Path, sequence: list[tuple[str, int]]) -> None:
    """The check of the store has no findings after a random sequence."""
    with TemporaryDirectory() as folder:
        path = str(shutil.copy(demo_store, folder))
        with writing_once(path) as conn:
            _play(conn, sequence, "severe")
        assert check_store(path, int(NOW.timestamp())) == []


def _play(conn: Any, sequence: list[tuple[str, int]], severity: str | None) -> None:
    """Open two tickets of two customers and perform the operations of a sequence."""
    field_values = {"contact": "P-0601", "title": "fan", "assets": ["A-0602"], "level": "urgent", "severity": severity}
    known = CaseCache()
    for own in ({}, {"contact": "P-0101", "assets": ["A-0101"]}):
        perform_in(
            conn, find("ticket", "open").of(field_values | own), None, RequestContext(now=NOW, actor="HL1"), known
        )
    for name, seed in sequence:
        _try(conn, known, name, random.Random(seed))  # noqa: S311 - a test may be guessed


def _try(conn: SealedConnection, known: CaseCache, name: str, chance: random.Random) -> None:
    operation = find(*name.split(".", 1))
    wanted = (field for field in fields_of(operation) if field.required or chance.random() < 0.3)
    field_values = {field.name: _value(field, chance, conn) for field in wanted}
    ticket = chance.choice([_OPENED, _OPENED, _OPENED, _OTHER, _OTHER, 66, 67, 70, 64])
    actor = chance.choice(["EN1", "LE1", "BS1", "HL1", "nobody"])
    when = chance.choice([None, None, None, NOW - timedelta(minutes=chance.randrange(5000))])
    try:
        step = operation.of(field_values)
    except DeskError as error:
        assert str(error)  # noqa: PT017 - every refusal has a message
        return
    _persist(
        conn, known, step, ticket, RequestContext(now=NOW, actor=actor, at=when, note=_INSIDE), chance.randrange(6)
    )


def _persist(
    conn: SealedConnection, known: CaseCache, step: Operation, ticket: int | None, call: RequestContext, attempts: int
) -> None:
    """Perform an operation; if it is refused, follow the hint and try again."""
    try:
        done = perform_in(conn, step, ticket, call, known)
    except Refused as refusal:
        known.forget()
        hint = refusal.hint
    except DeskError:
        known.forget()
        return
    else:
        if done.changes and not done.repeated:
            _check_right(conn, step, call)
        return
    reported = _read(str(hint)) if attempts else None
    if reported is not None:
        name, fields = find(*reported.name.split(".", 1)), reported.fields
        who = RequestContext(now=NOW, actor=reported.call.get("actor", "EN1"))
        _persist(conn, known, name.of(fields), reported.ticket, who, attempts - 1)
        _persist(conn, known, step, ticket, call, attempts - 1)


def _check_right(conn: Any, step: Operation, call: RequestContext) -> None:
    """Check that an actor who changed a clock is active staff with a role that the rights require."""
    found = {one.id: one for one in people(conn)}[str(call.actor)]
    needed = rights_on(shipped_rights(), f"{step.noun}.{step.verb}", {**step.data(), **vars(step)})
    assert found.active
    assert not needed or any(right.roles & set(found.roles) for right in needed)


def _read(hint: str) -> CommandLine | None:
    """Return a hint as a command, or None if it is incomplete."""
    try:
        reported = read_command(hint)
        find(*reported.name.split(".", 1)).of(reported.fields)
    except (AssertionError, DeskError, ValueError, KeyError, IndexError):
        return None
    return reported


def _value(field: Field, chance: random.Random, conn: sqlite3.Connection) -> Any:
    values = [_one(field, chance, conn) for _ in range(chance.randrange(1, 4))]
    return values if field.many else values[0]


def _one(field: Field, chance: random.Random, conn: sqlite3.Connection) -> Any:
    if field.choices:
        return chance.choice(field.choices)
    if field.kind == "id" or field.name == "id":
        table = field.ref or "part"
        column = "number" if table == "ticket" else "id"
        ids = [str(row[0]) for row in conn.execute(f"SELECT {column} FROM {table}")]
        likely = [name for name in ("PT-02", "P-0601", "A-0602", "P-0101", "A-0101") if name in ids]
        return chance.choice([*ids, *likely * len(ids)]) if ids and chance.random() < 0.95 else "NO-1"
    kinds: dict[str, Any] = {
        "int": chance.randrange(-1, 6),
        "float": chance.choice([0, 1.5, 1e12]),
        "bool": chance.random() < 0.5,
        "time": (NOW + timedelta(minutes=chance.randrange(-9000, 9000))).isoformat(),
        "date": f"202{chance.randrange(10)}-11-2{chance.randrange(10)}",
    }
    return kinds.get(field.kind, chance.choice(["words", "PT-02", "a=fail", "\x1b[31m", "x" * 300]))


def _check(conn: sqlite3.Connection) -> None:
    assert min(stock(conn).values()) >= 0
    for number in column(conn, "ticket", "number", changed_at=int(NOW.timestamp())):
        case = load_case(conn, number)
        state = case.state
        _check_ending(conn, case)
        assert [tuple(row) for row in rows(conn, "clock", "*", "n", ticket=number)] == clock_rows(number, state)
        columns = ticket_columns(state)
        (row,) = rows(conn, "ticket", ", ".join(columns), number=number)
        assert dict(zip(columns, row, strict=True)) == columns


def _check_ending(conn: Any, case: CaseFile) -> None:
    """Check that a ticket that is over left nobody on site, meets its gates, and shows no note in its report."""
    facts, status = case.story.facts, case.state.status
    if status in OVER:
        assert not on_site(facts)
        assert not open_sessions(facts)
    if status == CLOSED and case.columns["kind"] == "incident":
        step = Step(case.story, case.columns)
        assert [GATES[gate](step) for gate in ("report", "customers_word")] == [None, None]
        assert {fact.actor for fact in facts if fact.event == "satisfied"} <= set(_contacts_of(conn, case))
    archived = archived_ticket(conn, case.number, at=int(NOW.timestamp()))
    if not archived.published:
        assert _INSIDE not in render(incident_report(archived, ReportTexts(1, 0, None, "", "", "")), "md").decode()


def _contacts_of(conn: Any, case: CaseFile) -> list[str]:
    return column(conn, "contact", "id", customer=case.columns["customer"])
