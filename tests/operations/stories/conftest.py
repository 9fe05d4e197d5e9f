"""Fixtures: the desks on which stories begin, the demo desk and an empty one."""

from pathlib import Path

import pytest
from desk_copies import copy_desk

from deskctl.store.sqlite.create import create_store


@pytest.fixture(scope="session")
def story_desks(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a desk for each name on which stories can begin."""
    desks = {name: tmp_path_factory.mktemp(name) / "desk.db" for name in ("demo", "empty")}
    copy_desk(imported_demo / "desk.db", desks["demo"])
    create_store(str(desks["empty"]))
    return desks
