"""An import refuses tickets with records of another customer or actions in the future, and marks imported actions."""

import io
import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from related_records import related

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.store.sqlite.reader import open_reader

NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")
Change = Callable[[dict[str, Any]], None]


def _changed(number: str, change: Change) -> io.BytesIO:
    """Return a changed ticket of the demo desk, what it refers to, and records of another customer."""
    demo = map(json.loads, data_file("demo.jsonl").read_text("utf-8").splitlines())
    records = related(demo, number, "T-067", "P-0101", "S-0101", "A-0101", "EN1")
    for record in records:
        if record["id"] == number:
            change(record)
    return io.BytesIO("\n".join(json.dumps(record) for record in records).encode())


def _step(event: str, **values: Any) -> Change:
    def change(record: dict[str, Any]) -> None:
        step = next(step for step in record["timeline"] if step["event"] == event)
        step["data"].update(values)

    return change


FOREIGN: list[tuple[str, Change, str]] = [
    ("contact", lambda record: record.update(contact="P-0101"), "contact"),
    ("site", lambda record: record.update(site="S-0101"), "site"),
    ("assets", lambda record: record["assets"].append("A-0101"), "assets[1]"),
    ("about_ticket", lambda record: record.update(about_ticket="T-067"), "about_ticket"),
    ("by_contact", _step("consent_given", by_contact="P-0101"), ".data.by_contact"),
]


@pytest.mark.parametrize(("name", "change", "field"), FOREIGN, ids=[name for name, _, _ in FOREIGN])
def test_records_of_another_customer_are_refused(store: str, name: str, change: Change, field: str) -> None:
    """A record of another customer on a ticket is refused with its field and the same code as in commands."""
    with pytest.raises(BadData) as caught:
        read_desk(_changed("T-066", change), store, now=NOW)
    assert caught.value.code == "wrong_customer", name
    assert str(caught.value.field).endswith(field)


@pytest.mark.parametrize("name", ["at", "recorded_at"])
def test_an_action_in_the_future_is_refused(store: str, name: str) -> None:
    """An action later than the time of the import is refused with its field."""

    def change(record: dict[str, Any]) -> None:
        record["timeline"][-1][name] = "2027-11-22T09:30:00+08:00"

    with pytest.raises(BadData) as caught:
        read_desk(_changed("T-066", change), store, now=NOW)
    assert str(caught.value.field).endswith(f"].{name}")


def test_imported_actions_are_marked(store: str) -> None:
    """Imported actions record when, by whom and from which file they were imported; later actions have no such mark."""
    read_desk(_changed("T-071", lambda _record: None), store, now=NOW, actor="MG1")
    call = RequestContext(now=NOW, actor="EN1")
    perform(store, find("ticket", "note").of({"text": "x"}), 71, call)
    with closing(open_reader(store)) as conn:
        actions = show_ticket(conn, 71, at=int(NOW.timestamp()))["actions"]
    marks = [action["imported"] for action in actions]
    assert marks[-1] is None
    assert {(mark["actor"], mark["at"], len(mark["source"])) for mark in marks[:-1]} == {("MG1", NOW.isoformat(), 32)}


def test_spaces_around_a_title_are_cut(store: str) -> None:
    """A title is imported like a typed one, without the spaces around it."""
    read_desk(_changed("T-066", lambda record: record.update(title="  printer \u3000")), store, now=NOW)
    with closing(open_reader(store)) as conn:
        assert show_ticket(conn, 66, at=int(NOW.timestamp()))["title"] == "printer"
