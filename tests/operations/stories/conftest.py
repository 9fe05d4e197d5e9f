"""The desks that stories begin on: the demo's, imported once, and an empty one."""

from pathlib import Path

import pytest

from deskctl.data import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.create import create_store


@pytest.fixture(scope="session")
def story_desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make the desks once."""
    desks = {name: tmp_path_factory.mktemp(name) / "desk.db" for name in ("demo", "empty")}
    for path in desks.values():
        create_store(str(path))
    read_desk(Path(str(data_file("demo.jsonl"))), str(desks["demo"]))
    return desks
