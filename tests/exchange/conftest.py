"""Fixtures: empty desks, the demo desk, and the demo desk as records of a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from desk_copies import copy_desk
from desk_lines import stream
from long_import import PORTION, TICKETS

from deskctl.data_files import data_file
from deskctl.store.sqlite.bulk_import import apply
from deskctl.store.sqlite.create import create_store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "desk.db"
    create_store(str(path))
    return path


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> str:
    return str(copy_desk(empty_store, tmp_path / "desk.db"))


@pytest.fixture
def demo_store(imported_demo: Path, tmp_path: Path) -> str:
    """Return a desk that contains the imported demo."""
    return str(copy_desk(imported_demo / "desk.db", tmp_path / "demo.db"))


@pytest.fixture
def other_store(empty_store: Path, tmp_path: Path) -> str:
    return str(copy_desk(empty_store, tmp_path / "other.db"))


@pytest.fixture
def demo() -> list[dict[str, Any]]:
    return [json.loads(line) for line in data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def many(demo: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return the demo desk with more tickets than two batches; its first ticket and an FAQ refer to the last ones."""
    monkeypatch.setattr(apply, "AT_ONCE", PORTION)
    others = [record for record in demo if record["type"] != "ticket"]
    tickets = [record for record in demo if record["type"] == "ticket"]
    plain = [ticket for ticket in tickets if not {"duplicate_of", "about_ticket"} & ticket.keys()]
    more = [{**plain[n % len(plain)], "id": f"T-{1000 + n}"} for n in range(TICKETS - len(tickets))]
    of_same_customer = [ticket for ticket in more if ticket["customer"] == plain[0]["customer"]]
    plain[0]["about_ticket"] = of_same_customer[-1]["id"]
    next(record for record in others if record["type"] == "faq")["source_ticket"] = more[-2]["id"]
    return [*others, *tickets, *more]


@pytest.fixture
def file(many: list[dict[str, Any]], tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_bytes(stream(many).getvalue())
    return path
