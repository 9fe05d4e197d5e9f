"""The ready-made command of each row of the due list exists and accepts its options."""

import re
import sqlite3
from datetime import datetime
from shlex import split
from zoneinfo import ZoneInfo

import pytest

from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.due.json_rows import due_shape

ZONE = ZoneInfo("Asia/Shanghai")
READS = {"mail.show", "training.show"}


@pytest.mark.parametrize("when", ["2026-09-16T15:30:00", "2026-11-22T09:30:00", "2026-12-20T10:00:00"])
def test_the_command_of_a_row_exists(conn: sqlite3.Connection, when: str) -> None:
    """For each kind of row between September and December the command exists with its options and record."""
    at = int(datetime.fromisoformat(f"{when}+08:00").timestamp())
    found = due_list(DueInputs(conn, at, ZONE), DueFilter(within=120 * 86_400))
    assert len({duty.rule.kind for duty in found}) > 7
    for duty in found:
        hint = due_shape(duty, at, ZONE)["hint"]
        assert hint, (duty.rule.kind, duty.subject)
        _program, noun, verb, *words = split(hint)
        name = f"{noun}.{verb}"
        assert name in {*names(), *READS}, hint
        if name in READS:
            continue
        operation = find(noun, verb)
        options = {word[2:].replace("-", "_") for word in words if word.startswith("--")}
        assert options <= {field.name for field in fields_of(operation)}, hint
        assert operation.on_ticket is False or re.search(r" T-\d+", hint) or operation.names_ticket, hint
        assert ("  " in hint, "None" in hint) == (False, False), hint


def test_the_command_of_a_system_with_a_space_is_quoted(conn: sqlite3.Connection) -> None:
    """The name of a system or model stays one word of the command, whatever it contains."""
    at = int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp())
    found = due_list(DueInputs(conn, at, ZONE), DueFilter(("faq_handover", "cover")))
    assert {duty.rule.kind for duty in found} == {"faq_handover", "cover"}
    for duty in found:
        hint = due_shape(duty._replace(subject=f"{duty.subject} 6.2"), at, ZONE)["hint"]
        assert f"{duty.subject} 6.2".rpartition("/")[2] in split(hint)
