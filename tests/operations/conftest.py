"""Fixtures: a copy of the demo desk for each test."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from desk_copies import copy_desk
from workbench import NOW, OpenWorkbench, Workbench

from deskctl.exchange.importing.desk_import import read_desk


@pytest.fixture(scope="session")
def demo_store(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo desk with messages in its outbox and an attached file."""
    path = copy_desk(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db")
    read_desk(Path(__file__).parents[1] / "data" / "outbox.jsonl", str(path))
    picture = path.with_name("picture.jpg")
    picture.write_bytes(b"\xff\xd8\xff\xe0 another picture")
    Workbench(str(path)).do("attachment.add", ref="VN1", file=str(picture))
    return path


@pytest.fixture
def desk(demo_store: Path, tmp_path: Path) -> Iterator[Workbench]:
    """Return a copy of the demo desk that the test may change."""
    with closing(OpenWorkbench(str(copy_desk(demo_store, tmp_path / "desk.db")))) as desk:
        yield desk


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """Return a function that reads a time of the demo's last day, such as 09:15."""
    return lambda clock: datetime.fromisoformat(f"{NOW.date()}T{clock}:00+08:00")
